/** What can be made to go wrong in a live run: real streams are reset, real sockets cut, real handlers stall. */
import { afterEach, describe, expect, test } from 'vitest';
import type { EventOf, EventType, RunEvent } from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import type { Fault } from '../../../machines/traffic/fault.ts';
import type { LiveRun } from '../../../src/live/types.ts';
import {
  brokenAudit,
  brokenConnections,
  brokenCounts,
  brokenFaults,
  brokenOrder,
  brokenRequests,
  unsettled,
} from '../../machines/simulation/invariants.ts';
import { eventOf, get, portOf, startYaml } from './start.ts';

let run: LiveRun;

afterEach(async () => {
  run.kill();
  await run.done;
  expect(brokenFaults(run.events)).toEqual([]);
  expect(brokenOrder(run.events)).toEqual([]);
  expect(brokenRequests(run.events)).toEqual([]);
  expect(brokenConnections(run.events)).toEqual([]);
  expect(brokenCounts(run.events)).toEqual([]);
  expect(brokenAudit(run.events)).toEqual([]);
  expect(unsettled(run.events)).toEqual([]);
});

async function next<T extends EventType>(
  type: T,
  fits: (event: EventOf<T>) => boolean = () => true,
): Promise<EventOf<T>> {
  return (await eventOf(run, type, event => fits(event as EventOf<T>))) as EventOf<T>;
}

function inject(fault: Fault): number {
  expect(run.inject(fault)).toEqual({ ok: true });
  const injected = eventsOf(run.events, 'fault.injected').at(-1) as EventOf<'fault.injected'>;
  expect(injected.fault).toEqual(fault);
  return injected.seq;
}

function refusal(fault: Fault): string {
  const known = eventsOf(run.events, 'fault.injected').length;
  const result = run.inject(fault);
  expect(eventsOf(run.events, 'fault.injected')).toHaveLength(known);
  return result.ok ? 'done' : result.reason;
}

/** Sends a request by hand, and waits until its handler works. */
async function working(
  path: string,
  protocol: 'h2' | 'http/1.1' = 'h2',
  connection = 'new',
): Promise<EventOf<'request.admitted'>> {
  const request = run.request({ path, protocol, connection });
  return next('request.admitted', event => event.request === request);
}

describe('a client that gives up', () => {
  test.each(['h2', 'http/1.1'] as const)(
    'over %s: the server sees it, and its handler ends',
    async protocol => {
      run = await startYaml('name: faulty');
      const { request } = await working('/sleep?duration=20s', protocol);
      const fault = inject({ kind: 'request.abort', request });
      const aborted = await next('request.aborted');
      expect(aborted).toMatchObject({ request, reason: 'client', cause: [fault] });
      expect(await next('request.settled')).toMatchObject({
        request,
        outcome: 'timeout',
        status: null,
        cause: [fault],
      });
      expect(await next('audit.logged')).toMatchObject({ request });
      if (protocol === 'http/1.1') expect(await next('connection.closed')).toMatchObject({ by: 'client' });
      expect(refusal({ kind: 'request.abort', request })).toMatch(/no request r1 in flight/);
    },
  );

  test('that is not ours cannot be told to', async () => {
    run = await startYaml('name: faulty\nserver: { request-timeout: 5s }');
    const reply = get(portOf(run), '/sleep?duration=1s');
    const { request } = await next('request.admitted');
    expect(refusal({ kind: 'request.abort', request })).toMatch(/only that client can give it up/);
    expect((await reply).status).toBe(200);
  });
});

describe('a handler that stalls', () => {
  test('is ended by the timeout of its request', async () => {
    run = await startYaml('name: faulty\nserver: { request-timeout: 1s }');
    const reply = get(portOf(run), '/sleep?duration=300ms');
    const { request } = await next('request.admitted');
    const fault = inject({ kind: 'request.stall', request });
    expect((await reply).status).toBe(504);
    expect(await next('request.responded')).toMatchObject({ request, status: 504, cause: [fault] });
    expect(refusal({ kind: 'request.stall', request })).toMatch(/no handler works/);
  });

  test('of a watch does not hear that the server shuts down', async () => {
    run = await startYaml(`name: faulty
server: { shutdown-watch-termination-grace-period: 1s }
clients: [{ name: informer, kind: watch, count: 2 }]`);
    await next('request.admitted', event => event.request === 'r1');
    await next('request.admitted', event => event.request === 'r2');
    inject({ kind: 'request.stall', request: 'r1' });
    expect(refusal({ kind: 'request.stall', request: 'r1' })).toMatch(/stalled already/);
    run.signal('SIGTERM');
    await next('signal.fired', event => event.name === 'InFlightRequestsDrained');
    expect(eventsOf(run.events, 'request.responded').map(({ request }) => request)).toEqual(['r2']);
  });
});

