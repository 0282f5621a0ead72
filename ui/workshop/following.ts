/** How a playhead follows another one: where it is by now, and what is to be mended. */
import type { Heard } from './room-state.ts';

/** While it plays, a playhead that is no further away than this is let be: mending it would be a jerk. */
export const TOLERATED_DRIFT_MS = 100;

/** A playhead. `t` is milliseconds since the start of the run. */
export interface Playing {
  readonly t: number;
  readonly playing: boolean;
  readonly speed: number;
}

/** Where the presenter's playhead is at `clock`, this page's clock in milliseconds. */
export function playheadAt({ shown, at }: Heard, clock: number): number {
  const { t, playing, speed } = shown.playhead;
  return playing ? t + Math.max(0, clock - at) * speed : t;
}

/** What has to be done to a playhead to follow; null each: nothing. */
export interface Correction {
  readonly speed: number | null;
  readonly seek: number | null;
}

export function correction(heard: Heard, mine: Playing, clock: number): Correction {
  const { playing, speed } = heard.shown.playhead;
  const wanted = playheadAt(heard, clock);
  const tolerated = playing && mine.playing ? TOLERATED_DRIFT_MS * speed : 0;
  return {
    speed: mine.speed === speed ? null : speed,
    // Times are whole microseconds: what is less apart is the same.
    seek: Math.abs(wanted - mine.t) > Math.max(tolerated, 0.001) ? wanted : null,
  };
}

/** Milliseconds that are left of the timer at `clock`; null: none runs. Never below zero. */
export function timerAt({ shown, at }: Heard, clock: number): number | null {
  return shown.timer && Math.max(0, shown.timer.leftMs - (clock - at));
}
