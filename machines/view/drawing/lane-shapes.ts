/** The shapes of a lane of requests: pure, so that the screen and a saved picture cannot differ. */
import { FATES, LANE_ROWS, type RequestLane } from '../request-lane.ts';
import type { TimeScale } from '../time-scale.ts';
import type { Pen } from './pen.ts';

/** Bars further than this beyond an edge are not drawn. */
const BEYOND_PX = 8;
/** Ropes that a lane has room for; further ones lie on these. */
export const ROPES = 2;
/** A hollow bar is at least so wide, or it would not be seen as such. */
const LEAST_HOLLOW_PX = 5;
const CROSS_PX = 3.5;
/** Marks of connections that would be closer than this are one. */
const MARKS_APART_PX = 5;

/** A moment of the run that is drawn, and how far the run has come. */
export interface DrawnAt {
  readonly t: number;
  readonly present: number;
}

/** Where a lane lies, and its scale. */
export interface LanePlace {
  readonly top: number;
  readonly height: number;
  readonly scale: TimeScale;
}

/** Where the bars of a row lie in their lane. */
export function rowBox(row: number, height: number): { readonly y: number; readonly height: number } {
  const pitch = (height - 4) / LANE_ROWS;
  return { y: 2 + row * pitch, height: Math.round(pitch - 1) };
}

/** The middle of a rope in its lane. */
export function ropeY(row: number, height: number): number {
  return height * (row % ROPES === 0 ? 0.27 : 0.68);
}

/** Finished bars from the one with the index `from` on. */
export function drawFinished(pen: Pen, lane: RequestLane, from: number, place: LanePlace): void {
  const { scale } = place;
  // A little beyond the edges: the narrowest bar and the cross of a dropped one are wider than their times.
  const beyond = BEYOND_PX / scale.density;
  const [first, last] = [scale.start - beyond, scale.end + beyond];
  /** How far each row is filled with answered requests: where they are many, most lie on one that is drawn. */
  const filled = Array.from({ length: LANE_ROWS }, () => Number.NEGATIVE_INFINITY);
  for (let bar = from; bar < lane.starts.length; bar++) {
    if ((lane.ends[bar] ?? 0) < first || (lane.starts[bar] ?? 0) > last) continue;
    drawBar(pen, lane, bar, place, filled);
  }
}

function drawBar(
  pen: Pen,
  lane: RequestLane,
  bar: number,
  { top, height, scale }: LanePlace,
  filled: number[],
): void {
  const [from, to] = [lane.starts[bar] ?? 0, lane.ends[bar] ?? 0];
  const row = lane.rows[bar] ?? 0;
  const fate = FATES[lane.fates[bar] ?? 0] ?? 'answered';
  const x = scale.x(from);
  const end = scale.x(to);
  if (lane.watches[bar] && (fate === 'answered' || fate === 'cut')) {
    const rope = scale.span(from, to);
    pen.rope('watch', rope.left, rope.left + rope.width, top + ropeY(row, height));
    if (fate === 'cut') pen.box('cut', end - 1.5, top + 2, 3, height - 4);
    return;
  }
  const box = rowBox(row, height);
  const y = top + box.y;
  const width = Math.max(2, end - x);
  switch (fate) {
    case 'answered':
    case 'cut': {
      const isCovered = x + width <= (filled[row] ?? 0) + 0.25 && x >= (filled[row] ?? 0) - 2;
      if (isCovered) return;
      filled[row] = x + width;
      pen.box('answered', x, y, width, box.height);
      return;
    }
    case 'turnedAway':
    case 'lost':
      pen.outline(fate, x, y, Math.max(LEAST_HOLLOW_PX, width), box.height);
      return;
    case 'dropped':
      pen.box('dropped', x, y, width, box.height);
      pen.cross('dropped', end, y + box.height / 2, CROSS_PX);
  }
}

/** What is in flight at the present, and, looking back, what was in flight then. */
export function drawInFlight(pen: Pen, lane: RequestLane, place: LanePlace, at: DrawnAt): void {
  const { top, height, scale } = place;
  drawConnections(pen, lane, place, at.present);
  const end = Math.min(scale.x(at.present), scale.width + BEYOND_PX);
  // Of many watches that lie on each other only the longest can be seen.
  const ropes = new Map<number, number>();
  for (const bar of lane.open.values()) {
    const x = Math.max(-BEYOND_PX, scale.x(bar.start));
    if (x > end) continue;
    if (bar.watch) {
      ropes.set(bar.row % ROPES, Math.min(x, ropes.get(bar.row % ROPES) ?? x));
      continue;
    }
    const box = rowBox(bar.row, height);
    pen.box('inFlight', x, top + box.y, Math.max(2, end - x), box.height);
  }
  for (const [row, x] of ropes) pen.rope('watch', x, end, top + ropeY(row, height));
  if (at.t >= at.present) return;
  // Looking back: what was in flight then had no colour yet but ink.
  for (let bar = lane.starts.length - 1; bar >= 0; bar--) {
    // In the order of their ends: further back nothing reaches the playhead.
    if ((lane.ends[bar] ?? 0) <= at.t) break;
    const start = lane.starts[bar] ?? 0;
    if (start > at.t || lane.watches[bar]) continue;
    const box = rowBox(lane.rows[bar] ?? 0, height);
    const x = scale.x(start);
    pen.box('inFlight', x, top + box.y, Math.max(2, scale.x(at.t) - x), box.height);
  }
}

/**
 * A line as long as any connection of the client is open. A post stands on it where one was opened, a cap hangs below
 * its end where the last one was closed, and a bar across the lane is a GOAWAY: the end of the channel.
 */
function drawConnections(
  pen: Pen,
  lane: RequestLane,
  { top, height, scale }: LanePlace,
  present: number,
): void {
  const base = top + height - 3;
  for (let index = 0; index < lane.connected.length; index += 2) {
    const { left, width } = scale.span(lane.connected[index] ?? 0, lane.connected[index + 1] ?? present);
    if (left < scale.width && left + width > 0) pen.box('connection', left, base, Math.max(1, width), 1);
  }
  eachApart(lane.openings, scale, x => pen.box('opened', x, base - 4, 1, 4));
  eachApart(lane.closings, scale, x => {
    pen.box('closed', x - 1, base - 1.5, 2.5, 4);
  });
  eachApart(lane.goaways, scale, x => pen.box('goaway', x - 1, top + 2, 2, height - 4));
}

/** The places of times in the view, without those that lie on one before them. */
function eachApart(times: readonly number[], scale: TimeScale, draw: (x: number) => void): void {
  let last = Number.NEGATIVE_INFINITY;
  for (let index = firstAtOrAfter(times, scale.start); index < times.length; index++) {
    const t = times[index] ?? 0;
    if (t > scale.end) return;
    const x = scale.x(t);
    if (x - last < MARKS_APART_PX) continue;
    last = x;
    draw(x);
  }
}

/** The index of the first of rising times that is not before `t`. */
export function firstAtOrAfter(times: readonly number[], t: number): number {
  let low = 0;
  let high = times.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if ((times[middle] ?? 0) >= t) high = middle;
    else low = middle + 1;
  }
  return low;
}
