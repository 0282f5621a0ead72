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

/** Numbers closer than this to the flag, or to the word at zero, go; in pixels at the usual size of text. */
const FLAG_AIR_PX = 44;
const ZERO_AIR_PX = 46;
const NUMBER_PX = 62;
const EDGE_AIR_PX = 12;
const FOLD_AIR_PX = 10;
/** Half of the flag's width; with an arrow, as the playhead is out of sight, it is wider. */
const FLAG_PX = 28;
const FLAG_OUT_PX = 42;
/** Bold is wider than what is measured. */
const BOLD = 1.15;
const USUAL_TEXT_PX = 16;

export function Axis({ scale, t, origin, stopSignal }: AxisProps) {
  const zero = origin ?? 0;
  const grown = rootPx() / USUAL_TEXT_PX;
  const step = scale.step(NUMBER_PX * grown);
  const head = scale.x(t);
  const edge = (head < 0 || head > scale.width ? FLAG_OUT_PX : FLAG_PX) * grown;
  const drag = useDragToPan();
  const zeroX = Math.max(scale.x(zero), (measureText(stopSignal) * BOLD) / 2);
  const isFree = (x: number, at: number): boolean =>
    x > EDGE_AIR_PX &&
    scale.folds.every(fold => x < scale.x(fold.from) - FOLD_AIR_PX || x > scale.x(fold.to) + FOLD_AIR_PX) &&
    x < scale.width - EDGE_AIR_PX &&
    Math.abs(x - head) > FLAG_AIR_PX * grown &&
    (origin === null || at === origin || Math.abs(x - scale.x(origin)) > ZERO_AIR_PX * grown);
  return (
    <div className="axis" aria-hidden="true" {...drag}>
      {scale.marks(step / 2, zero).map(at => (
        <i key={at} className="ruler" style={{ left: scale.x(at) }} />
      ))}
      {scale
        .marks(step, zero)
        .filter(at => at !== origin && isFree(scale.x(at), at))
        .map(at => (
          <span key={at} className="tick" style={{ left: scale.x(at) }}>
            {label(at - zero, step, origin !== null)}
          </span>
        ))}
      {origin !== null &&
        scale.x(origin) >= 0 &&
        scale.x(origin) <= scale.width &&
        Math.abs(zeroX - head) > (FLAG_AIR_PX + 20) * grown && (
          <span className="tick zero" style={{ left: zeroX }}>
            {stopSignal}
          </span>
        )}
      <span className="flag" style={{ left: Math.max(edge, Math.min(scale.width - edge, head)) }}>
        {head < 0 ? '‹ ' : ''}
        {clockTime(t, origin, 1)}
        {head > scale.width ? ' ›' : ''}
      </span>
    </div>
  );
}

function label(ms: number, step: number, signed: boolean): string {
  const text = seconds(ms, step < 1000 ? (step < 100 ? 2 : 1) : 0);
  return signed && ms > 0 ? `+${text}` : text;
}
