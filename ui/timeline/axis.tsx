/** The axis above the lanes: seconds since the stop, and the flag of the playhead. */

import type { TimeScale } from '../../machines/view/time-scale.ts';
import { clockTime, seconds } from '../words/format.ts';
import { useDragToPan } from './gestures.ts';
import { measureText, rootPx } from './measure-text.ts';

interface AxisProps {
  readonly scale: TimeScale;
  readonly t: number;
  readonly origin: number | null;
  readonly stopSignal: string;
}

const NUMBER_PX = 62;
/** Around words of the axis. */
const AIR_PX = 6;
const EDGE_AIR_PX = 2;
/** What the flag is wider than its words, and its least width; in pixels at the usual size of text. */
const FLAG_PADDING_PX = 16;
const FLAG_PX = 68;
/** Bold is wider than what is measured. */
const BOLD = 1.15;
const USUAL_TEXT_PX = 16;

export function Axis({ scale, t, origin, stopSignal }: AxisProps) {
  const zero = origin ?? 0;
  const grown = rootPx() / USUAL_TEXT_PX;
  const step = scale.step(NUMBER_PX * grown);
  const head = scale.x(t);
  const drag = useDragToPan();
  const flag = `${head < 0 ? '‹ ' : ''}${clockTime(t, origin, 1)}${head > scale.width ? ' ›' : ''}`;
  const half = Math.max(FLAG_PX * grown, measureText(flag) * BOLD + FLAG_PADDING_PX) / 2;
  const flagX = Math.max(half, Math.min(scale.width - half, head));
  // What is written, the most important first: what comes later yields.
  const taken: (readonly [number, number])[] = [[flagX - half, flagX + half]];
  const take = (x: number, width: number): boolean => {
    const [from, to] = [x - width / 2 - AIR_PX, x + width / 2 + AIR_PX];
    if (from < EDGE_AIR_PX - AIR_PX || to > scale.width - EDGE_AIR_PX + AIR_PX) return false;
    if (taken.some(([a, b]) => to > a && from < b)) return false;
    taken.push([from, to]);
    return true;
  };
  const zeroWidth = measureText(stopSignal) * BOLD;
  const zeroX = Math.max(scale.x(zero), zeroWidth / 2 + EDGE_AIR_PX);
  const isZeroShown =
    origin !== null && scale.x(origin) >= 0 && scale.x(origin) <= scale.width && take(zeroX, zeroWidth);
  for (const fold of scale.folds) taken.push([scale.x(fold.from), scale.x(fold.to)]);
  const numbers = scale
    .marks(step, zero)
    .filter(at => at !== origin)
    .map(at => ({ at, x: scale.x(at), text: label(at - zero, step, origin !== null) }))
    .filter(({ x, text }) => take(x, measureText(text)));
  return (
    <div className="axis" aria-hidden="true" {...drag}>
      {scale.marks(step / 2, zero).map(at => (
        <i key={at} className="ruler" style={{ left: scale.x(at) }} />
      ))}
      {numbers.map(({ at, x, text }) => (
        <span key={at} className="tick" style={{ left: x }}>
          {text}
        </span>
      ))}
      {isZeroShown && (
        <span className="tick zero" style={{ left: zeroX }}>
          {stopSignal}
        </span>
      )}
      <span className="flag" style={{ left: flagX }}>
        {flag}
      </span>
    </div>
  );
}

function label(ms: number, step: number, signed: boolean): string {
  const text = seconds(ms, step < 1000 ? (step < 100 ? 2 : 1) : 0);
  return signed && ms > 0 ? `+${text}` : text;
}
