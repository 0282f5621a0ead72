/** A track of a condition that is good or bad: a thin line, or a band that says so. */
import { Fragment } from 'react';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { Change } from '../../machines/view/tracks.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';

interface ConditionTrackProps {
  readonly changes: readonly Change[];
  readonly scale: TimeScale;
  /** Where what is known ends: the present, or the end of the process. */
  readonly until: number;
  /** `check`: a check that passes or fails; `door`: open or shut. */
  readonly kind: 'check' | 'door';
  /** The word for a bad condition, in the reader's language. */
  readonly bad: string;
  /** The event that is shown last: a change that comes after it has not happened yet. */
  readonly shownSeq: number;
  readonly t: number;
}

/** What a word needs besides its own width. */
const WORD_AIR_PX = 18;
/** Of an open door more is to be seen than the word. */
const LEAST_OPEN_PX = 92;

export function ConditionTrack(props: ConditionTrackProps) {
  const { scale, until, kind, bad, shownSeq } = props;
  const open = tr('open');
  // Of the events of one instant, shown one after the other, some are still to come; the later past is only veiled.
  const changes = props.changes.filter(change => change.t !== props.t || change.seq <= shownSeq);
  return changes.map(({ t, good }, index) => {
    const end = Math.min(changes[index + 1]?.t ?? until, until);
    if (end <= t) return null;
    const box = scale.span(t, end);
    const { left, width } = box;
    const fits = (word: string): boolean =>
      width > WORD_AIR_PX && measureText(word) + WORD_AIR_PX < scale.room(t, end);
    if (left >= scale.width || left + width <= 0) return null;
    if (good && kind === 'check') return <i key={t} className="bar good" style={box} />;
    if (good) {
      return (
        <Fragment key={t}>
          <i className="bar open" style={box} />
          {width > LEAST_OPEN_PX && fits(open) && (
            <span className="mark-text on" style={{ left: left + 11 }}>
              {open}
            </span>
          )}
        </Fragment>
      );
    }
    if (kind === 'door')
      return fits(bad) ? (
        <span key={t} className="mark-text quiet" style={{ left: left + 11 }}>
          {bad}
        </span>
      ) : null;
    return (
      <i key={t} className="bar fail" style={box}>
        {fits(bad) ? bad : ''}
      </i>
    );
  });
}
