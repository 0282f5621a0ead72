/** What a filter of the handler chain is: a pure function of a request and the state of the server. */
import type { Lineage } from '../lineage.ts';
import type { ResponseHeaders } from '../recording/events.ts';
import type { ServerName } from '../servers/chain.ts';
import type { Duration } from '../time.ts';
import type { Rule } from './authorization.ts';
import type { Port } from './order.ts';
import type { RequestInfo } from './request-info.ts';
import type { User } from './user.ts';

/** What the filters see of the lifecycle; changes only when the kernel steps. */
export interface LifecycleView {
  /** Which version's server it is: some things are there only since a version, others only before one. */
  readonly lineage: Lineage;
  /** `MuxAndDiscoveryComplete` has fired. */
  readonly muxComplete: boolean;
  /** Post-start hooks that have not returned. */
  readonly postStartRunning: readonly string[];
  /** All post-start hooks, in the order of the scenario. */
  readonly postStartHooks: readonly string[];
  /** /livez still ignores post-start hooks. */
  readonly livezIsGraceful: boolean;
  /** /readyz fails: from the stop on; before 1.19 only when the delay is over. */
  readonly shutdownInitiated: boolean;
  /** The retry-after filter rejects: from `NotAcceptingNewRequest` on; before 1.25 from `AfterShutdownDelayDuration` on. */
  readonly notAcceptingNewRequest: boolean;
  /** The wait group of short requests is being waited for: it takes nobody. */
  readonly drainWaits: boolean;
  /** The wait group of watches is being waited for. */
  readonly watchDrainWaits: boolean;
  /** `Server.Shutdown` has been called: HTTP/1.1 responses carry `Connection: close`. */
  readonly serverShuttingDown: boolean;
  readonly auditRunning: boolean;
  readonly exited: boolean;
  /** Servers of the chain that have not registered all their paths. */
  readonly muxIncomplete: readonly ServerName[];
}

/** The flags that the filters need. */
export interface FilterConfig {
  readonly lineage: Lineage;
  readonly sendRetryAfter: boolean;
  readonly watchTermination: boolean;
  readonly requestTimeout: Duration;
  readonly maxRequestsInflight: number;
  readonly maxMutatingRequestsInflight: number;
  readonly goawayChance: number;
  readonly notFoundHandler: boolean;
  /** Who brings no credentials is `system:anonymous`. */
  readonly anonymousAuth: boolean;
  /** Whose a bearer token is. */
  readonly tokens: ReadonlyMap<string, User>;
  /** What is allowed; null: everything. */
  readonly rules: readonly Rule[] | null;
  readonly corsAllowedOrigins: readonly RegExp[];
  /** The value of Strict-Transport-Security; empty: it is not sent. */
  readonly strictTransportSecurity: string;
  /** What the server warns of, by path. */
  readonly warnings: readonly { readonly path: string; readonly text: string }[];
}

/** The headers of a request, by their names in lower case. */
export type RequestHeaders = Readonly<Record<string, string | readonly string[] | undefined>>;

export const NO_HEADERS: RequestHeaders = {};

/** The value of a header that stands once; of one that stands more often the first. */
export function headerOf(headers: RequestHeaders, name: string): string | undefined {
  const value = headers[name];
  return typeof value === 'string' || value === undefined ? value : value[0];
}

/** What is in flight now. */
export interface Load {
  readonly reads: number;
  readonly writes: number;
}

/** Everything that a filter may look at. */
export interface FilterInput {
  readonly request: RequestInfo;
  readonly headers: RequestHeaders;
  readonly port: Port;
  readonly view: LifecycleView;
  readonly config: FilterConfig;
  readonly load: Load;
}

/** A filter turns a request away with this response. */
export interface Rejection {
  readonly filter: string;
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: string;
  /** The connection ends after it: `Connection: close` on HTTP/1.1, GOAWAY before the response on HTTP/2. */
  readonly closesConnection: boolean;
  /** The filter answers instead of the handler, and nobody is turned away: the preflight of CORS. */
  readonly isAnswer?: true;
}

/** A filter passes a request on (null) or rejects it. */
export type Filter = (input: FilterInput) => Rejection | null;

/** `http.Error` of Go: plain text that is not to be sniffed, with a newline. */
export const PLAIN_ERROR_HEADERS: ResponseHeaders = {
  'content-type': 'text/plain; charset=utf-8',
  'x-content-type-options': 'nosniff',
};

/** What the cache-control filter adds to everything that passes it (1.17 and later). */
export const CACHE_CONTROL: ResponseHeaders = { 'cache-control': 'no-cache, private' };

/** A `metav1.Status` of a failure as kube-apiserver writes it. */
export function statusJson(
  message: string,
  reason: string,
  code: number,
  details?: Readonly<Record<string, unknown>>,
): string {
  return JSON.stringify({
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Failure',
    message,
    reason,
    ...(details ? { details } : {}),
    code,
  });
}
