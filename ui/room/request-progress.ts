/** How far a request has come, as far as its address tells. */
import { parseDuration } from '../../machines/scenario/duration.ts';
import { toMs } from '../../machines/time.ts';

/** How long the server will work on a request, in milliseconds, if its query says so (`?duration=4s`); else null. */
export function plannedDurationMs(path: string): number | null {
  const match = /[?&]duration=([^&]+)/.exec(path);
  if (!match?.[1]) return null;
  const parsed = parseDuration(match[1]);
  return typeof parsed === 'number' ? toMs(parsed) : null;
}

/** From 0 to 1; null when nobody knows. */
export function progress(path: string, arrivedAt: number, t: number): number | null {
  const planned = plannedDurationMs(path);
  if (planned === null || planned <= 0) return null;
  return Math.min(1, Math.max(0, (t - arrivedAt) / planned));
}
