/** Why of a thing: what it is, its state now and since when, what led there, and what can go wrong with it. */
import { useMemo } from 'react';
import { describeState } from '../../machines/lifecycle/describe.ts';
import type { RunEvent } from '../../machines/recording/events.ts';
import type { SignalName } from '../../machines/signals.ts';
import { nameOf } from '../../machines/view/drawing/lamp-name.ts';
import type { RunView } from '../../machines/view/run-view.ts';
import { rowState, serverTable } from '../../machines/view/table-history.ts';
import { ThingEvents } from '../../machines/view/thing-events.ts';
import { showWalkOf } from '../chain/show-walk.ts';
import { thingKey } from '../faults/thing-key.ts';
import { type Moment, thingDetail, thingTitle } from '../faults/thing-words.ts';
import { useMapOf } from '../map/use-map-plan.ts';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player } from '../session/player.ts';
import type { Thing } from '../session/run-source.ts';
import { useStore } from '../session/store.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import { Causes } from './causes.tsx';
import { Choices } from './choices.tsx';
import { EventList } from './event-list.tsx';

interface ThingWhyProps {
  readonly player: Player;
  readonly thing: Thing;
  /** The signal to which one goes back. */
  readonly signal: SignalName;
}

/** Of a long story the end is shown. */
const STORY_LINES = 8;
const NEIGHBOURS = 6;

export function ThingWhy({ player, thing, signal }: ThingWhyProps) {
  const { view, source, count, t, origin } = useStore(player.store, value => value);
  const index = source?.index ?? null;
  const plan = source?.plan ?? null;
  const map = useMapOf(lineageShown(source))?.(plan?.sendRetryAfter ?? false);
  const place = map?.lamps.find(({ name }) => name === signal);
  const key = thingKey(thing);
  // biome-ignore lint/correctness/useExhaustiveDependencies: the key is the thing
  const story = useMemo(() => (index ? new ThingEvents(thing, index) : null), [key, index]);
  const events = story?.upTo(count) ?? [];
  const last = events.at(-1);
  const moment: Moment = { view, plan, t, origin };
  const now = stateNow(thing, moment, events, source?.header?.lineage ?? null);
  const chart = async (): Promise<void> =>
    (await import('../statechart/chart-of-thing.ts')).showChartOf(player, thing);
  return (
    <>
      <button type="button" className="back" onClick={() => player.pick(null, performance.now())}>
        ← {tr('Back to {signal}', { signal: nameOf({ name: signal, unnamed: place?.unnamed ?? null }, tr) })}
      </button>
      <h2>{titleOf(thing, moment, events)}</h2>
      <p className="now-line">{thingDetail(thing, moment)}</p>
      {now && (
        <>
          <h3>{tr('State now')}</h3>
          <p>
            <b>{now.state}</b>
            {now.since !== null && `, ${tr('since {time}', { time: clockTime(now.since, origin) })}`}
          </p>
          <p>{tr.text(now.description)}</p>
        </>
      )}
      <Choices
        player={player}
        thing={thing}
        heading={
          thing.kind === 'process' ? tr('What it can be sent now') : tr('What can go wrong with it now')
        }
      />
      <Neighbours player={player} thing={thing} moment={moment} events={events} />
      {events.length > 0 && (
        <>
          <h3>{tr('What happened to it')}</h3>
          <EventList
            player={player}
            events={events.slice(-STORY_LINES).reverse()}
            label={tr('What happened to it')}
          />
        </>
      )}
      <Causes player={player} event={last} />
      {thing.kind === 'request' && (
        <p>
          <button type="button" className="link" onClick={() => showWalkOf(player, thing.id)}>
            {tr('Show its way through the chain')}
          </button>
        </p>
      )}
      <p>
        <button type="button" className="link" onClick={() => void chart()}>
          {tr('Show its statechart')}
        </button>
      </p>
    </>
  );
}

/** A request that has ended is known from what its client sent. */
function titleOf(thing: Thing, moment: Moment, events: readonly RunEvent[]): string {
  const title = thingTitle(thing, moment);
  if (!('id' in thing) || title !== thing.id) return title;
  const first = events[0];
  if (first?.type === 'request.sent')
    return `${first.name === null ? thing.id : `${thing.id} ${first.name}`} · ${first.method} ${first.path}`;
  return first?.type === 'connection.opened' ? `${thing.id} · ${first.client}` : title;
}

interface StateNow {
  readonly state: string;
  readonly description: string;
  readonly since: number | null;
}

/** The state of a thing's machine; null where it has none of its own, or nothing is known of it. */
function stateNow(
  thing: Thing,
  { view, plan }: Moment,
  events: readonly RunEvent[],
  version: string | null,
): StateNow | null {
  if (thing.kind === 'request' || thing.kind === 'connection') {
    const table = serverTable(events);
    if (!table) return null;
    const row = rowState(table, events);
    return { ...row, since: row.since ?? events[0]?.t ?? null };
  }
  if (thing.kind === 'hook') return null;
  const [machine, region] =
    thing.kind === 'probe' ? [`probe/${thing.client}`, 'probe'] : ['process', 'process'];
  const now = view.states.get(`${machine}/${region}`);
  if (!now) return null;
  const description = describeState(machine, region, now.state, plan?.lineage ?? version) ?? '';
  return { state: now.state, since: now.since, description };
}

interface NeighboursProps {
  readonly player: Player;
  readonly thing: Thing;
  readonly moment: Moment;
  readonly events: readonly RunEvent[];
}

/** The connection of a request, and the requests on a connection: one press leads from one to the other. */
function Neighbours({ player, thing, moment, events }: NeighboursProps) {
  const things = neighboursOf(thing, moment.view, events);
  if (things.length === 0) return null;
  return (
    <>
      <h3>{thing.kind === 'request' ? tr('Its connection') : tr('On it now')}</h3>
      <ul className="neighbours">
        {things.map(other => (
          <li key={thingKey(other)}>
            <button type="button" className="link" onClick={() => player.pick(other, performance.now())}>
              {thingTitle(other, moment)}
            </button>
          </li>
        ))}
      </ul>
    </>
  );
}

function neighboursOf(thing: Thing, view: RunView, events: readonly RunEvent[]): readonly Thing[] {
  if (thing.kind === 'request') {
    const on = events.find(event => 'connection' in event);
    return on && 'connection' in on ? [{ kind: 'connection', id: on.connection }] : [];
  }
  if (thing.kind !== 'connection') return [];
  const inside = new Set<string>();
  for (const event of events) {
    if (event.type === 'request.arrived' && view.requests.get(event.request)?.inside)
      inside.add(event.request);
  }
  return [...inside].slice(0, NEIGHBOURS).map(id => ({ kind: 'request', id }));
}
