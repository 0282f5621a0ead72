/** What a filter or handler sees, for tests: a server that works, with whatever a test changes. */
import type { FilterConfig, FilterInput, LifecycleView, Load } from '../../../machines/filters/filter.ts';
import { requestInfo } from '../../../machines/filters/request-info.ts';
import { seconds } from '../../../machines/time.ts';

/** The view of a server that is ready and that nobody has asked to stop. */
export const WORKING: LifecycleView = {
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
};

/** The default flags of kube-apiserver. */
export const DEFAULTS: FilterConfig = {
  sendRetryAfter: false,
  watchTermination: false,
  requestTimeout: seconds(60),
  maxRequestsInflight: 400,
  maxMutatingRequestsInflight: 200,
  goawayChance: 0,
  notFoundHandler: true,
};

/** A request line as it reaches the filters. */
export function filterInput(
  line: string,
  changes: {
    readonly view?: Partial<LifecycleView>;
    readonly config?: Partial<FilterConfig>;
    readonly load?: Partial<Load>;
    readonly userAgent?: string;
  } = {},
): FilterInput {
  const [method = 'GET', target = '/'] = line.includes(' ') ? line.split(' ') : ['GET', line];
  return {
    request: requestInfo(method, target, changes.userAgent ?? 'curl/8'),
    view: { ...WORKING, ...changes.view },
    config: { ...DEFAULTS, ...changes.config },
    load: { reads: 0, writes: 0, ...changes.load },
  };
}
