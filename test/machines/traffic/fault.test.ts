/** What can go wrong with a thing now, and only that; and how faults are written. */
import { describe, expect, test } from 'vitest';
import type { EventDraft, RunEvent } from '../../../machines/recording/events.ts';
import { placeEvent } from '../../../machines/recording/place.ts';
import { parseScenario } from '../../../machines/scenario/parse.ts';
import { type FaultyThing, possibleFaults } from '../../../machines/traffic/fault.ts';
import { faultSchema } from '../../../machines/traffic/fault-schema.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { describeEvent } from '../../../machines/view/describe-event.ts';
import { planOfSource } from '../../../machines/view/plan-of-source.ts';
import { emptyView } from '../../../machines/view/run-view.ts';

const PLACE = { request: 'r1', connection: 'c1', stream: 1 } as const;
const HOOK = { phase: 'preShutdown', name: 'deregister' } as const;

const started: EventDraft = { type: 'process.started' };
const exited: EventDraft = { type: 'process.exited', code: 0, reason: 'completed' };
const opened: EventDraft = { type: 'connection.opened', connection: 'c1', protocol: 'h2', client: 'app' };
const sent: EventDraft = {
  type: 'request.sent',
  request: 'r1',
  name: null,
  client: 'app',
  method: 'GET',
  path: '/sleep',
  kind: 'short',
  newConnection: true,
};
const arrived: EventDraft = { type: 'request.arrived', ...PLACE };
const admitted: EventDraft = { type: 'request.admitted', ...PLACE };
const responded: EventDraft = { type: 'request.responded', ...PLACE, status: 200, headers: {} };
const settled: EventDraft = { type: 'request.settled', request: 'r1', outcome: 'ok', status: 200 };

/** The kinds of faults that a thing offers after these events. */
function offered(thing: FaultyThing, ...drafts: readonly EventDraft[]): string[] {
  const plan = planOfSource({
    name: 'test',
    clients: [
      { kind: 'probe', name: 'lb' },
      { kind: 'steady', name: 'app', rate: '1/s' },
    ],
  });
  const events: RunEvent[] = drafts.map((draft, index) => placeEvent(index + 1, index, draft));
  const faults = possibleFaults(applyEvents(emptyView(plan), events, 0, events.length), thing);
  for (const fault of faults) expect(faultSchema.parse(fault)).toEqual(fault);
  return faults.map(({ kind }) => kind);
}

describe('a request', () => {
  const r1: FaultyThing = { kind: 'request', id: 'r1' };

  test('that is on its way can only be given up', () => {
    expect(offered(r1, started, sent)).toEqual(['request.abort']);
  });

  test('that a handler works on can be given up, and its handler can stall', () => {
    expect(offered(r1, started, opened, sent, arrived, admitted)).toEqual(['request.abort', 'request.stall']);
  });

  test('whose handler has stalled cannot stall again', () => {
    const stall: EventDraft = { type: 'fault.injected', fault: { kind: 'request.stall', request: 'r1' } };
    expect(offered(r1, started, opened, sent, arrived, admitted, stall)).toEqual(['request.abort']);
  });

  test('of a client that is not ours can stall, but nobody can tell its client to give up', () => {
    expect(offered(r1, started, { ...opened, client: 'external' }, arrived, admitted)).toEqual([
      'request.stall',
    ]);
  });

  test('that is answered offers nothing, whether its client knows that or not', () => {
    expect(offered(r1, started, opened, sent, arrived, admitted, responded)).toEqual([]);
    expect(offered(r1, started, opened, sent, arrived, admitted, responded, settled)).toEqual([]);
  });

  test('that was never sent offers nothing', () => {
    expect(offered({ kind: 'request', id: 'r7' }, started, sent)).toEqual([]);
  });
});

describe('a connection', () => {
  const c1: FaultyThing = { kind: 'connection', id: 'c1' };

  test('can be reset while it is open', () => {
    expect(offered(c1, started)).toEqual([]);
    expect(offered(c1, started, opened)).toEqual(['connection.reset']);
    expect(
      offered(c1, started, opened, { type: 'connection.closed', connection: 'c1', by: 'client' }),
    ).toEqual([]);
  });
});

describe('a hook', () => {
  const hook: FaultyThing = { kind: 'hook', ...HOOK };
  const begins: EventDraft = { type: 'hook.started', ...HOOK };
  const hangs: EventDraft = { type: 'fault.injected', fault: { kind: 'hook.hang', ...HOOK } };

  test('that runs can return now, fail or hang', () => {
    expect(offered(hook, started, begins)).toEqual(['hook.finish', 'hook.fail', 'hook.hang']);
  });

  test('that hangs can still be made to return or to fail', () => {
    expect(offered(hook, started, begins, hangs)).toEqual(['hook.finish', 'hook.fail']);
  });

  test('that has not started, or has returned, offers nothing', () => {
    expect(offered(hook, started)).toEqual([]);
    expect(offered(hook, started, begins, { type: 'hook.finished', ...HOOK, error: null })).toEqual([]);
  });

  test('is not mistaken for one of the same name in the other phase', () => {
    expect(offered({ ...hook, phase: 'postStart' }, started, begins)).toEqual([]);
  });

  test('of the audit backend offers nothing while its Shutdown waits for the stop channel', () => {
    const audit = { phase: 'preShutdown', name: 'audit-backend' } as const;
    const running: EventDraft = { type: 'hook.started', ...audit };
    const flushing: EventDraft = {
      type: 'state.changed',
      machine: 'lifecycle',
      region: 'audit',
      from: 'running',
      to: 'flushing',
      event: 'audit.shutdownCalled',
    };
    expect(offered({ kind: 'hook', ...audit }, started, running)).not.toEqual([]);
    expect(offered({ kind: 'hook', ...audit }, started, running, flushing)).toEqual([]);
  });
});

