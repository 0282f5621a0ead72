/** Events as lines with their times; a press on one puts the playhead there. */
import type { RunEvent } from '../../machines/recording/events.ts';
import { describeEvent } from '../../machines/view/describe-event.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { breakable } from './breakable.tsx';

interface EventListProps {
  readonly player: Player;
  readonly events: readonly RunEvent[];
  readonly label: string;
}

export function EventList({ player, events, label }: EventListProps) {
  const origin = useStore(player.store, state => state.origin);
  return (
    <ol className="chain" aria-label={label}>
      {events.map(event => (
        <li key={event.seq}>
          <button type="button" onClick={() => player.showEvent(event.seq, performance.now())}>
            <time>{clockTime(event.t, origin)}</time>
            <span>{breakable(describeEvent(event, tr))}</span>
          </button>
        </li>
      ))}
    </ol>
  );
}
