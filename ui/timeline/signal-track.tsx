/** The signals as dots, with as many names as there is room for. */
import { useMemo } from 'react';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { SignalMark } from '../../machines/view/tracks.ts';
import { measureText } from './measure-text.ts';
import { placeLabels } from './signal-labels.ts';

const OFFSET = 11;

interface SignalTrackProps {
  readonly marks: readonly SignalMark[];
  readonly stop: number | null;
  /** The playhead: what comes after it is drawn faintly. */
  readonly t: number;
  readonly scale: TimeScale;
}

export function SignalTrack({ marks, stop, t, scale }: SignalTrackProps) {
  const known = marks.length;
  // The marks are one growing list: their number says whether they have changed.
  const labels = useMemo(
    () => placeLabels(marks.slice(0, known), stop, scale, measureText),
    [marks, known, stop, scale],
  );
  return (
    <>
      {marks.map(mark => (
        <i key={mark.name} className="dot" style={{ left: scale.x(mark.t) }} title={mark.name} />
      ))}
      {labels.map(({ mark, text, side }) => (
        <span
          key={mark.name}
          className={`mark-text ${mark.t > t ? 'later' : ''}`}
          style={
            side === 'after'
              ? { left: scale.x(mark.t) + OFFSET }
              : { right: scale.width - scale.x(mark.t) + OFFSET }
          }
        >
          {text}
        </span>
      ))}
    </>
  );
}
