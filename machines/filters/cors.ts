/**
 * What pages of other origins may do (k8s.io/apiserver pkg/server/filters/cors.go): an origin that one of
 * `--cors-allowed-origins` fits gets the headers, and its preflight is answered here.
 */
import type { ResponseHeaders } from '../recording/events.ts';
import { type Filter, type FilterInput, headerOf } from './filter.ts';

/** Longer origins are none: no expression has to look at them. */
const LONGEST_ORIGIN = 300;

const ALLOWED: ResponseHeaders = {
  'access-control-allow-credentials': 'true',
  'access-control-allow-headers':
    'Content-Type, Content-Length, Accept-Encoding, X-CSRF-Token, Authorization, X-Requested-With, If-Modified-Since',
  'access-control-allow-methods': 'POST, GET, OPTIONS, PUT, DELETE, PATCH',
  'access-control-expose-headers': 'Date',
};

/** What the response to an allowed origin carries; null for everybody else. */
export function corsHeaders({ headers, config }: FilterInput): ResponseHeaders | null {
  const origin = headers.origin === undefined ? '' : (headerOf(headers, 'origin') ?? '');
  if (origin === '' || origin.length > LONGEST_ORIGIN) return null;
  return config.corsAllowedOrigins.some(pattern => pattern.test(origin))
    ? { 'access-control-allow-origin': origin, ...ALLOWED }
    : null;
}

/** Answers a preflight. */
export const cors: Filter = input => {
  if (input.request.method !== 'OPTIONS') return null;
  const headers = corsHeaders(input);
  return headers === null
    ? null
    : { filter: 'cors', status: 204, headers: {}, body: '', closesConnection: false, isAnswer: true };
};
