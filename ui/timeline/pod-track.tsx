/** The pod: what its process received, its end, and its grace period, from the stop to the kill. */
import { Fragment } from 'react';
import { withInferred } from '../../machines/view/drawing/lamp-words.ts';
import type { ProcessMark } from '../../machines/view/tracks.ts';
import { roundTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { measureText } from './measure-text.ts';
import type { PodLane } from './pod-lane.ts';

const SQUARE_PX = 10;

interface PodTrackProps {
  readonly lane: PodLane;
  readonly marks: readonly ProcessMark[];
  readonly x: (t: number) => number;
  readonly width: number;
  readonly origin: number | null;
}

export function PodTrack({ lane, marks, x, width, origin }: PodTrackProps) {
  const { bar, word } = lane;
  const places = marks
    .map(mark => ({ mark, x: x(mark.t) }))
    .filter(place => place.x >= 0 && place.x <= width);
  return (
    <>
      {bar && <i className="bar grace" style={{ left: bar.left, width: bar.width }} />}
      {word && (
        <span className="mark-text danger" style={{ left: word.left }}>
          {word.text}
        </span>
      )}
      {lane.text && (
        <span className="mark-text grace-words" style={{ left: lane.text.left }}>
          {lane.text.words}
        </span>
      )}
      {places.map(({ mark, x: left }, index) => {
        const isBad = mark.signal === 'SIGKILL' || (mark.code !== null && mark.code !== 0);
        const text = mark.signal ?? tr('exit {code}', { code: mark.code ?? 0 });
        const before = measureText(text) + SQUARE_PX;
        const isEnd = mark.signal === null;
        const room = left - (places[index - 1]?.x ?? Number.NEGATIVE_INFINITY);
        return (
          <Fragment key={mark.seq}>
            <i
              className={`square ${isBad ? 'bad' : ''} ${mark.inferred ? 'inferred' : ''}`}
              style={{ left }}
              title={withInferred(`${text}, ${roundTime(mark.t, origin)}`, mark.inferred === true, tr)}
            />
            {isEnd && lane.isFree(left + SQUARE_PX, left + before + SQUARE_PX) && room > 0 && (
              <span className={`mark-text ${isBad ? 'danger' : ''}`} style={{ left: left + SQUARE_PX }}>
                {text}
              </span>
            )}
          </Fragment>
        );
      })}
    </>
  );
}
