/** Which signals get their names written on the timeline: the newest first, the older ones where there is room left. */

import type { TimeScale } from '../time-scale.ts';
import type { SignalMark } from '../tracks.ts';

export interface SignalLabel {
  readonly mark: SignalMark;
  readonly text: string;
  readonly side: 'after' | 'before';
  /** Pixels that a bracket takes between the dot and the label. */
  readonly bracket: number;
}

export const DOT = 11;
const AIR = 8;
const BRACKET = 9;

/**
 * A label stands before its dot, where everything is known, else after it, else nowhere; at the stop the place before
 * it belongs to the bracket of the same instant. Signals of one instant share a dot and a label.
 * @param measure the width of a text in pixels.
 * @param nameOf what a mark is called.
 * @param bracketed whether a bracket stands before the dot at `x`: then the label stands before that.
 */
export function placeLabels(
  marks: readonly SignalMark[],
  stop: number | null,
  scale: TimeScale,
  measure: (text: string) => number,
  bracketed: (x: number) => boolean = () => false,
  nameOf: (mark: SignalMark) => string = mark => mark.name,
): SignalLabel[] {
  const groups: { readonly mark: SignalMark; readonly x: number; readonly names: string[] }[] = [];
  for (const mark of marks) {
    const x = scale.x(mark.t);
    const last = groups.at(-1);
    if (last && x - last.x < 4) last.names.push(nameOf(mark));
    else groups.push({ mark, x, names: [nameOf(mark)] });
  }
  const taken: [number, number][] = groups.map(group => [
    group.x - AIR - (bracketed(group.x) ? BRACKET : 0),
    group.x + AIR,
  ]);
  for (const fold of scale.folds) taken.push([scale.x(fold.from), scale.x(fold.to)]);
  const isFree = (from: number, to: number, own: number): boolean =>
    from >= 0 && to <= scale.width && taken.every(([a, b], index) => index === own || to <= a || from >= b);
  const labels: SignalLabel[] = [];
  for (let index = groups.length - 1; index >= 0; index--) {
    const group = groups[index];
    if (!group) continue;
    const [newest = ''] = group.names.slice(-1);
    const text = group.names.length > 1 ? `${newest} +${group.names.length - 1}` : newest;
    const width = measure(text) + DOT;
    const bracket = bracketed(group.x) ? BRACKET : 0;
    const sides = group.mark.t === stop ? (['after'] as const) : (['before', 'after'] as const);
    for (const side of sides) {
      const [from, to] =
        side === 'before' ? [group.x - width - bracket, group.x] : [group.x, group.x + width];
      if (!isFree(from, to, index)) continue;
      labels.push({ mark: group.mark, text, side, bracket: side === 'before' ? bracket : 0 });
      taken.push([from, to]);
      break;
    }
  }
  return labels;
}
