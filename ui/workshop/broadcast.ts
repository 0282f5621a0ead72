/** When what a presenter shows has to be said again. */
import type { Shown } from '../../machines/workshop/messages.ts';
import { TOLERATED_DRIFT_MS } from './following.ts';

/** Between two messages there is at least this much time. */
export const SHORTEST_PAUSE_MS = 50;
/** While it plays, the playhead is said this often, so that whoever has drifted comes back. */
export const PLAYHEAD_EVERY_MS = 2_000;

/** What was said last, and when by this page's clock in milliseconds. */
export interface Said {
  readonly shown: Shown;
  readonly at: number;
}

/**
 * Whether the room has to hear it.
 * @param stands the playhead plays, and waits in an instant whose events are shown one by one: so does everybody's
 */
export function isNews(said: Said | null, shown: Shown, clock: number, stands: boolean): boolean {
  if (!said) return true;
  if (besides(said.shown) !== besides(shown)) return true;
  const { playhead: before } = said.shown;
  const { playhead: now } = shown;
  if (before.playing !== now.playing || before.speed !== now.speed) return true;
  if (!now.playing) return before.t !== now.t;
  const elapsed = clock - said.at;
  if (elapsed >= PLAYHEAD_EVERY_MS) return true;
  const expected = before.t + elapsed * before.speed;
  return !stands && Math.abs(now.t - expected) > TOLERATED_DRIFT_MS * now.speed;
}

/** Everything but what goes on by itself. */
function besides({ playhead: _, timer, ...rest }: Shown): string {
  return JSON.stringify([rest, timer?.ofMs ?? null]);
}
