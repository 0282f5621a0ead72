import { describe, expect, test } from 'vitest';
import type { EventDraft, RunEvent } from '../../../machines/recording/events.ts';
import { requestFates } from '../../../machines/recording/outcomes.ts';
import { SHUTDOWN_SIGNALS } from '../../../machines/signals.ts';
import { applyEvent, applyEvents } from '../../../machines/view/apply-event.ts';
import { emptyView, inFlight, PIPE_ROWS, type RunView } from '../../../machines/view/run-view.ts';
import { libraryRun, SCENARIOS, viewAt } from './runs.ts';

/** Events one millisecond apart. */
function events(...drafts: EventDraft[]): RunEvent[] {
  return drafts.map((draft, index) => ({ ...draft, seq: index + 1, t: index }) as RunEvent);
}

function viewOf(...drafts: EventDraft[]): RunView {
  return applyEvents(emptyView(null), events(...drafts), 0, drafts.length);
}

const opened = (connection: string, client = connection): EventDraft => ({
  type: 'connection.opened',
  connection,
  protocol: 'h2',
  client,
});
const sent = (request: string, client: string, kind: 'short' | 'watch' = 'short'): EventDraft => ({
  type: 'request.sent',
  request,
  name: null,
  client,
  method: 'GET',
  path: '/echo',
  kind,
  newConnection: false,
});
const arrived = (request: string, connection: string): EventDraft => ({
  type: 'request.arrived',
  request,
  connection,
  stream: 1,
});
const admitted = (request: string, connection: string): EventDraft => ({
  type: 'request.admitted',
  request,
  connection,
  stream: 1,
});
const closed = (connection: string): EventDraft => ({ type: 'connection.closed', connection, by: 'server' });

describe('the view of a library run', () => {
  test.each(SCENARIOS)('%s: outcomes are those of the summary', name => {
    const { plan, recording } = libraryRun(name);
    const view = applyEvents(emptyView(plan), recording.events, 0, recording.events.length);
    const fates = requestFates(recording.events).map(row => row.fate);
    const count = (fate: string): number => fates.filter(other => other === fate).length;
    expect(view.outcomes).toEqual({
      answered: count('answered'),
      turnedAway: count('turnedAway'),
      dropped: count('dropped'),
      cut: count('cut'),
      lost: count('lost'),
    });
  });

  test.each(SCENARIOS)(
    '%s: counts of requests in flight are never negative, and nothing is left at the end',
    name => {
      const { plan, recording } = libraryRun(name);
      let view = emptyView(plan);
      for (const event of recording.events) {
        view = applyEvent(view, event);
        for (const pipe of view.pipes.values()) {
          expect(pipe.short).toBeGreaterThanOrEqual(pipe.slots.filter(slot => slot !== null).length);
          expect(pipe.open).toBeGreaterThanOrEqual(0);
        }
      }
      if (view.process.exit) expect(view.connections.size).toBe(0);
    },
  );

  test('every signal of the shutdown has fired in slow-hook, and knows what caused it', () => {
    const view = viewAt(libraryRun('slow-hook'), 60_000);
    expect(Object.keys(view.signals)).toEqual(expect.arrayContaining([...SHUTDOWN_SIGNALS]));
    expect(view.signals.NotAcceptingNewRequest?.cause.length).toBeGreaterThan(0);
    expect(view.process.exit).toMatchObject({ code: 0, reason: 'completed' });
  });

  test('while the hook of slow-hook runs the door is open and the load balancer has given up', () => {
    const view = viewAt(libraryRun('slow-hook'), 6_400);
    expect(view.listener?.open).toBe(true);
    expect(view.probes.lb?.healthy).toBe(false);
    expect(view.health['/readyz']).toMatchObject({ ok: false, failing: ['shutdown'] });
    expect(view.health['/livez']?.ok).toBe(true);
    expect(view.hooks).toMatchObject([{ name: 'deregister', endedAt: null }]);
    expect(inFlight(view)).toEqual({ short: 1, watches: 2 });
  });

  test('an earlier view stays as it was when later events are applied', () => {
    const run = libraryRun('slow-hook');
    const early = viewAt(run, 1_000);
    const copy = structuredClone(early);
    applyEvents(early, run.recording.events, early.count, run.recording.events.length);
    expect(early).toEqual(copy);
  });
});

