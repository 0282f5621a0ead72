/** Under the log: from the line at the playhead to its request's way through the chain. */
import type { RunEvent } from '../../machines/recording/events.ts';
import { showWalkOf } from '../chain/show-walk.ts';
import type { Player } from '../session/player.ts';
import { tr } from '../words/language.ts';

interface LogWayProps {
  readonly player: Player;
  readonly event: RunEvent | undefined;
}

export function LogWay({ player, event }: LogWayProps) {
  const request = event && 'request' in event ? event.request : null;
  return (
    // The row keeps its room: the log does not grow and shrink with the playhead.
    <p className="log-way">
      {request !== null && (
        <button type="button" className="link" onClick={() => showWalkOf(player, request)}>
          {tr('{request}: its way through the chain', { request })}
        </button>
      )}
    </p>
  );
}
