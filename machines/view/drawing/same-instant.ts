/** Which marks of the signal map have come in one instant, and where the bracket beside them stands. */
import type { SignalMapView } from '../signal-map.ts';
import { lampAt, type MapLayout, rowY } from './geometry.ts';

/** It stands for so long after the instant, while time goes on. */
const STANDS_MS = 1_000;
/** From the top of the gate to where its halves are widest. */
const GATE_MIDDLE = 8;

/** A bracket at `x`, with a mark at each of the heights; words beside it where nothing else stands. */
export interface Bracket {
  readonly x: number;
  /** From top to bottom, two at least. */
  readonly heights: readonly number[];
  /** The baseline of its words; null: there is no room. */
  readonly label: number | null;
}

/** The bracket of the last instant; null: one mark came alone, or it is long ago. */
export function bracketOf(layout: MapLayout, map: SignalMapView, t: number): Bracket | null {
  const marks = marksOf(layout, map);
  const last = Math.max(...marks.map(mark => mark.t));
  const heights = [...new Set(marks.filter(mark => mark.t === last).map(mark => mark.y))].sort(
    (a, b) => a - b,
  );
  const [top] = heights;
  const bottom = heights.at(-1);
  if (top === undefined || bottom === undefined || heights.length < 2 || t - last > STANDS_MS) return null;
  return {
    x: layout.xC - layout.g - layout.ringR - (layout.gap - layout.ringR) / 2 + 1,
    heights,
    label: labelHeights(layout, map).find(y => y > top && y < bottom) ?? null,
  };
}

/** How far the bracket's ends reach towards the lamps. */
export const BRACKET_TICK = 5;

/** The bracket as a path. */
export function bracketPath({ x, heights }: Bracket): string {
  const [top = 0, ...others] = heights;
  const bottom = others.pop() ?? top;
  const middle = others.map(y => `M${x} ${y}h${BRACKET_TICK}`).join('');
  return `M${x + BRACKET_TICK} ${top}H${x}V${bottom}H${x + BRACKET_TICK}${middle}`;
}

interface Mark {
  readonly t: number;
  readonly y: number;
}

function marksOf(layout: MapLayout, map: SignalMapView): readonly Mark[] {
  const delay = map.lamps.AfterShutdownDelayDuration?.note;
  const lamps = map.plan.lamps.flatMap((lamp): Mark[] => {
    const note = map.lamps[lamp.name]?.note;
    if (note?.kind !== 'firedAt') return [];
    const { y } = lampAt(layout, lamp);
    // The hooks' lamp stands behind that of the delay: alone in its instant it is marked where it enters the gate.
    const isBehind =
      lamp.name === 'PreShutdownHooksStopped' &&
      map.plan.gate !== null &&
      !(delay?.kind === 'firedAt' && delay.t === note.t);
    return [{ t: note.t, y: isBehind ? layout.gate + GATE_MIDDLE : y }];
  });
  return map.stoppedAt === null ? lamps : [{ t: map.stoppedAt, y: layout.top }, ...lamps];
}

/** From the words of the bracket to other words. */
const AIR = 16;

/** Where no other words stand left of the lamps. */
function labelHeights(layout: MapLayout, { plan }: SignalMapView): readonly number[] {
  const remarks = plan.remarks.filter(({ side }) => side === 'left').map(({ row }) => rowY(layout, row));
  return [
    (layout.both + layout.fork2) / 2 + 4,
    layout.fork + 4,
    (layout.rowA + layout.rowB) / 2 + (layout.broken ? 2 : 10),
  ].filter(y => remarks.every(remark => Math.abs(remark - y) > AIR));
}
