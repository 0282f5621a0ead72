/** What the actors were told, newest first. */
import { useState } from 'react';
import type { WatchedActor, WatchedEvent } from '../../machines/inspect/watched.ts';
import { seconds } from '../words/format.ts';
import { tr } from '../words/language.ts';
import type { InspectorState } from './inspector.ts';

/** More are not listed: the timeline has them. */
const MOST_ROWS = 200;

interface EventLogProps {
  readonly state: InspectorState;
  readonly actor: WatchedActor;
  readonly chosen: WatchedEvent | null;
  readonly onChoose: (seq: number | null) => void;
}

export function EventLog({ state, actor, chosen, onChoose }: EventLogProps) {
  const [isOnlyOne, setOnlyOne] = useState(false);
  const { events, forgottenEvents, forgottenActors } = state;
  const wanted = isOnlyOne ? events.filter(event => event.actor === actor.key) : events;
  const began = events[0]?.at ?? 0;
  return (
    <section className="inspect-log" aria-label={tr('Events')}>
      <h2>{tr('Events')}</h2>
      <label>
        <input type="checkbox" checked={isOnlyOne} onChange={event => setOnlyOne(event.target.checked)} />
        {tr('only of {name}', { name: actor.name })}
      </label>
      {forgottenEvents > 0 && (
        <p>
          {tr('The oldest {n} events are forgotten, so that the page stays within its memory.', {
            n: forgottenEvents,
          })}
        </p>
      )}
      {forgottenActors > 0 && <p>{tr('{n} actors are forgotten, too.', { n: forgottenActors })}</p>}
      {chosen && <pre className="inspect-payload">{chosen.payload}</pre>}
      <ol>
        {wanted
          .slice(-MOST_ROWS)
          .reverse()
          .map(event => (
            <li key={event.seq}>
              <button
                type="button"
                aria-pressed={event.seq === chosen?.seq}
                onClick={() => onChoose(event.seq === chosen?.seq ? null : event.seq)}
              >
                <time>{seconds(event.at - began, 3)}</time>
                <b>{event.type}</b>
                <span>{event.source === null ? event.name : `${event.source} → ${event.name}`}</span>
              </button>
            </li>
          ))}
      </ol>
    </section>
  );
}
