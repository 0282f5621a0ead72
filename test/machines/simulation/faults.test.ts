/** What can be made to go wrong in a simulation, and what follows from it. */
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { readRecording } from '../../../machines/recording/reader.ts';
import { writeRecording } from '../../../machines/recording/writer.ts';
import { Simulation } from '../../../machines/simulation/simulation.ts';
import { instantFromMs } from '../../../machines/time.ts';
import type { Fault } from '../../../machines/traffic/fault.ts';
import { parsed, told } from './told.ts';

function at(ms: number, yaml: string): Simulation {
  const { scenario, source } = parsed(yaml);
  const run = new Simulation(scenario, source);
  run.advanceTo(instantFromMs(ms));
  return run;
}

function inject(run: Simulation, fault: Fault): number {
  const known = run.events.length;
  expect(run.inject(fault)).toEqual({ ok: true });
  expect(run.events[known]).toMatchObject({ type: 'fault.injected', fault });
  return (run.events[known] as RunEvent).seq;
}

function refusal(run: Simulation, fault: Fault): string {
  const known = run.events.length;
  const result = run.inject(fault);
  expect(run.events).toHaveLength(known);
  return result.ok ? 'done' : result.reason;
}

function idOf(run: Simulation, name: string): string {
  const sent = eventsOf(run.events, 'request.sent').find(event => event.name === name);
  if (!sent) throw new Error(`no request is called ${name}`);
  return sent.request;
}

const SLOW = 'script: [{ at: 1s, request: { name: slow, path: "/sleep?duration=4s", connection: new } }]';

describe('a client that gives up', () => {
  test.each(['h2', 'http/1.1'])(
    'over %s: its request is cut off on the server, its audit event is not lost',
    protocol => {
      const run = at(
        2000,
        `script: [{ at: 1s, request: { name: slow, path: "/sleep?duration=4s", connection: new, protocol: ${protocol} } }]`,
      );
      const request = idOf(run, 'slow');
      const fault = inject(run, { kind: 'request.abort', request });
      run.advanceTo(instantFromMs(2001));
      const after = run.events.filter(event => event.seq > fault && 'request' in event);
      expect(after).toMatchObject([
        { type: 'request.settled', request, outcome: 'timeout', status: null, t: 2000, cause: [fault] },
        { type: 'request.aborted', request, reason: 'client', t: 2000.1, cause: [fault] },
        { type: 'audit.logged', request },
      ]);
      expect(eventsOf(run.events, 'connection.closed').map(({ by }) => by)).toEqual(
        protocol === 'h2' ? [] : ['client'],
      );
    },
  );

  test('lets the drain end early', () => {
    const run = at(2000, `${SLOW.slice(0, -1)}, { at: 1500ms, signal: SIGTERM }]`);
    inject(run, { kind: 'request.abort', request: idOf(run, 'slow') });
    run.runToEnd();
    const drained = eventsOf(run.events, 'signal.fired').find(
      ({ name }) => name === 'InFlightRequestsDrained',
    );
    expect(drained?.t).toBe(2000.1);
  });

  test('may do so before its request has left', () => {
    const run = at(1000, SLOW);
    const request = idOf(run, 'slow');
    inject(run, { kind: 'request.abort', request });
    run.runToEnd();
    expect(eventsOf(run.events, 'request.arrived')).toEqual([]);
    expect(eventsOf(run.events, 'request.settled')).toMatchObject([{ request, outcome: 'timeout' }]);
  });
});

