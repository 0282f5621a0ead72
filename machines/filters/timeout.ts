/**
 * What a request gets whose time is over (k8s.io/apiserver v0.25.2 pkg/server/filters/timeout.go): 504 if nothing has
 * been written; else the stream is reset (INTERNAL_ERROR), an HTTP/1.1 connection is cut. Either way the wait group
 * counts it no longer, though its handler may still run.
 */
import { CACHE_CONTROL, type Rejection } from './filter.ts';

export const TIMEOUT_RESPONSE: Omit<Rejection, 'filter' | 'closesConnection'> = {
  status: 504,
  // Nobody sets a content type: Go sniffs the JSON as text.
  headers: { ...CACHE_CONTROL, 'content-type': 'text/plain; charset=utf-8' },
  body: `${JSON.stringify({
    metadata: {},
    status: 'Failure',
    message: 'Timeout: request did not complete within the allotted timeout',
    reason: 'Timeout',
    details: {},
    code: 504,
  })}\n`,
};
