/**
 * Counts requests that are not long-running; rejects them once the drain waits (k8s.io/apiserver v0.25.2
 * pkg/server/filters/waitgroup.go). The exempt ones are then served, but not counted.
 */
import {
  CACHE_CONTROL,
  type Filter,
  type FilterInput,
  PLAIN_ERROR_HEADERS,
  type Rejection,
  statusJson,
} from './filter.ts';

const HEADERS = {
  ...CACHE_CONTROL,
  'content-type': 'application/json',
  'retry-after': '1',
  'x-content-type-options': PLAIN_ERROR_HEADERS['x-content-type-options'] as string,
};

/** The 503 of a wait group that takes nobody any more, of short requests and watches alike. */
export function shuttingDown(filter: string): Rejection {
  return {
    filter,
    status: 503,
    headers: HEADERS,
    body: `${statusJson('apiserver is shutting down', 'ServiceUnavailable', 503)}\n\n`,
    closesConnection: false,
  };
}

const REJECTION = shuttingDown('wait-group');

export const waitGroup: Filter = ({ request, view }) =>
  !request.isLongRunning && view.drainWaits && !request.isExempt ? REJECTION : null;

/** Whether the wait group counts a request that has passed the filter. */
export function isCounted({ request, view }: Pick<FilterInput, 'request' | 'view'>): boolean {
  return !request.isLongRunning && !view.drainWaits;
}
