/** What is known of one thing of a run: its events, and the states that they lead to. */
import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../../machines/recording/events.ts';
import { machineOf, type TransitionTable } from '../../../machines/traffic/table.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { statechartOf } from '../../../machines/view/statechart.ts';
import {
  rowState,
  serverTable,
  TABLES,
  type TableName,
  tableChanges,
  tableSteps,
} from '../../../machines/view/table-history.ts';
import { type StoryThing, ThingEvents } from '../../../machines/view/thing-events.ts';
import { libraryRun, SCENARIOS } from './runs.ts';

function story(name: string, thing: StoryThing) {
  const { recording, plan } = libraryRun(name);
  const index = new RecordingIndex(plan);
  index.append(recording.events);
  return { index, events: new ThingEvents(thing, index), recording };
}

function request(name: string, called: string): EventOf<'request.sent'> {
  const sent = libraryRun(name).recording.events.find(
    (event): event is EventOf<'request.sent'> => event.type === 'request.sent' && event.name === called,
  );
  if (!sent) throw new Error(`${name} has no request ${called}`);
  return sent;
}

describe('the events of a thing', () => {
  test('are its own, in their order', () => {
    const { id } = { id: request('graceful', 'report').request };
    const { events, index } = story('graceful', { kind: 'request', id });
    expect(events.upTo(index.count).map(({ type }) => type)).toEqual([
      'request.sent',
      'request.arrived',
      'request.admitted',
      'request.responded',
      'audit.logged',
      'request.settled',
    ]);
  });

  test('end at the playhead, wherever it has been before', () => {
    const sent = request('graceful', 'report');
    const { events, index, recording } = story('graceful', { kind: 'request', id: sent.request });
    expect(events.upTo(index.count)).toHaveLength(6);
    expect(events.upTo(recording.events.indexOf(sent) + 1)).toEqual([sent]);
    expect(events.upTo(recording.events.indexOf(sent))).toEqual([]);
    expect(events.upTo(index.count)).toHaveLength(6);
  });

  test.each([
    [{ kind: 'hook', phase: 'preShutdown', name: 'deregister' } as const, ['hook.started', 'hook.finished']],
    [{ kind: 'probe', client: 'lb' } as const, ['probe.changed', 'probe.changed']],
    [{ kind: 'process' } as const, ['process.started', 'process.signalled', 'process.exited']],
  ])('of %j', (thing, types) => {
    const { events, index } = story('slow-hook', thing);
    expect(events.upTo(index.count).map(({ type }) => type)).toEqual(types);
  });
});

describe('a request or connection', () => {
  test('goes through the states of its table', () => {
    const { request: id } = request('graceful', 'report');
    const { events, index } = story('graceful', { kind: 'request', id });
    const all = events.upTo(index.count);
    expect(serverTable(all)).toBe('short-request');
    expect(tableSteps('short-request', all).map(({ to }) => to)).toEqual([
      'arrived',
      'executing',
      'responded',
    ]);
    expect(rowState('short-request', all.slice(0, 3))).toMatchObject({
      state: 'executing',
      since: all[2]?.t,
      description: TABLES['short-request'].table.states.executing.description,
    });
    expect(rowState('short-request', all.slice(0, 1))).toMatchObject({ state: 'sent', since: null });
    expect(rowState('client-request', all).state).toBe('settled');
  });

  test('that is told to go away with a stream open is going away, then lingers, then is closed', () => {
    const { recording, plan } = libraryRun('graceful');
    const goaway = recording.events.find(event => event.type === 'connection.goaway');
    const id = (goaway as EventOf<'connection.goaway'>).connection;
    const index = new RecordingIndex(plan);
    index.append(recording.events);
    const events = new ThingEvents({ kind: 'connection', id }, index).upTo(index.count);
    expect(serverTable(events)).toBe('h2-connection');
    expect(rowState('h2-connection', events).state).toBe('closed');
    const told = tableSteps('h2-connection', events).find(({ event }) => event === 'goaway.sent');
    expect(['goingAway', 'lingering']).toContain(told?.to);
  });

  test.each(SCENARIOS)('%s: every request and connection of the run ends where its table ends', name => {
    const { recording } = libraryRun(name);
    const stories = new Map<string, typeof recording.events>();
    for (const event of recording.events) {
      const ids = [
        'request' in event ? `request/${event.request}` : null,
        'connection' in event ? `connection/${event.connection}` : null,
      ];
      for (const id of ids) if (id !== null) stories.set(id, [...(stories.get(id) ?? []), event]);
    }
    for (const [id, events] of stories) {
      const table = serverTable(events) as TableName;
      const { state } = rowState(table, events);
      // A refused request never arrives; all else has come to an end when the run has.
      const ends = ['responded', 'rejected', 'aborted', 'closed', 'sent'];
      expect(ends, `${name} ${id} ends as ${state}`).toContain(state);
    }
  });

  test('lights the transitions of its chart', () => {
    const { request: id } = request('graceful', 'report');
    const { events, index } = story('graceful', { kind: 'request', id });
    const { table } = TABLES['short-request'];
    const chart = statechartOf(machineOf(table as TransitionTable<string, string>));
    const changes = tableChanges('short-request', chart, events.upTo(index.count));
    expect(changes.map(({ transitions }) => transitions.length)).toEqual([1, 1, 1]);
  });
});
