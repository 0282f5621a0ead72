/** Requests to look at: those in flight, and the one that the event at the playhead is about. */
import type { RunEvent } from '../../machines/recording/events.ts';
import type { Player } from '../session/player.ts';
import type { PlayerState } from '../session/player-state.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';

interface Choice {
  readonly id: string;
  readonly text: string;
}

const MOST_IN_FLIGHT = 4;

export function InFlightChoice({ player }: { readonly player: Player }) {
  const choices = useStore(player.store, choicesOf, isSame);
  return choices.length === 0 ? null : (
    <ChoiceList player={player} choices={choices} label={tr('Requests to look at')} />
  );
}

/** Those of some events, each once. */
export function EventChoice({
  player,
  events,
}: {
  readonly player: Player;
  readonly events: readonly RunEvent[];
}) {
  const origin = useStore(player.store, state => state.origin);
  const choices = events.flatMap((event): Choice[] =>
    event.type === 'request.rejected'
      ? [{ id: event.request, text: `${event.request} · ${event.status} · ${clockTime(event.t, origin)}` }]
      : [],
  );
  return choices.length === 0 ? null : (
    <ChoiceList player={player} choices={choices} label={tr('The last ones that were turned away here')} />
  );
}

function choicesOf({ view, source, count }: PlayerState): readonly Choice[] {
  const found = new Map<string, string>();
  const add = (id: string): void => {
    const request = view.requests.get(id);
    found.set(id, request ? `${id} · ${request.method} ${request.path}`.trim() : id);
  };
  const last = source?.index.event(count - 1);
  if (last && 'request' in last) add(last.request);
  for (const request of view.requests.values()) {
    if (found.size >= MOST_IN_FLIGHT) break;
    // Probes come and go all the time: there is always a better one to look at.
    if (request.inside && request.kind !== 'probe') add(request.id);
  }
  return [...found].map(([id, text]) => ({ id, text }));
}

function isSame(a: readonly Choice[], b: readonly Choice[]): boolean {
  return a.length === b.length && a.every(({ id }, at) => id === b[at]?.id);
}

interface ChoiceListProps {
  readonly player: Player;
  readonly choices: readonly Choice[];
  readonly label: string;
}

function ChoiceList({ player, choices, label }: ChoiceListProps) {
  return (
    <ul className="way-choices" aria-label={label}>
      {choices.map(({ id, text }) => (
        <li key={id}>
          <button
            type="button"
            className="link"
            onClick={() => player.pick({ kind: 'request', id }, performance.now())}
          >
            {text}
          </button>
        </li>
      ))}
    </ul>
  );
}
