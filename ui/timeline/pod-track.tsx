/** The pod's grace period, from the stop to the kill. */
import { roundTime } from '../words/format.ts';
import { measureText } from './measure-text.ts';
import { killTime, type StateOnScale } from './overlays.tsx';

const WORD = 'SIGKILL';
/** Bold is wider than what is measured. */
const BOLD = 1.1;
const LINE_AIR_PX = 11;
const LEAST_AIR_PX = 4;
const BAR_PADDING_PX = 18;
/** Room for the words about a kill that lies beyond the right edge, and where there is little of it. */
const BEYOND_TEXT_PX = 150;
const BEYOND_SHORT_PX = 62;
const NARROW_PX = 520;

export function PodTrack({ state, scale }: StateOnScale) {
  const grace = state.source?.plan?.gracePeriodMs ?? null;
  const kill = killTime(state);
  if (grace === null) return null;
  if (kill === null || state.origin === null) {
    return <span className="mark-text quiet">{`grace period ${grace / 1000}s, from SIGTERM on`}</span>;
  }
  const stop = scale.x(state.origin);
  // In front of the view, or behind it: nothing of it is in sight.
  if (stop > scale.width || scale.x(kill) < 0) return null;
  const { left } = scale.span(state.origin, kill);
  const isBeyond = kill > scale.end;
  const isNarrow = scale.width < NARROW_PX;
  const end = isBeyond ? scale.width - (isNarrow ? BEYOND_SHORT_PX : BEYOND_TEXT_PX) : scale.x(kill);
  const text = `grace period ${grace / 1000}s`;
  const word = measureText(WORD) * BOLD;
  // After the line, close to it where there is little room, else before it; nowhere where that is folded.
  const free = scale.width - end - word;
  const isNearEdge = !isBeyond && free < LEAST_AIR_PX;
  const [from, to] = isNearEdge ? [end - LINE_AIR_PX - word, end] : [end, end + LINE_AIR_PX + word];
  const isFolded = scale.folds.some(fold => scale.x(fold.from) < to && scale.x(fold.to) > from);
  return (
    <>
      <i className="bar grace" style={{ left, width: Math.max(0, end - left) }}>
        {measureText(text) + BAR_PADDING_PX < Math.min(end - left, scale.room(state.origin, kill))
          ? text
          : ''}
      </i>
      {(isBeyond || !isFolded) && (
        <span
          className="mark-text danger"
          style={
            isNearEdge
              ? { right: scale.width - end + 8 }
              : { left: end + (isBeyond ? LINE_AIR_PX : Math.min(LINE_AIR_PX, free)) }
          }
        >
          {isBeyond
            ? isNarrow
              ? `+${grace / 1000} s →`
              : `SIGKILL at ${roundTime(kill, state.origin)} →`
            : WORD}
        </span>
      )}
    </>
  );
}
