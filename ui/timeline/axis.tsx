/** The axis above the lanes: seconds since the stop, and the flag of the playhead. */
import { clockTime, seconds } from '../words/format.ts';
import { rootPx } from './measure-text.ts';
import type { TimeScale } from './time-scale.ts';

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
const USUAL_TEXT_PX = 16;

export function Axis({ scale, t, origin, stopSignal }: AxisProps) {
  const zero = origin ?? 0;
  const grown = rootPx() / USUAL_TEXT_PX;
  const step = scale.step(NUMBER_PX * grown);
  const head = scale.x(t);
  const isFree = (x: number, at: number): boolean =>
    x > EDGE_AIR_PX &&
    x < scale.width - EDGE_AIR_PX &&
    Math.abs(x - head) > FLAG_AIR_PX * grown &&
    (origin === null || at === origin || Math.abs(x - scale.x(origin)) > ZERO_AIR_PX * grown);
  return (
    <div className="axis" aria-hidden="true">
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
      {origin !== null && Math.abs(scale.x(origin) - head) > (FLAG_AIR_PX + 20) * grown && (
        <span className="tick zero" style={{ left: scale.x(origin) }}>
          {stopSignal}
        </span>
      )}
      <span className="flag" style={{ left: Math.max(28 * grown, Math.min(scale.width - 28 * grown, head)) }}>
        {clockTime(t, origin, 1)}
      </span>
    </div>
  );
}

function label(ms: number, step: number, signed: boolean): string {
  const text = seconds(ms, step < 1000 ? (step < 100 ? 2 : 1) : 0);
  return signed && ms > 0 ? `+${text}` : text;
}