describe('a handler that stalls', () => {
  test('does not end by itself: the server answers 504 when its time is over', () => {
    const run = at(2000, `server: { request-timeout: 10s }\n${SLOW}`);
    const request = idOf(run, 'slow');
    const fault = inject(run, { kind: 'request.stall', request });
    run.runToEnd();
    const [responded] = eventsOf(run.events, 'request.responded');
    expect(responded).toMatchObject({ request, status: 504, cause: [fault] });
    expect(Math.round(responded?.t ?? 0)).toBe(11_002);
    expect(eventsOf(run.events, 'request.settled')).toMatchObject([{ outcome: 'timeout', status: 504 }]);
  });

  test('of a watch does not hear that the server shuts down', () => {
    const yaml = `server: { shutdown-watch-termination-grace-period: 3s }
clients: [{ name: informer, kind: watch, count: 2 }]
script: [{ at: 2s, signal: SIGTERM }]`;
    const run = at(1000, yaml);
    inject(run, { kind: 'request.stall', request: 'r1' });
    run.runToEnd();
    expect(eventsOf(run.events, 'request.responded').map(({ request }) => request)).toEqual(['r2']);
    const drained = eventsOf(run.events, 'signal.fired').find(
      ({ name }) => name === 'InFlightRequestsDrained',
    );
    expect(drained?.t).toBe(5000);
  });

  test('of a watch that was told to end a moment before does not end either', () => {
    const yaml = `server: { shutdown-watch-termination-grace-period: 3s }
clients: [{ name: informer, kind: watch }]
script: [{ at: 2s, signal: SIGTERM }]`;
    const run = at(2000, yaml);
    inject(run, { kind: 'request.stall', request: 'r1' });
    run.advanceTo(instantFromMs(4900));
    expect(eventsOf(run.events, 'request.responded')).toEqual([]);
  });
});

describe('a connection that is reset', () => {
  test('takes all its requests with it, those that wait for their turn too', () => {
    const run = at(
      2000,
      `connections: [{ name: kept, protocol: http/1.1 }]
script:
  - { at: 1s, request: { name: first, path: "/sleep?duration=4s", connection: kept } }
  - { at: 1100ms, request: { name: second, path: /echo, connection: kept } }`,
    );
    const fault = inject(run, { kind: 'connection.reset', connection: 'c1' });
    run.advanceTo(instantFromMs(2001));
    const [first, second] = [idOf(run, 'first'), idOf(run, 'second')];
    expect(run.events.filter(({ seq }) => seq > fault)).toMatchObject([
      { type: 'request.aborted', request: first, reason: 'reset', cause: [fault] },
      { type: 'audit.logged', request: first },
      { type: 'connection.closed', connection: 'c1', by: 'reset', cause: [fault] },
      { type: 'request.settled', request: first, outcome: 'reset', cause: [fault], t: 2000.1 },
      { type: 'request.settled', request: second, outcome: 'reset', cause: [fault] },
    ]);
  });

  test('is opened again by a client that keeps one', () => {
    const run = at(2000, 'clients: [{ name: app, kind: steady, rate: 10/s, takes: 50ms }]');
    inject(run, { kind: 'connection.reset', connection: 'c1' });
    run.advanceTo(instantFromMs(3000));
    expect(eventsOf(run.events, 'connection.opened').map(({ connection }) => connection)).toEqual([
      'c1',
      'c2',
    ]);
  });

  test('ends the request that its client has given up a moment before, too', () => {
    const run = at(2000, SLOW);
    inject(run, { kind: 'request.abort', request: 'r1' });
    inject(run, { kind: 'connection.reset', connection: 'c1' });
    run.advanceTo(instantFromMs(2100));
    expect(eventsOf(run.events, 'request.aborted')).toMatchObject([{ request: 'r1' }]);
    run.signal('SIGTERM');
    run.advanceTo(instantFromMs(2101));
    expect(eventsOf(run.events, 'drain.changed')[0]).toMatchObject({ nonLongRunning: 0 });
  });

  test('closes once when the process only waited for it', () => {
    const yaml = `server: { shutdown-timeout: 1s, request-timeout: 60s }
script: [{ at: 1s, request: { name: slow, path: "/sleep?duration=30s", connection: new } }, { at: 2s, signal: SIGTERM }]`;
    const run = at(6000, yaml);
    inject(run, { kind: 'connection.reset', connection: 'c1' });
    run.runToEnd();
    expect(eventsOf(run.events, 'connection.closed')).toHaveLength(1);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ t: 6000, code: 0 }]);
  });
});