describe('pipes', () => {
  test('an open connection keeps its row, and a closed one gives it up only when another needs it', () => {
    const five = ['c1', 'c2', 'c3', 'c4'].map(id => opened(id));
    const afterClose = viewOf(...five, closed('c2'));
    expect(afterClose.rows.map(row => row?.key)).toEqual(['c1', 'c2', 'c3', 'c4']);
    expect(afterClose.rows[1]?.closedAt).not.toBeNull();
    const reused = viewOf(...five, closed('c2'), opened('c5'));
    expect(reused.rows.map(row => row?.key)).toEqual(['c1', 'c5', 'c3', 'c4']);
  });

  test('a connection that found no row gets the first one that becomes free', () => {
    const many = Array.from({ length: PIPE_ROWS + 2 }, (_, index) => opened(`c${index + 1}`));
    const view = viewOf(...many, closed('c3'));
    expect(view.rows.map(row => row?.key)).toEqual(['c1', 'c2', 'c5', 'c4']);
  });

  test('a client that opens a connection for each request has one pipe for all of them', () => {
    const { plan } = libraryRun('slow-hook');
    const perRequest = {
      ...plan,
      clients: [
        { ...(plan.clients[0] as (typeof plan.clients)[0]), name: 'app', kind: 'steady', connection: 'new' },
      ],
    } as const;
    const list = events(opened('c1', 'app'), opened('c2', 'app'), closed('c1'));
    const view = applyEvents(emptyView(perRequest), list, 0, list.length);
    expect(view.rows.map(row => row?.key ?? null)).toEqual(['app', null, null, null]);
    expect(view.pipes.get('app')).toMatchObject({ open: 1, grouped: true });
  });

  test('probes have no pipe', () => {
    const { plan } = libraryRun('slow-hook');
    const view = applyEvents(emptyView(plan), events(opened('c1', 'lb')), 0, 1);
    expect(view.pipes.size).toBe(0);
  });

  test('a request keeps its place in the pipe until it ends', () => {
    const begin = [opened('c1', 'app'), ...['r1', 'r2'].flatMap(id => [sent(id, 'app'), arrived(id, 'c1')])];
    expect(viewOf(...begin).pipes.get('c1')).toMatchObject({ short: 2, slots: ['r1', 'r2', null] });
    const ended = viewOf(...begin, { type: 'request.settled', request: 'r1', outcome: 'ok', status: 200 });
    expect(ended.pipes.get('c1')).toMatchObject({ short: 1, slots: [null, 'r2', null] });
  });

  test('a request that found no place gets the first one that becomes free', () => {
    const begin = [
      opened('c1', 'app'),
      ...['r1', 'r2', 'r3', 'r4'].flatMap(id => [sent(id, 'app'), arrived(id, 'c1')]),
    ];
    expect(viewOf(...begin).pipes.get('c1')).toMatchObject({ short: 4, slots: ['r1', 'r2', 'r3'] });
    const ended = viewOf(...begin, { type: 'request.settled', request: 'r2', outcome: 'ok', status: 200 });
    expect(ended.pipes.get('c1')).toMatchObject({ short: 3, slots: ['r1', 'r4', 'r3'], waiting: [] });
  });

  test('GOAWAY counts once for a connection', () => {
    const goaway: EventDraft = {
      type: 'connection.goaway',
      connection: 'c1',
      lastStreamId: 1,
      errorCode: 'NO_ERROR',
    };
    expect(viewOf(opened('c1'), goaway, goaway).pipes.get('c1')?.goingAway).toBe(1);
  });
});

describe('outcomes', () => {
  test('a request that was admitted and whose client got nothing is dropped; a watch is cut', () => {
    const reset = (request: string): EventDraft => ({
      type: 'request.settled',
      request,
      outcome: 'reset',
      status: null,
    });
    const view = viewOf(
      opened('c1', 'app'),
      ...[sent('r1', 'app'), arrived('r1', 'c1'), admitted('r1', 'c1'), reset('r1')],
      ...[sent('r2', 'app', 'watch'), arrived('r2', 'c1'), admitted('r2', 'c1'), reset('r2')],
    );
    expect(view.outcomes).toMatchObject({ dropped: 1, cut: 1, turnedAway: 0 });
  });

  test('a refused connection is counted, and its request turned away', () => {
    const view = viewOf(sent('r1', 'app'), {
      type: 'request.settled',
      request: 'r1',
      outcome: 'refused',
      status: null,
    });
    expect(view.outcomes.turnedAway).toBe(1);
    expect(view.refused).toEqual({ count: 1, at: 1 });
  });

  test('of a client that is not ours the end at the server is the end', () => {
    const view = viewOf(opened('c1', 'external'), arrived('r1', 'c1'), admitted('r1', 'c1'), {
      type: 'request.responded',
      request: 'r1',
      connection: 'c1',
      stream: 1,
      status: 200,
      headers: {},
    });
    expect(view.outcomes.answered).toBe(1);
    expect(view.requests.size).toBe(0);
  });

  test('an event of an unknown type is counted and changes nothing else', () => {
    const strange = { seq: 1, t: 5, type: 'weather.changed' } as unknown as RunEvent;
    expect(applyEvent(emptyView(null), strange)).toEqual({ ...emptyView(null), count: 1, t: 5 });
  });
});