describe('a connection that is reset', () => {
  test.each(['h2', 'http/1.1'] as const)('over %s takes what is on it with it', async protocol => {
    run = await startYaml(`name: faulty\nconnections: [{ name: kept, protocol: ${protocol} }]`);
    const { request, connection } = await working('/sleep?duration=20s', protocol, 'kept');
    const fault = inject({ kind: 'connection.reset', connection });
    expect(await next('request.aborted')).toMatchObject({ request, reason: 'reset', cause: [fault] });
    expect(await next('connection.closed')).toMatchObject({ connection, by: 'reset', cause: [fault] });
    expect(await next('request.settled')).toMatchObject({
      request,
      outcome: 'reset',
      status: null,
      cause: [fault],
    });
    expect(refusal({ kind: 'connection.reset', connection })).toMatch(/no open connection c1/);
  });

  test('may be that of a client that is not ours', async () => {
    run = await startYaml('name: faulty');
    const reply = get(portOf(run), '/sleep?duration=20s').then(
      () => 'answered',
      (error: NodeJS.ErrnoException) => error.code,
    );
    const { connection } = await next('request.admitted');
    inject({ kind: 'connection.reset', connection });
    expect(await reply).toBe('ECONNRESET');
  });
});

describe('a hook', () => {
  const YAML = 'name: faulty\nhooks: { preShutdown: [{ name: deregister, takes: 300ms }] }';
  const named = { phase: 'preShutdown', name: 'deregister' } as const;

  test('that hangs does not return until it is told to', async () => {
    run = await startYaml(YAML);
    expect(refusal({ kind: 'hook.hang', ...named })).toMatch(/deregister is not running/);
    run.signal('SIGTERM');
    inject({ kind: 'hook.hang', ...named });
    expect(refusal({ kind: 'hook.hang', ...named })).toMatch(/hangs already/);
    // A request that takes longer than the hook would have.
    run.request({ path: '/sleep?duration=500ms', connection: 'new' });
    await next('request.settled');
    expect(eventsOf(run.events, 'hook.finished')).toEqual([]);
    const fault = inject({ kind: 'hook.finish', ...named });
    await run.done;
    expect(eventsOf(run.events, 'hook.finished')).toMatchObject([
      { ...named, error: null, cause: [fault + 1] },
    ]);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'completed' }]);
  });

  test('that fails ends the process with an error, once', async () => {
    run = await startYaml(YAML);
    run.signal('SIGTERM');
    inject({ kind: 'hook.fail', ...named });
    await run.done;
    expect(eventsOf(run.events, 'hook.finished')).toMatchObject([{ ...named, error: 'it was made to fail' }]);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'hook-failed' }]);
    expect(refusal({ kind: 'hook.fail', ...named })).toMatch(/the process has exited/);
  });
});

describe('lost probes', () => {
  test('get no answer, and the load balancer draws its conclusion', async () => {
    run = await startYaml(
      'name: faulty\nclients: [{ name: lb, kind: probe, period: 200ms, timeout: 100ms, failureThreshold: 2 }]',
    );
    await next('probe.changed', event => event.healthy);
    const fault = inject({ kind: 'probe.lose', client: 'lb', count: 2 });
    const unhealthy = await next('probe.changed', event => !event.healthy);
    await next('probe.changed', event => event.healthy && event.seq > unhealthy.seq);
    const lost = eventsOf(run.events, 'request.sent').filter(event => event.cause?.includes(fault));
    expect(lost).toHaveLength(2);
    const ends = lost.map(({ request }) =>
      run.events.filter(event => 'request' in event && event.request === request),
    );
    for (const events of ends) {
      expect(events).toMatchObject([
        { type: 'request.sent' },
        { type: 'request.settled', outcome: 'timeout', status: null, cause: [fault] },
      ]);
    }
    expect(refusal({ kind: 'probe.lose', client: 'app', count: 1 })).toMatch(/no probe app/);
  });
});

test('the script names requests, connections, hooks and probes as the scenario does', async () => {
  run = await startYaml(
    `name: faulty
hooks: { preShutdown: [{ name: deregister, takes: never }] }
connections: [{ name: kept }]
script:
  - { at: 200ms, request: { name: slow, path: "/sleep?duration=40s", connection: kept } }
  - { at: 200ms, request: { name: other, path: "/sleep?duration=40s", connection: new } }
  - { at: 200ms, request: { name: quick, path: /echo, connection: new } }
  - { at: 900ms, fault: { kind: connection.reset, connection: kept } }
  - { at: 1s, fault: { kind: request.abort, request: other } }
  - { at: 1s, fault: { kind: request.abort, request: quick } }
  - { at: 1100ms, signal: SIGTERM }
  - { at: 1200ms, fault: { kind: hook.finish, name: deregister } }`,
    { script: true },
  );
  await run.done;
  const idOf = (name: string) =>
    eventsOf(run.events, 'request.sent').find(event => event.name === name)?.request;
  const outcomeOf = (name: string) =>
    eventsOf(run.events, 'request.settled').find(
      ({ request }: RunEvent & { request: string }) => request === idOf(name),
    )?.outcome;
  expect(eventsOf(run.events, 'fault.injected').map(({ fault }) => fault.kind)).toEqual([
    'connection.reset',
    'request.abort',
    'hook.finish',
  ]);
  expect([outcomeOf('slow'), outcomeOf('other'), outcomeOf('quick')]).toEqual(['reset', 'timeout', 'ok']);
  expect(eventsOf(run.events, 'note')).toMatchObject([
    {
      text: 'A fault of the script did not happen, the client of quick gives up: there is no such thing now.',
    },
  ]);
  expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'completed' }]);
});