describe('a hook', () => {
  const HOOKS = `hooks: { preShutdown: [{ name: deregister, takes: 8s }] }
pod: { terminationGracePeriodSeconds: 30 }
script: [{ at: 1s, signal: SIGTERM }]`;
  const named = { phase: 'preShutdown', name: 'deregister' } as const;

  test('that hangs never returns: the kubelet has to kill the process', () => {
    const run = at(2000, HOOKS);
    inject(run, { kind: 'hook.hang', ...named });
    run.runToEnd();
    expect(eventsOf(run.events, 'hook.finished')).toEqual([]);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'killed', t: 31_000 }]);
  });

  test('that fails ends the process with an error', () => {
    const run = at(2000, HOOKS);
    const fault = inject(run, { kind: 'hook.fail', ...named });
    const input = run.events.find(({ seq }) => seq === fault + 1);
    expect(input).toMatchObject({ type: 'input', cause: [fault], input: { type: 'hook.finished' } });
    expect(eventsOf(run.events, 'hook.finished')).toMatchObject([
      { ...named, error: 'it was made to fail', t: 2000, cause: [fault + 1] },
    ]);
    run.runToEnd();
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'hook-failed' }]);
    expect(eventsOf(run.events, 'hook.finished')).toHaveLength(1);
  });

  test('that is told to return does so once, also after it was made to hang', () => {
    const run = at(2000, HOOKS);
    inject(run, { kind: 'hook.hang', ...named });
    run.advanceTo(instantFromMs(12_000));
    inject(run, { kind: 'hook.finish', ...named });
    run.runToEnd();
    expect(eventsOf(run.events, 'hook.finished')).toMatchObject([{ ...named, error: null, t: 12_000 }]);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ code: 0 }]);
  });

  test('of the start that fails is fatal', () => {
    const run = at(100, 'hooks: { postStart: [{ name: bootstrap, takes: 5s }] }');
    inject(run, { kind: 'hook.fail', phase: 'postStart', name: 'bootstrap' });
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([
      { code: 255, reason: 'poststart-failed', t: 100 },
    ]);
    expect(run.ended).toBe(true);
  });
});

describe('lost probes', () => {
  const PROBED = 'clients: [{ name: lb, kind: probe, period: 1s, timeout: 300ms, failureThreshold: 2 }]';

  test('get no answer: the load balancer takes the server out, and in again', () => {
    const run = at(1500, PROBED);
    const fault = inject(run, { kind: 'probe.lose', client: 'lb', count: 2 });
    run.advanceTo(instantFromMs(6000));
    const lost = eventsOf(run.events, 'request.sent').filter(event => event.cause?.includes(fault));
    expect(lost.map(({ t }) => t)).toEqual([2010, 3010]);
    const arrived = eventsOf(run.events, 'request.arrived').map(({ request }) => request);
    expect(lost.filter(({ request }) => arrived.includes(request))).toEqual([]);
    const settled = eventsOf(run.events, 'request.settled').filter(({ outcome }) => outcome === 'timeout');
    expect(settled).toMatchObject([
      { t: 2310, cause: [fault] },
      { t: 3310, cause: [fault] },
    ]);
    expect(
      eventsOf(run.events, 'probe.changed').map(({ t, healthy }) => [t > 1500 && healthy, Math.round(t)]),
    ).toEqual(
      expect.arrayContaining([
        [false, 3310],
        [true, 4012],
      ]),
    );
  });

  test('add up', () => {
    const run = at(1500, PROBED);
    inject(run, { kind: 'probe.lose', client: 'lb', count: 2 });
    inject(run, { kind: 'probe.lose', client: 'lb', count: 1 });
    run.advanceTo(instantFromMs(9000));
    expect(
      eventsOf(run.events, 'request.settled').filter(({ outcome }) => outcome === 'timeout'),
    ).toHaveLength(3);
  });
});

