/** A track of a condition that is good or bad: a thin line, or a band that says so. */
import { Fragment } from 'react';
import type { Change } from '../../machines/view/tracks.ts';
import type { TimeScale } from './time-scale.ts';

interface ConditionTrackProps {
  readonly changes: readonly Change[];
  readonly scale: TimeScale;
  /** Where what is known ends: the present, or the end of the process. */
  readonly until: number;
  /** `check`: a check that passes or fails; `door`: open or shut. */
  readonly kind: 'check' | 'door';
  readonly bad: string;
}

/** Spans narrower than this have no room for a word. */
const WORD_FITS_PX = 46;

export function ConditionTrack({ changes, scale, until, kind, bad }: ConditionTrackProps) {
  return changes.map(({ t, good }, index) => {
    const end = Math.min(changes[index + 1]?.t ?? until, until);
    if (end <= t) return null;
    const [left, width] = [scale.x(t), scale.x(end) - scale.x(t)];
    const box = { left, width };
    if (good && kind === 'check') return <i key={t} className="bar good" style={box} />;
    if (good) {
      return (
        <Fragment key={t}>
          <i className="bar open" style={box} />
          {width > 2 * WORD_FITS_PX && (
            <span className="mark-text on" style={{ left: left + 11 }}>
              open
            </span>
          )}
        </Fragment>
      );
    }
    if (kind === 'door')
      return width > WORD_FITS_PX ? (
        <span key={t} className="mark-text quiet" style={{ left: left + 11 }}>
          {bad}
        </span>
      ) : null;
    return (
      <i key={t} className="bar fail" style={box}>
        {width > WORD_FITS_PX ? bad : ''}
      </i>
    );
  });
}