describe('a probe', () => {
  test('can lose its next probes', () => {
    expect(offered({ kind: 'probe', client: 'lb' }, started)).toEqual(['probe.lose']);
  });

  test('is not any client', () => {
    expect(offered({ kind: 'probe', client: 'app' }, started)).toEqual([]);
    expect(offered({ kind: 'probe', client: 'nobody' }, started)).toEqual([]);
  });
});

test('nothing can go wrong before the process has started, or when it has exited', () => {
  const things: FaultyThing[] = [
    { kind: 'request', id: 'r1' },
    { kind: 'connection', id: 'c1' },
    { kind: 'hook', ...HOOK },
    { kind: 'probe', client: 'lb' },
  ];
  for (const thing of things) {
    expect(offered(thing)).toEqual([]);
    expect(offered(thing, started, opened, sent, { type: 'hook.started', ...HOOK }, exited)).toEqual([]);
  }
});

describe('in a scenario', () => {
  const problemsOf = (script: string): string[] => {
    const result = parseScenario(`name: test
hooks: { preShutdown: [{ name: deregister, calls: [{ at: 1s, path: /echo, name: call }] }] }
clients: [{ name: lb, kind: probe }, { name: app, kind: steady, rate: 1/s }]
connections: [{ name: kept }]
script: [{ at: 1s, request: { name: slow, path: /sleep } }, ${script}]`);
    return result.ok ? [] : result.problems.map(({ line, path, message }) => `${line} ${path}: ${message}`);
  };

  test.each([
    '{ kind: request.abort, request: slow }',
    '{ kind: request.stall, request: call }',
    '{ kind: connection.reset, connection: kept }',
    '{ kind: hook.hang, name: deregister }',
    '{ kind: hook.fail, phase: preShutdown, name: deregister }',
    '{ kind: probe.lose, client: lb }',
    '{ kind: probe.lose, client: lb, count: 5 }',
  ])('%s is understood', fault => {
    expect(problemsOf(`{ at: 2s, fault: ${fault} }`)).toEqual([]);
  });

  test.each([
    [
      '{ at: 2s, fault: { kind: request.abort, request: slwo } }',
      '5 script.1.fault.request: there is no request "slwo"; with a name there are slow, call',
    ],
    [
      '{ at: 2s, fault: { kind: connection.reset, connection: c1 } }',
      '5 script.1.fault.connection: there is no connection "c1"; with a name there are kept',
    ],
    [
      '{ at: 2s, fault: { kind: hook.hang, phase: postStart, name: deregister } }',
      '5 script.1.fault.name: there is no post-start hook "deregister"; the scenario names no post-start hook',
    ],
    [
      '{ at: 2s, fault: { kind: probe.lose, client: app } }',
      '5 script.1.fault.client: there is no probe "app"; with a name there are lb',
    ],
    [
      '{ at: 2s, fault: { kind: request.abort, request: slow, count: 2 } }',
      '5 script.1.fault.count: "count" does not go with this kind',
    ],
    [
      '{ at: 2s, fault: { kind: hook.explode, name: deregister } }',
      '5 script.1.fault.kind: kind must be one of request.abort, request.stall, connection.reset, hook.hang, hook.fail, hook.finish, probe.lose',
    ],
    [
      '{ at: 2s, signal: SIGTERM, fault: { kind: probe.lose, client: lb } }',
      '5 script.1: an entry of the script has either `signal` or `request` or `fault` or `apiService`',
    ],
    ['{ fault: { kind: probe.lose, client: lb } }', '5 script.1: an entry of the script says when: `at: 3s`'],
  ])('%s is refused', (entry, problem) => {
    expect(problemsOf(entry)).toEqual([problem]);
  });

  test('clients still say which kinds there are', () => {
    const result = parseScenario('name: test\nclients: [{ name: a, kind: burst }]');
    expect(result.ok ? null : result.problems[0]?.message).toBe('kind must be one of steady, probe, watch');
  });
});

test('every fault is described in words', () => {
  const inWords = (fault: unknown): string =>
    describeEvent(placeEvent(1, 0, { type: 'fault.injected', fault: faultSchema.parse(fault) }));
  expect([
    inWords({ kind: 'request.abort', request: 'r3' }),
    inWords({ kind: 'request.stall', request: 'r3' }),
    inWords({ kind: 'connection.reset', connection: 'c2' }),
    inWords({ kind: 'hook.hang', name: 'lease' }),
    inWords({ kind: 'hook.fail', name: 'lease' }),
    inWords({ kind: 'hook.finish', name: 'lease' }),
    inWords({ kind: 'probe.lose', client: 'lb', count: 1 }),
    inWords({ kind: 'probe.lose', client: 'lb' }),
  ]).toEqual([
    'Fault: the client of r3 gives up',
    'Fault: the handler of r3 does not end by itself any more',
    'Fault: c2 is cut off',
    'Fault: hook lease hangs',
    'Fault: hook lease is made to fail',
    'Fault: hook lease is made to return',
    'Fault: the next probe of lb is lost',
    'Fault: the next 3 probes of lb are lost',
  ]);
});
