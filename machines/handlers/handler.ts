/** What the handlers behind the chain do with a request, as data: a port or the simulation carries it out. */
import {
  CACHE_CONTROL,
  type FilterConfig,
  type LifecycleView,
  PLAIN_ERROR_HEADERS,
  type Rejection,
  statusJson,
} from '../filters/filter.ts';
import { queryValue, type RequestInfo } from '../filters/request-info.ts';
import type { ResponseHeaders } from '../recording/events.ts';
import { parseDuration } from '../scenario/duration.ts';
import { type Duration, millis, seconds } from '../time.ts';
import { answerHealth, HEALTH_ENDPOINTS, healthChecks, healthEndpointOf } from './health.ts';

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
  /** Metrics of the real server. */
  | { readonly kind: 'metrics' };

const TEXT: ResponseHeaders = { ...CACHE_CONTROL, 'content-type': 'text/plain; charset=utf-8' };
const ECHO: ResponseHeaders = { ...CACHE_CONTROL, 'content-type': 'text/plain' };
const NOT_FOUND: Handling = {
  kind: 'answer',
  status: 404,
  headers: { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
  body: '404 page not found\n',
};
const TOO_EARLY: Handling = {
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

/** The one collection of this API, for hooks and for clients that want to read something real. */
const NAMESPACES: Handling = {
  kind: 'answer',
  status: 200,
  headers: { ...CACHE_CONTROL, 'content-type': 'application/json' },
  body: `${JSON.stringify({ kind: 'NamespaceList', apiVersion: 'v1', metadata: { resourceVersion: '1' }, items: [] })}\n`,
};

/** The longest time /sleep works. */
const LONGEST_SLEEP = seconds(3600);

/** Which handler a request reaches, and what that does. */
export function handle(request: RequestInfo, view: LifecycleView, config: FilterConfig): Handling {
  const { path } = request;
  if (path === '/echo') {
    const message = queryValue(request.query, 'message') ?? '';
    return {
      kind: 'answer',
      status: 200,
      headers: ECHO,
      body: `${message}\n`,
    };
  }
  if (path === '/sleep') return sleep(request);
  if (request.verb === 'watch') return watch(request);
  if (path === '/api/v1/namespaces' && request.verb === 'list') return NAMESPACES;
  if (path === '/metrics') return { kind: 'metrics' };
  const endpoint = healthEndpointOf(path);
  if (endpoint) {
    const answer = answerHealth(endpoint, request, view);
    if (answer) return { kind: 'answer', ...answer };
  }
  return notFound(view, config);
}

function sleep(request: RequestInfo): Handling {
  const text = queryValue(request.query, 'duration') ?? '1s';
  const duration = parseDuration(text);
  if (typeof duration !== 'number' || duration > LONGEST_SLEEP) {
    const message =
      typeof duration === 'number' ? `duration "${text}" is longer than 1h` : `duration ${duration.error}`;
    return {
      kind: 'answer',
      status: 400,
      headers: { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
      body: `${message}\n`,
    };
  }
  return {
    kind: 'sleep',
    duration,
    early: isSet(request, 'early'),
    ignoresDeadline: isSet(request, 'ignore-deadline'),
    status: 200,
    headers: TEXT,
    body: `slept ${text}\n`,
  };
}

function watch(request: RequestInfo): Handling {
  const interval = parseDuration(queryValue(request.query, 'interval') ?? '1s');
  return {
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

function notFound(view: LifecycleView, config: FilterConfig): Handling {
  if (config.notFoundHandler) return view.muxComplete ? NOT_FOUND : TOO_EARLY;
  const checks = HEALTH_ENDPOINTS.flatMap(endpoint => [
    endpoint,
    ...healthChecks(endpoint, view).map(check => `${endpoint}/${check.name}`),
  ]);
  const paths = ['/api', '/apis', '/echo', '/metrics', '/sleep', '/watch', ...checks].sort();
  return {
    kind: 'answer',
    status: 404,
    headers: { ...CACHE_CONTROL, 'content-type': 'application/json' },
    body: JSON.stringify({ paths }, null, 2),
  };
}

/** One event of a watch stream, with its newline. */
export function watchEvent(n: number): string {
  return `${JSON.stringify({ type: 'BOOKMARK', object: { kind: 'Bookmark', metadata: { resourceVersion: String(n) } } })}\n`;
}
