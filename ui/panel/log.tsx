/** The event log up to the playhead: the last few hundred lines, of which only those in sight are drawn. */
import { memo, useLayoutEffect, useMemo, useRef, useState } from 'react';
import type { RunEvent } from '../../machines/recording/events.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import type { RecordingIndex } from '../../machines/view/recording-index.ts';
import { isPoll } from '../session/transitions.ts';
import { clockTime } from '../words/format.ts';

const ROW_PX = 20;
const LINES_KEPT = 500;
const OVERSCAN = 6;

interface LogProps {
  readonly index: RecordingIndex | null;
  readonly count: number;
  readonly origin: number | null;
}

export function Log({ index, count, origin }: LogProps) {
  const events = useMemo(() => (index ? lastEvents(index, count) : []), [index, count]);
  const box = useRef<HTMLDivElement>(null);
  const follows = useRef(true);
  const [window_, setWindow] = useState({ top: 0, height: 600 });
  const total = events.length * ROW_PX;
  useLayoutEffect(() => {
    const scroller = box.current?.parentElement;
    if (scroller && follows.current) scroller.scrollTop = total;
  }, [total]);
  useLayoutEffect(() => {
    const scroller = box.current?.parentElement;
    if (!scroller) return;
    const look = (): void => {
      follows.current = scroller.scrollTop + scroller.clientHeight > scroller.scrollHeight - 2 * ROW_PX;
      setWindow({ top: scroller.scrollTop, height: scroller.clientHeight });
    };
    look();
    scroller.addEventListener('scroll', look, { passive: true });
    return () => scroller.removeEventListener('scroll', look);
  }, []);
  const first = Math.max(0, Math.floor(window_.top / ROW_PX) - OVERSCAN);
  const last = Math.min(events.length, Math.ceil((window_.top + window_.height) / ROW_PX) + OVERSCAN);
  return (
    <div ref={box} className="log" style={{ height: total }}>
      {events.slice(first, last).map((event, offset) => (
        <Row key={event.seq} event={event} top={(first + offset) * ROW_PX} origin={origin} />
      ))}
    </div>
  );
}

/** Inputs of the kernel say nothing to people that their effects do not say as well; neither do polls. */
function lastEvents(index: RecordingIndex, count: number): RunEvent[] {
  const events: RunEvent[] = [];
  for (let position = count - 1; position >= index.forgotten && events.length < LINES_KEPT; position--) {
    const event = index.event(position);
    if (event && event.type !== 'input' && !isPoll(event)) events.push(event);
  }
  return events.reverse();
}

const STRONG: ReadonlySet<string> = new Set(['signal.fired', 'process.signalled', 'process.exited']);

const Row = memo(function Row({
  event,
  top,
  origin,
}: {
  readonly event: RunEvent;
  readonly top: number;
  readonly origin: number | null;
}) {
  const text = describeEvent(event);
  const isBad =
    (event.type === 'hook.finished' && event.error !== null) ||
    event.type === 'request.aborted' ||
    event.type === 'audit.lost';
  return (
    <div
      className={`log-row ${STRONG.has(event.type) ? 'strong' : ''} ${isBad ? 'bad' : ''}`}
      style={{ top }}
    >
      <time>{clockTime(event.t, origin)}</time>
      <span className="what" title={text}>
        {text}
      </span>
    </div>
  );
});
