/** The signals as dots, or what happened without a name as diamonds, with as many names as there is room for. */
import { useMemo } from 'react';
import { diamond } from '../../machines/view/drawing/geometry.ts';
import { nameOf } from '../../machines/view/drawing/lamp-name.ts';
import { withInferred } from '../../machines/view/drawing/lamp-words.ts';
import { DOT, placeLabels } from '../../machines/view/drawing/signal-labels.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { SignalMark } from '../../machines/view/tracks.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';

/** Of a box of 14 units. */
const MIDDLE = { x: 7, y: 7 };

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
    return {
      marks: shown,
      labels: placeLabels(shown, stop, scale, measureText, isBracketed, mark => nameOf(mark, tr)),
    };
  }, [all, known, stop, scale, brackets, hidden]);
  return (
    <>
      {marks.map(mark => (
        <Dot key={mark.name} mark={mark} x={scale.x(mark.t)} />
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

function Dot({ mark, x }: { readonly mark: SignalMark; readonly x: number }) {
  const className = mark.inferred ? 'inferred' : '';
  const title = withInferred(nameOf(mark, tr), mark.inferred === true, tr);
  if (mark.unnamed === null) return <i className={`dot ${className}`} style={{ left: x }} title={title} />;
  return (
    <svg className="dot-unnamed" viewBox="0 0 14 14" style={{ left: x }} aria-hidden="true">
      <title>{title}</title>
      <path d={diamond(MIDDLE, 6)} />
    </svg>
  );
}
