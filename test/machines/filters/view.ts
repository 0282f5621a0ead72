/** What a filter or handler sees, for tests: a server that works, with whatever a test changes. */
import { type Admission, HandlerChain } from '../../../machines/filters/chain.ts';
import type {
  FilterConfig,
  FilterInput,
  LifecycleView,
  Load,
  Rejection,
  RequestHeaders,
} from '../../../machines/filters/filter.ts';
import type { Port } from '../../../machines/filters/order.ts';
import { requestInfo } from '../../../machines/filters/request-info.ts';
import type { Lineage } from '../../../machines/lineage.ts';
import { seconds } from '../../../machines/time.ts';

/** The view of a server that is ready and that nobody has asked to stop. */
export const WORKING: LifecycleView = {
  lineage: '1.27',
  muxComplete: true,
  postStartRunning: [],
  postStartHooks: [],
  livezIsGraceful: false,
  shutdownInitiated: false,
  notAcceptingNewRequest: false,
  drainWaits: false,
  watchDrainWaits: false,
  serverShuttingDown: false,
  auditRunning: true,
  exited: false,
  muxIncomplete: [],
};

/** The default flags of kube-apiserver. */
export const DEFAULTS: FilterConfig = {
  lineage: '1.27',
  sendRetryAfter: false,
  watchTermination: false,
  requestTimeout: seconds(60),
  maxRequestsInflight: 400,
  maxMutatingRequestsInflight: 200,
  goawayChance: 0,
  notFoundHandler: true,
  anonymousAuth: true,
  tokens: new Map(),
  rules: null,
  corsAllowedOrigins: [],
  strictTransportSecurity: '',
  warnings: [],
};

/** A request line as it reaches the filters. */
export function filterInput(
  line: string,
  changes: {
    readonly view?: Partial<LifecycleView>;
    readonly config?: Partial<FilterConfig>;
    readonly load?: Partial<Load>;
    readonly userAgent?: string;
    readonly headers?: RequestHeaders;
    readonly port?: Port;
    /** Of view and flags alike. */
    readonly lineage?: Lineage;
  } = {},
): FilterInput {
  const { lineage = WORKING.lineage } = changes;
  const [method = 'GET', target = '/'] = line.includes(' ') ? line.split(' ') : ['GET', line];
  return {
    request: requestInfo(method, target, changes.userAgent ?? 'curl/8'),
    headers: changes.headers ?? {},
    port: changes.port ?? 'secure',
    view: { ...WORKING, lineage, ...changes.view },
    config: { ...DEFAULTS, lineage, ...changes.config },
    load: { reads: 0, writes: 0, ...changes.load },
  };
}

/** The chain that such an input goes through. */
export function chainFor({ config, port }: FilterInput): HandlerChain {
  return new HandlerChain(config, port);
}

/** What the first filter that turns it away answers; null: it passes. */
export function firstRejection(input: FilterInput): Rejection | null {
  return chainFor(input).reject(input);
}

/** What the server remembers of a request that passes. */
export function admissionOf(input: FilterInput): Admission {
  return chainFor(input).admit(input);
}
