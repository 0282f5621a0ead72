/** Times as the API writes them. */
import { isoTime } from '../formats/calendar.ts';
import { readRfc3339 } from '../formats/stamps.ts';

/** Milliseconds since 1970 as RFC 3339 to the second. */
export function rfc3339(epochMs: number): string {
  return `${isoTime(Math.floor(epochMs) * 1000).slice(0, 19)}Z`;
}

/** What kubectl prints as an age: `5s`, `4m10s`, `3h`, `2d` (k8s.io/apimachinery pkg/util/duration/duration.go). */
export function humanDuration(ms: number): string {
  const seconds = Math.floor(ms / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  if (seconds < 120) return `${seconds}s`;
  const minutes = Math.floor(seconds / 60);
  if (minutes < 10) return withRest(minutes, 'm', seconds % 60, 's');
  if (minutes < 180) return `${minutes}m`;
  const hours = Math.floor(minutes / 60);
  if (hours < 8) return withRest(hours, 'h', minutes % 60, 'm');
  if (hours < 48) return `${hours}h`;
  const days = Math.floor(hours / 24);
  if (hours < 192) return withRest(days, 'd', hours % 24, 'h');
  if (days < 730) return `${days}d`;
  const years = Math.floor(days / 365);
  return years < 8 ? withRest(years, 'y', days % 365, 'd') : `${years}y`;
}

function withRest(whole: number, unit: string, rest: number, restUnit: string): string {
  return rest === 0 ? `${whole}${unit}` : `${whole}${unit}${rest}${restUnit}`;
}

/** The age of something that began at `timestamp`; `<unknown>` when that is no time. */
export function ageOf(timestamp: string, nowMs: number): string {
  const at = epochMsOf(timestamp);
  return at === null ? '<unknown>' : humanDuration(nowMs - at);
}

/** Milliseconds since 1970 of an RFC 3339 time; null when the text is none. */
export function epochMsOf(timestamp: string): number | null {
  const read = readRfc3339(timestamp);
  return read?.stamp.kind === 'instant' ? Math.floor(read.stamp.at / 1000) : null;
}
