/**
 * The time a request may take: `--request-timeout`, or a shorter `?timeout=` (k8s.io/apiserver v0.25.2
 * pkg/endpoints/filters/request_deadline.go). A timeout that is no duration gets 400.
 */
import { atLeast } from '../lineage.ts';
import { parseDuration } from '../scenario/duration.ts';
import type { Duration } from '../time.ts';
import { type Filter, type FilterConfig, statusJson } from './filter.ts';
import { queryValue } from './query.ts';
import type { RequestInfo } from './request-info.ts';

export const requestDeadline: Filter = ({ request }) => {
  if (request.isLongRunning) return null;
  const value = timeoutQuery(request);
  if (value === '' || typeof goDuration(value) === 'number') return null;
  return {
    filter: 'request-deadline',
    status: 400,
    headers: { 'content-type': 'application/json' },
    body: `${statusJson(
      `invalid timeout specified in the request URL - time: ${durationError(value)}`,
      'BadRequest',
      400,
    )}\n`,
    closesConnection: false,
  };
};

/** When the request's time is over, counted from its arrival; null for long-running ones, which no timeout ends. */
export function requestTimeout(
  request: RequestInfo,
  config: Pick<FilterConfig, 'requestTimeout' | 'lineage'>,
): Duration | null {
  if (request.isLongRunning) return null;
  // Before the filter came with 1.21, the timeout was the same for all.
  if (request.query === '' || !atLeast(config.lineage, '1.22')) return config.requestTimeout;
  const asked = goDuration(timeoutQuery(request));
  return typeof asked === 'number' && asked > 0 && asked < config.requestTimeout
    ? asked
    : config.requestTimeout;
}

function timeoutQuery(request: RequestInfo): string {
  return request.query === '' ? '' : (queryValue(request.query, 'timeout') ?? '');
}

/** Go takes signs too; what is negative is then no timeout at all. */
function goDuration(value: string): Duration | null {
  if (value === '') return null;
  const sign = value[0] === '-' || value[0] === '+' ? value[0] : '';
  const parsed = parseDuration(value.slice(sign.length));
  if (typeof parsed !== 'number') return null;
  return sign === '-' ? (-parsed as Duration) : parsed;
}

/** What Go's `time.ParseDuration` finds wrong with a text. */
function durationError(value: string): string {
  const text = JSON.stringify(value);
  for (let rest = value.replace(/^[-+]/, ''); rest !== ''; ) {
    const [number = ''] = /^(?:\d+\.?\d*|\.\d+)/.exec(rest) ?? [];
    if (number === '') break;
    const [unit = ''] = /^[^.\d]*/.exec(rest.slice(number.length)) ?? [];
    if (unit === '') return `missing unit in duration ${text}`;
    if (!/^(?:ns|us|µs|μs|ms|s|m|h)$/.test(unit))
      return `unknown unit ${JSON.stringify(unit)} in duration ${text}`;
    rest = rest.slice(number.length + unit.length);
  }
  return `invalid duration ${text}`;
}
