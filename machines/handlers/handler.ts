/** What the handlers behind the chain do with a request, as data: a port or the simulation carries it out. */
import {
  CACHE_CONTROL,
  type FilterConfig,
  type LifecycleView,
  PLAIN_ERROR_HEADERS,
  type Rejection,
  statusJson,
} from '../filters/filter.ts';
import { queryValue } from '../filters/query.ts';
import type { RequestInfo } from '../filters/request-info.ts';
import type { ResponseHeaders } from '../recording/events.ts';
import { parseDuration } from '../scenario/duration.ts';
import { type Answerer, outermost } from '../servers/chain.ts';
import { routeOf, type ServerChain } from '../servers/route.ts';
import { type Duration, millis, seconds } from '../time.ts';
import { answerHealth, healthChecks, healthEndpointOf, healthEndpointsOf } from './health.ts';

/** A response that is given at once. */
export interface Answer {
  readonly status: number;
  readonly headers: ResponseHeaders;
  readonly body: string;
}

export type Handling =
  | ({ readonly kind: 'answer' } & Answer)
  /** The not-found handler before MuxAndDiscoveryComplete. */
  | ({ readonly kind: 'reject' } & Rejection)
  /** Works for `duration`, then answers; `early`: the response begins at once; `ignoresDeadline`: goes on after its timeout. */
  | ({
      readonly kind: 'sleep';
      readonly duration: Duration;
      readonly early: boolean;
      readonly ignoresDeadline: boolean;
    } & Answer)
  /** Streams an event every `interval` until it is told to end. */
  | {
      readonly kind: 'watch';
      readonly status: 200;
      readonly headers: ResponseHeaders;
      readonly interval: Duration;
      readonly ignoresShutdown: boolean;
    }
  /** The handler panics, and the panic recovery answers. */
  | { readonly kind: 'panic' }
  /** Metrics of the real server. */
  | { readonly kind: 'metrics' }
  /** The API: the registry answers, or streams a watch. */
  | { readonly kind: 'api' }
  /** The server of an APIService answers; the aggregator passes the request to it. */
  | { readonly kind: 'proxy'; readonly service: string };

/** What is done with a request, and who does it. */
export type Handled = Handling & { readonly answeredBy: Answerer };

/** As much of the flags as handlers need. */
type HandlerConfig = Pick<FilterConfig, 'notFoundHandler'>;

