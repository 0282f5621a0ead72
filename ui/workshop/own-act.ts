/** Finds out from what the page shows whether its reader has taken it into their own hands. */

/** What a follower's page shows, as far as following goes. `t` and `clock` are milliseconds. */
export interface Watched {
  readonly clock: number;
  readonly source: object | null;
  /** What was done by hand to the run. */
  readonly deeds: number;
  readonly mode: string;
  readonly t: number;
  readonly playing: boolean;
  readonly ended: boolean;
  readonly speed: number;
  readonly tab: string;
  readonly lineages: boolean;
}

export type OwnAct = 'scenario' | 'deed' | 'playhead' | 'tab';

/** A playhead that has gone this much further than time has was moved: frames come late on a busy phone. */
const LEAP_MS = 400;

/** What the reader has done between two looks; null: nothing, it only went on. */
export function ownAct(before: Watched, now: Watched): OwnAct | null {
  if (before.source !== now.source || before.mode !== now.mode) return 'scenario';
  if (before.deeds !== now.deeds) return 'deed';
  if (before.tab !== now.tab || before.lineages !== now.lineages) return 'tab';
  return hasMoved(before, now) ? 'playhead' : null;
}

function hasMoved(before: Watched, now: Watched): boolean {
  // A live run has the speed of its server, which comes after it.
  if (before.speed !== now.speed) return now.mode !== 'live';
  // What comes to the end of the run stands there by itself.
  if (before.playing !== now.playing) return !(before.playing && now.ended);
  if (!now.playing) return before.t !== now.t;
  const went = now.t - before.t;
  // A live run is where it is: its clock is another one.
  if (now.mode === 'live') return went < -LEAP_MS;
  return went < 0 || went > (now.clock - before.clock) * now.speed + LEAP_MS * now.speed;
}