describe('what cannot go wrong is said, and nothing happens', () => {
  const YAML = `hooks: { preShutdown: [{ name: deregister, takes: 1s }] }
clients: [{ name: lb, kind: probe, period: 5s }]
script: [{ at: 1s, request: { name: quick, path: /echo, connection: new, keepAlive: false } }, { at: 4s, signal: SIGTERM }]`;

  test.each<[string, Fault, RegExp]>([
    ['a request that has ended', { kind: 'request.abort', request: 'r2' }, /no request r2 in flight/],
    [
      'a handler that has ended',
      { kind: 'request.stall', request: 'r2' },
      /no handler works on a request r2/,
    ],
    ['a request that never was', { kind: 'request.abort', request: 'r99' }, /no request r99/],
    ['a connection that is closed', { kind: 'connection.reset', connection: 'c2' }, /no open connection c2/],
    [
      'a hook that has not started',
      { kind: 'hook.hang', phase: 'preShutdown', name: 'deregister' },
      /deregister is not running/,
    ],
    ['a client that is no probe', { kind: 'probe.lose', client: 'app', count: 1 }, /no probe app/],
  ])('%s', (_, fault, reason) => {
    expect(refusal(at(2000, YAML), fault)).toMatch(reason);
  });

  test('an answer that is on its way', () => {
    const run = at(1002.1, YAML);
    expect(eventsOf(run.events, 'request.responded').map(({ request }) => request)).toContain('r2');
    expect(refusal(run, { kind: 'request.abort', request: 'r2' })).toMatch(/answer to r2 is on its way/);
  });

  test('what has been made to go wrong already', () => {
    const run = at(2000, SLOW);
    inject(run, { kind: 'request.stall', request: 'r1' });
    expect(refusal(run, { kind: 'request.stall', request: 'r1' })).toMatch(/stalled already/);
  });

  test('a process that has exited', () => {
    const run = at(2000, YAML);
    run.runToEnd();
    expect(refusal(run, { kind: 'probe.lose', client: 'lb', count: 1 })).toMatch(/the process has exited/);
    expect(run.ended).toBe(true);
  });
});

describe('the script', () => {
  test('names requests, connections, hooks and probes as the scenario does', () => {
    const run = told(`hooks: { preShutdown: [{ name: deregister, takes: never }] }
clients: [{ name: lb, kind: probe, period: 1s }]
connections: [{ name: kept }]
script:
  - { at: 1s, request: { name: slow, path: "/sleep?duration=40s", connection: kept } }
  - { at: 1s, request: { name: other, path: "/sleep?duration=40s", connection: new } }
  - { at: 2s, fault: { kind: connection.reset, connection: kept } }
  - { at: 3s, fault: { kind: request.abort, request: other } }
  - { at: 4s, fault: { kind: probe.lose, client: lb } }
  - { at: 5s, signal: SIGTERM }
  - { at: 6s, fault: { kind: hook.finish, name: deregister } }`);
    expect(run.of('fault.injected').map(({ t, fault }) => [t, fault])).toEqual([
      [2000, { kind: 'connection.reset', connection: 'c1' }],
      [
        3000,
        {
          kind: 'request.abort',
          request: run.of('request.sent').find(({ name }) => name === 'other')?.request,
        },
      ],
      [4000, { kind: 'probe.lose', client: 'lb', count: 3 }],
      [6000, { kind: 'hook.finish', phase: 'preShutdown', name: 'deregister' }],
    ]);
    expect(run.request('slow').outcome).toBe('reset');
    expect(run.summary.exit).toMatchObject({ reason: 'completed' });
  });

  test('notes what could not go wrong', () => {
    const run = told(
      'script: [{ at: 1s, request: { name: quick, path: /echo } }, { at: 2s, fault: { kind: request.abort, request: quick } }]',
    );
    expect(run.of('fault.injected')).toEqual([]);
    expect(run.of('note')[0]?.text).toBe(
      'A fault of the script did not happen, the client of quick gives up: there is no such thing now.',
    );
  });
});

test('a recording with faults is read as it was written', () => {
  const run = at(2000, SLOW);
  inject(run, { kind: 'request.abort', request: 'r1' });
  const text = writeRecording(run);
  expect(text).toContain('"type":"fault.injected","fault":{"kind":"request.abort","request":"r1"}}');
  const read = readRecording(text);
  expect(read.ok && read.recording.events).toEqual(run.events);
});
