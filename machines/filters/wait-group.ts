/**
 * Counts requests that are not long-running; rejects them once the drain waits (k8s.io/apiserver v0.25.2
 * pkg/server/filters/waitgroup.go). Since 1.23 the exempt ones are then served, but not counted. Before 1.19 the answer
 * was a 500 in plain words.
 */
import { atLeast } from '../lineage.ts';
import { type Filter, type FilterInput, PLAIN_ERROR_HEADERS, type Rejection, statusJson } from './filter.ts';

const HEADERS = {
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
const OLD_REJECTION: Rejection = {
  filter: 'wait-group',
  status: 500,
  headers: PLAIN_ERROR_HEADERS,
  body: 'apiserver is shutting down.\n',
  closesConnection: false,
};

export const waitGroup: Filter = ({ request, view }) => {
  if (!view.drainWaits || request.isLongRunning) return null;
  if (request.isExempt && atLeast(view.lineage, '1.23')) return null;
  return atLeast(view.lineage, '1.20') ? REJECTION : OLD_REJECTION;
};

/** Whether the wait group counts a request that has passed the filter. */
export function isCounted({ request, view }: Pick<FilterInput, 'request' | 'view'>): boolean {
  return !request.isLongRunning && !view.drainWaits;
}
