/** What draws the lanes of requests: a canvas on the screen, a vector picture when it is saved. Both know these marks. */

/** What a shape says. Each has its own shape besides its colour. */
export type Mark =
  | 'answered'
  | 'inFlight'
  | 'turnedAway'
  | 'lost'
  | 'dropped'
  | 'watch'
  | 'cut'
  | 'connection'
  | 'opened'
  | 'closed'
  | 'goaway'
  | 'logged'
  | 'auditLost'
  | 'auditShutdown';

/** The tokens that marks are drawn in. */
export type Tone = 'edge' | 'ink' | 'ink2' | 'danger';

export const TONES: Readonly<Record<Mark, Tone>> = {
  answered: 'edge',
  inFlight: 'ink',
  turnedAway: 'ink',
  lost: 'edge',
  dropped: 'danger',
  watch: 'ink2',
  cut: 'ink',
  connection: 'edge',
  opened: 'edge',
  closed: 'edge',
  goaway: 'ink',
  logged: 'edge',
  auditLost: 'danger',
  auditShutdown: 'ink',
};

/** Coordinates in pixels; `x`, `y` are the upper left corner of a box, the centre of a cross. */
export interface Pen {
  box(mark: Mark, x: number, y: number, width: number, height: number): void;
  /** Its line, one pixel wide, lies inside of the box. */
  outline(mark: Mark, x: number, y: number, width: number, height: number): void;
  cross(mark: Mark, x: number, y: number, reach: number): void;
  /** A wave. Waves are counted from the left edge, so that a rope that grows does not seem to move. */
  rope(mark: Mark, from: number, to: number, y: number): void;
}

/** A wave of a rope is this long, and reaches this far from its middle. */
export const ROPE_WAVE_PX = 12;
export const ROPE_REACH_PX = 2.25;
