/** The timeline in words, for those who do not see it: what has happened up to the playhead, in its order. */
import { memo, useMemo } from 'react';
import type { RunEvent } from '../../machines/recording/events.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import { LogLines } from '../../machines/view/log-lines.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { isTransition } from '../session/transitions.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

/** Of a longer story the end is told; the log has all of it. */
const MOST_ROWS = 60;

export function TimelineTable({ player }: { readonly player: Player }) {
  const index = useStore(player.store, state => state.source?.index ?? null);
  const origin = useStore(player.store, state => state.origin);
  const lines = useMemo(() => (index ? new LogLines(index, isMilestone) : null), [index]);
  const end = useStore(player.store, ({ count }) => {
    lines?.update();
    return lines?.before(count) ?? 0;
  });
  return <Table lines={lines} end={end} origin={origin} />;
}

/** Steps of the run itself; states of machines are told by what they do. */
function isMilestone(event: RunEvent): boolean {
  return event.type !== 'state.changed' && isTransition(event);
}

interface TableProps {
  readonly lines: LogLines | null;
  readonly end: number;
  readonly origin: number | null;
}

const Table = memo(function Table({ lines, end, origin }: TableProps) {
  const from = Math.max(0, end - MOST_ROWS);
  const events = Array.from({ length: end - from }, (_, offset) => lines?.line(from + offset));
  return (
    <div className="visually-hidden">
      <table>
        <caption>{tr('What has happened up to the playhead')}</caption>
        <thead>
          <tr>
            <th scope="col">{tr('When')}</th>
            <th scope="col">{tr('What happened')}</th>
          </tr>
        </thead>
        <tbody>
          {events.map(event =>
            event ? (
              <tr key={event.seq}>
                <td>{clockTime(event.t, origin)}</td>
                <td>{describeEvent(event, tr)}</td>
              </tr>
            ) : null,
          )}
        </tbody>
      </table>
    </div>
  );
});
