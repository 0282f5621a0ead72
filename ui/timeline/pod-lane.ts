/** Where the words of the pod's lane stand: the grace period, its value, the kill. What has no room yields. */
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { roundTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

const WORD = 'SIGKILL';
/** Bold is wider than what is measured. */
const BOLD = 1.12;
const LINE_AIR_PX = 11;
const LEAST_AIR_PX = 4;
const BAR_PADDING_PX = 9;
const GAP_PX = 4;
/** Half of a mark of the process. */
const MARK_PX = 5;

interface Placed {
  readonly left: number;
}

export interface PodLane {
  readonly bar: (Placed & { readonly width: number }) | null;
  /** The words before the value of the grace period; null: there is no room for them. */
  readonly text: (Placed & { readonly words: string }) | null;
  /** The value; null: there is no room for it. */
  readonly value: (Placed & { readonly words: string; readonly width: number }) | null;
  /** What stands at the line of the kill, or where the lane goes on beyond the edge. */
  readonly word: (Placed & { readonly text: string }) | null;
  /** The line of the kill; null: it is not in sight. */
  readonly killX: number | null;
  /** Whether nothing is written between two places. */
  readonly isFree: (from: number, to: number) => boolean;
}

/** The lane of a run of which no scenario is known: nobody knows a grace period. */
export const UNKNOWN_POD: PodLane = {
  bar: null,
  text: null,
  value: null,
  word: null,
  killX: null,
  isFree: () => true,
};

interface PodTimes {
  /** The grace period in milliseconds; null: there is none. */
  readonly graceMs: number | null;
  readonly origin: number | null;
  /** What the process received, and its end: words yield to their marks. */
  readonly marks: readonly { readonly t: number }[];
}

/** @param measure the width of a text in pixels. */
export function podLane(
  { graceMs, origin, marks }: PodTimes,
  scale: TimeScale,
  measure: (text: string) => number,
): PodLane {
  const value = graceMs === null ? tr('never') : `${graceMs / 1000}s`;
  const valueWidth = measure(value) * BOLD;
  const name = tr('grace period');
  const nameWidth = measure(name) + GAP_PX;
  if (graceMs === null || origin === null) {
    const left = 0;
    return {
      bar: null,
      text: { left, words: name },
      value: { left: left + nameWidth, words: value, width: valueWidth },
      word: null,
      killX: null,
      isFree: from => from > left + nameWidth + valueWidth + LINE_AIR_PX,
    };
  }
  const kill = origin + graceMs;
  const stopX = scale.x(origin);
  const killX = scale.x(kill);
  // In front of the view, or behind it: nothing of it is in sight.
  if (stopX > scale.width || killX < 0) return UNKNOWN_POD;
  const word = wordOfKill(kill, graceMs, origin, scale, measure);
  const end = killX > scale.width ? (word ? word.left - LINE_AIR_PX : scale.width) : killX;
  const left = Math.max(0, stopX);
  // The words stand before a fold, and before the word of the kill where that stands inside.
  const walls = [
    end,
    ...marks.map(mark => scale.x(mark.t) - MARK_PX).filter(x => x > left + MARK_PX),
    ...scale.folds.map(fold => scale.x(fold.from)),
    ...(word ? [word.left] : []),
  ];
  const wall = Math.min(...walls.filter(x => x > left)) - LEAST_AIR_PX;
  const first = left + BAR_PADDING_PX;
  const both = first + nameWidth + valueWidth <= wall;
  const alone = first + valueWidth <= wall;
  const valueLeft = both ? first + nameWidth : first;
  const written: readonly (readonly [number, number])[] = [
    ...(alone ? [[first, valueLeft + valueWidth] as const] : []),
    ...(word ? [[word.left, word.left + word.width] as const] : []),
  ];
  return {
    bar: { left, width: Math.max(0, end - left) },
    text: both ? { left: first, words: name } : null,
    value: alone ? { left: valueLeft, words: value, width: valueWidth } : null,
    word,
    killX: killX <= scale.width ? killX : null,
    isFree: (from, to) =>
      to <= scale.width &&
      written.every(([a, b]) => to + LEAST_AIR_PX <= a || from >= b + LEAST_AIR_PX) &&
      (killX <= from || killX >= to) &&
      scale.folds.every(fold => scale.x(fold.to) <= from || scale.x(fold.from) >= to),
  };
}

/** After the line, close to it where there is little room, else before it; nowhere where that is folded. */
function wordOfKill(
  kill: number,
  graceMs: number,
  origin: number,
  scale: TimeScale,
  measure: (text: string) => number,
): (Placed & { readonly text: string; readonly width: number }) | null {
  const killX = scale.x(kill);
  if (killX > scale.width) {
    const texts = [
      tr('SIGKILL at {at} →', { at: roundTime(kill, origin) }),
      `${WORD} +${graceMs / 1000} →`,
      `+${graceMs / 1000} s →`,
    ];
    const room = scale.width - Math.max(0, scale.x(origin));
    const text = texts.find(candidate => measure(candidate) * BOLD < room * 0.55);
    if (text === undefined) return null;
    const width = measure(text) * BOLD;
    return { left: scale.width - width - LEAST_AIR_PX, text, width };
  }
  const width = measure(WORD) * BOLD;
  const free = scale.width - killX - width;
  const left =
    free >= LEAST_AIR_PX ? killX + Math.min(LINE_AIR_PX, free) : killX - LINE_AIR_PX + GAP_PX - width;
  const isFolded = scale.folds.some(fold => scale.x(fold.from) < left + width && scale.x(fold.to) > left);
  return isFolded || left < Math.max(0, scale.x(origin)) ? null : { left, text: WORD, width };
}
