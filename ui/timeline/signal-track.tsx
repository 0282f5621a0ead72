/** The signals as dots, with as many names as there is room for. */
import { useMemo } from 'react';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { SignalMark } from '../../machines/view/tracks.ts';
import { withInferred } from '../map/words.ts';
import { measureText } from './measure-text.ts';
import { DOT, placeLabels } from './signal-labels.ts';

interface SignalTrackProps {
  readonly marks: readonly SignalMark[];
  readonly stop: number | null;
  /** The playhead: what comes after it is drawn faintly. */
  readonly t: number;
  /** The event that is shown last: of one instant, what comes after it has not happened yet. */
  readonly shownSeq: number;
  readonly scale: TimeScale;
  /** Where brackets stand, in a list of numbers. */
  readonly brackets: string;
}

export function SignalTrack({ marks: all, stop, t, shownSeq, scale, brackets }: SignalTrackProps) {
  const known = all.length;
  const hidden = all
    .filter(mark => mark.t === t && mark.seq > shownSeq)
    .map(mark => mark.name)
    .join(' ');
  // The marks are one growing list: their number says whether they have changed.
  const { marks, labels } = useMemo(() => {
    const shown = all.slice(0, known).filter(mark => !hidden.split(' ').includes(mark.name));
    const places = brackets.split(' ').map(Number);
    const isBracketed = (x: number): boolean => places.some(place => Math.abs(place - x) < 2);
    return { marks: shown, labels: placeLabels(shown, stop, scale, measureText, isBracketed) };
  }, [all, known, stop, scale, brackets, hidden]);
  return (
    <>
      {marks.map(mark => (
        <i
          key={mark.name}
          className={`dot ${mark.inferred ? 'inferred' : ''}`}
          style={{ left: scale.x(mark.t) }}
          title={withInferred(mark.name, mark.inferred === true)}
        />
      ))}
      {labels.map(({ mark, text, side, bracket }) => (
        <span
          key={mark.name}
          className={`mark-text ${mark.t > t ? 'later' : ''}`}
          style={
            side === 'after'
              ? { left: scale.x(mark.t) + DOT }
              : { right: scale.width - scale.x(mark.t) + DOT + bracket }
          }
        >
          {text}
        </span>
      ))}
    </>
  );
}
