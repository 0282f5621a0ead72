/**
 * At most so many reads and writes at once (k8s.io/apiserver v0.25.2 pkg/server/filters/maxinflight.go). 0 means no
 * limit.
 */
import { type Filter, PLAIN_ERROR_HEADERS, type Rejection } from './filter.ts';
import type { RequestInfo } from './request-info.ts';

const REJECTION: Rejection = {
  filter: 'max-in-flight',
  status: 429,
  headers: { ...PLAIN_ERROR_HEADERS, 'retry-after': '1' },
  body: 'Too many requests, please try again later.\n',
  closesConnection: false,
};

/** Which of the two limits counts a request: reads are get, list and watch. */
export function isMutating(request: RequestInfo): boolean {
  return request.verb !== 'get' && request.verb !== 'list' && request.verb !== 'watch';
}

export const maxInFlight: Filter = ({ request, config, load }) => {
  if (request.isLongRunning) return null;
  const mutating = isMutating(request);
  const limit = mutating ? config.maxMutatingRequestsInflight : config.maxRequestsInflight;
  const inFlight = mutating ? load.writes : load.reads;
  return limit > 0 && inFlight >= limit ? REJECTION : null;
};