const TEXT: ResponseHeaders = { ...CACHE_CONTROL, 'content-type': 'text/plain; charset=utf-8' };
const ECHO: ResponseHeaders = { ...CACHE_CONTROL, 'content-type': 'text/plain' };
const NOT_FOUND: Handled = {
  answeredBy: 'not-found',
  kind: 'answer',
  status: 404,
  headers: { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
  body: '404 page not found\n',
};
const TOO_EARLY: Handled = {
  answeredBy: 'not-found',
  kind: 'reject',
  filter: 'not-found',
  status: 503,
  headers: { ...CACHE_CONTROL, 'content-type': 'application/json', 'retry-after': '5' },
  body: `${statusJson(
    'the request has been made before all known HTTP paths have been installed, please try again',
    'ServiceUnavailable',
    503,
    { retryAfterSeconds: 5 },
  )}\n`,
  closesConnection: false,
};

/** What this server has beside the API and its health. */
const OWN_PATHS: readonly string[] = ['/echo', '/metrics', '/sleep', '/watch'];
/** The longest time /sleep works. */
const LONGEST_SLEEP = seconds(3600);

/** Which handler a request reaches on its way down the chain of servers, and what that does. */
export function handle(
  request: RequestInfo,
  view: LifecycleView,
  config: HandlerConfig,
  chain: ServerChain,
): Handled {
  const { path } = request;
  if (path === '/echo') {
    const message = queryValue(request.query, 'message') ?? '';
    return {
      answeredBy: 'kube-apiserver',
      kind: 'answer',
      status: 200,
      headers: ECHO,
      body: `${message}\n`,
    };
  }
  if (path === '/sleep') return sleep(request);
  // Differs from Go: /panic is this server's own, to see the panic recovery at work.
  if (path === '/panic') return { answeredBy: 'kube-apiserver', kind: 'panic' };
  if (isOwnStream(request)) return watch(request);
  const answeredBy = outermost(chain.lineage);
  if (path === '/metrics') return { answeredBy, kind: 'metrics' };
  const endpoint = healthEndpointOf(path, view.lineage);
  if (endpoint) {
    const answer = answerHealth(endpoint, request, view);
    if (answer) return { answeredBy, kind: 'answer', ...answer };
  }
  if (path === '/' && request.method === 'GET') return index(view, chain);
  const route = routeOf(path, view.muxIncomplete, chain);
  if (route?.to === 'apiService') {
    const { name } = route;
    return { answeredBy: name, kind: 'proxy', service: name };
  }
  if (route) return { answeredBy: route.server, kind: 'api' };
  // A watch of a collection that nobody serves is this server's own stream: scenarios need no API to have watches.
  return request.verb === 'watch' ? watch(request) : notFound(view, config, chain);
}

/** Differs from Go: `?interval=` and `?ignore-shutdown=` make a watch this server's own stream, of steady events. */
function isOwnStream({ path, verb, query }: RequestInfo): boolean {
  if (verb !== 'watch') return false;
  return (
    path === '/watch' ||
    queryValue(query, 'interval') !== null ||
    queryValue(query, 'ignore-shutdown') !== null
  );
}

function sleep(request: RequestInfo): Handled {
  const text = queryValue(request.query, 'duration') ?? '1s';
  const duration = parseDuration(text);
  if (typeof duration !== 'number' || duration > LONGEST_SLEEP) {
    const message =
      typeof duration === 'number' ? `duration "${text}" is longer than 1h` : `duration ${duration.error}`;
    return {
      answeredBy: 'kube-apiserver',
      kind: 'answer',
      status: 400,
      headers: { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
      body: `${message}\n`,
    };
  }
  return {
    answeredBy: 'kube-apiserver',
    kind: 'sleep',
    duration,
    early: isSet(request, 'early'),
    ignoresDeadline: isSet(request, 'ignore-deadline'),
    status: 200,
    headers: TEXT,
    body: `slept ${text}\n`,
  };
}

function watch(request: RequestInfo): Handled {
  const interval = parseDuration(queryValue(request.query, 'interval') ?? '1s');
  return {
    answeredBy: 'kube-apiserver',
    kind: 'watch',
    status: 200,
    headers: { ...CACHE_CONTROL, 'content-type': 'application/json' },
    interval: typeof interval === 'number' && interval > 0 ? interval : millis(1000),
    ignoresShutdown: isSet(request, 'ignore-shutdown'),
  };
}

function isSet(request: RequestInfo, key: string): boolean {
  const value = queryValue(request.query, key);
  return value !== null && value !== '0' && value !== 'false';
}

function notFound(view: LifecycleView, config: HandlerConfig, chain: ServerChain): Handled {
  if (config.notFoundHandler) return view.muxComplete ? NOT_FOUND : TOO_EARLY;
  return { ...index(view, chain), answeredBy: 'not-found', status: 404 };
}

/** `/`, and what the library says of paths that it does not know: all that there are (pkg/server/routes/index.go). */
function index(view: LifecycleView, chain: ServerChain): Handled & { readonly kind: 'answer' } {
  const checks = healthEndpointsOf(view.lineage).flatMap(endpoint => [
    endpoint,
    ...healthChecks(endpoint, view).map(check => `${endpoint}/${check.name}`),
  ]);
  const paths = [...chain.directory.paths(), ...OWN_PATHS, ...checks].sort();
  return {
    answeredBy: outermost(chain.lineage),
    kind: 'answer',
    status: 200,
    headers: { ...CACHE_CONTROL, 'content-type': 'application/json' },
    body: JSON.stringify({ paths }, null, 2),
  };
}

/** One event of a watch stream, with its newline. */
export function watchEvent(n: number): string {
  return `${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Bookmark', metadata: { resourceVersion: String(n) } } })}\n`;
}

/** What a recording says of a handler that panicked. */
export function panicNote(method: string, target: string, error: unknown): string {
  const why = error instanceof Error ? error.message : String(error);
  return `apiserver panic'd on ${method} ${target}: ${why}`;
}
