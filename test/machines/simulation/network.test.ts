/** What clients and connections go through on the simulated network (facts 16 to 22, 29 to 33, 44 and 45). */
import { describe, expect, test } from 'vitest';
import type { EventOf } from '../../../machines/recording/events.ts';
import { type Told, told } from './told.ts';

function connectionOf(run: Told, client: string): EventOf<'connection.opened'> {
  const opened = run.of('connection.opened').find(event => event.client === client);
  if (!opened) throw new Error(`${client} has no connection`);
  return opened;
}

function closedAt(run: Told, client: string): number | undefined {
  const { connection } = connectionOf(run, client);
  return run.of('connection.closed').find(event => event.connection === connection)?.t;
}

describe('HTTP/2 connections without retry-after', () => {
  const run = told(`
server: { shutdown-delay-duration: 1s, request-timeout: 5s }
connections: [{ name: idle }, { name: busy }, { name: fresh }]
script:
  - { at: 100ms, request: { path: /echo, connection: idle } }
  - { at: 200ms, request: { path: /echo, connection: idle } }
  - { at: 1s, signal: SIGTERM }
  - { at: 1500ms, request: { name: slow, path: /sleep?duration=2s, connection: busy } }
  - { at: 200ms, request: { name: after-goaway, path: /echo, connection: busy, afterGoaway: true } }
  - { at: 2500ms, request: { name: refused, path: /echo, connection: new } }`);

  test('each gets exactly one GOAWAY, with the highest stream that was opened', () => {
    const goaways = run
      .of('connection.goaway')
      .map(({ connection, lastStreamId, t }) => [connection, lastStreamId, t]);
    expect(goaways).toEqual([
      [connectionOf(run, 'idle').connection, 3, 2000],
      [connectionOf(run, 'busy').connection, 1, 2000],
      [connectionOf(run, 'fresh').connection, 0, 2000],
    ]);
  });

  test('idle ones are closed one second after their GOAWAY', () => {
    expect(closedAt(run, 'idle')).toBe(3000);
    expect(closedAt(run, 'fresh')).toBe(3000);
  });

  test('a busy one finishes its stream, and is closed one second after that', () => {
    expect(run.request('slow')).toMatchObject({ outcome: 'ok', status: 200 });
    expect(closedAt(run, 'busy')).toBeCloseTo(4500, 0);
  });

  test('a stream that is opened after the GOAWAY is ignored without a word', () => {
    const sent = run.of('request.sent').find(({ name }) => name === 'after-goaway');
    expect(sent?.t).toBeCloseTo(2200, 0);
    expect(run.of('request.arrived').filter(({ request }) => request === sent?.request)).toEqual([]);
    expect(run.request('after-goaway')).toMatchObject({ outcome: 'goaway', status: null });
  });

  test('a new connection is refused', () => {
    expect(run.request('refused')).toMatchObject({ outcome: 'refused' });
  });

  test('Run returns within the next poll after the last connection has closed', () => {
    const exit = run.of('process.exited')[0]?.t ?? 0;
    expect(exit).toBeGreaterThanOrEqual(closedAt(run, 'busy') as number);
    expect(exit).toBeLessThan((closedAt(run, 'busy') as number) + 550);
  });
});

describe('the end of a shutdown', () => {
  test('without any connection it is immediate', () => {
    expect(told('script: [{ at: 1s, signal: SIGTERM }]').summary.exit).toMatchObject({ code: 0, t: 0 });
  });

  test('one idle HTTP/2 connection makes it 1.0 to 1.1 seconds longer', () => {
    for (let seed = 0; seed < 10; seed++) {
      const run = told(`seed: ${seed}\nconnections: [{ name: idle }]\nscript: [{ at: 1s, signal: SIGTERM }]`);
      expect(run.summary.exit?.t).toBeGreaterThan(1000);
      expect(run.summary.exit?.t).toBeLessThan(1110);
    }
  });

  test('a run that nobody stops ends by itself, and says so', () => {
    const run = told('clients: [{ name: app, kind: steady, rate: 1/s }]');
    expect(run.summary.exit).toBeNull();
    expect(run.of('note').at(-1)?.text).toContain('the process had not exited');
    expect(run.recording.events.at(-1)?.t).toBeLessThanOrEqual(10_000);
  });

  test('a hook that hangs holds it until the kubelet loses patience', () => {
    const run = told(`
hooks: { preShutdown: [{ name: stuck, takes: never }] }
pod: { terminationGracePeriodSeconds: 30 }
script: [{ at: 1s, signal: SIGTERM }]`);
    expect(run.summary.exit).toEqual({ code: 137, reason: 'killed', t: 30_000 });
  });
});

describe('retry-after on existing connections', () => {
  const run = told(`
server: { shutdown-delay-duration: 1s, shutdown-send-retry-after: true }
connections: [{ name: h2 }, { name: h1, protocol: http/1.1 }, { name: quiet }]
script:
  - { at: 500ms, request: { path: /echo, connection: h2 } }
  - { at: 500ms, request: { path: /echo, connection: h1 } }
  - { at: 1s, signal: SIGTERM }
  - { at: 1500ms, request: { name: slow, path: /sleep?duration=3s } }
  - { at: 3s, request: { name: on-h2, path: /echo, connection: h2 } }
  - { at: 3s, request: { name: on-h1, path: /echo, connection: h1 } }
  - { at: 3500ms, request: { name: new, path: /echo, connection: new } }
  - { at: 3500ms, request: { name: watch, path: /watch, connection: new } }
  - { at: 4s, request: { name: readyz, path: /readyz, connection: new } }
  - { at: 4s, request: { name: loopback, path: /echo, connection: new, userAgent: kube-apiserver/v1 } }`);

  test('HTTP/2 is told by a GOAWAY before the 429, which includes its stream', () => {
    const { connection } = connectionOf(run, 'h2');
    const rejected = run.of('request.rejected').find(event => event.connection === connection);
    const goaway = run.of('connection.goaway').find(event => event.connection === connection);
    expect(rejected).toMatchObject({ status: 429, stream: 3, headers: { 'retry-after': '5' } });
    expect(rejected?.headers).not.toHaveProperty('connection');
    expect(goaway).toMatchObject({ lastStreamId: 3 });
    expect(goaway?.seq).toBeLessThan(rejected?.seq ?? 0);
  });

  test('HTTP/1.1 is told by Connection: close, and closed', () => {
    const { connection } = connectionOf(run, 'h1');
    const rejected = run.of('request.rejected').find(event => event.connection === connection);
    expect(rejected).toMatchObject({
      status: 429,
      stream: null,
      headers: { 'retry-after': '5', connection: 'close' },
    });
    expect(closedAt(run, 'h1')).toBe(rejected?.t);
  });

  test('new connections are taken, and rejected; watches too', () => {
    expect(run.request('new')).toMatchObject({ outcome: 'rejected', status: 429, retryAfter: 5 });
    expect(run.request('watch')).toMatchObject({ outcome: 'rejected', status: 429 });
  });

  test('exempt requests are answered', () => {
    expect(run.request('readyz')).toMatchObject({ outcome: 'ok', status: 500 });
    expect(run.request('loopback')).toMatchObject({ outcome: 'ok', status: 200 });
  });

  test('a quiet connection hears nothing until everything has drained', () => {
    const { connection } = connectionOf(run, 'quiet');
    const drained = run.of('signal.fired').find(({ name }) => name === 'InFlightRequestsDrained');
    expect(run.of('connection.goaway').find(event => event.connection === connection)?.t).toBe(drained?.t);
  });
});

describe('HTTP/1.1 connections', () => {
  test('a response that ends after Shutdown began carries Connection: close, one before does not', () => {
    const run = told(`
server: { shutdown-delay-duration: 1s }
script:
  - { at: 1s, signal: SIGTERM }
  - { at: 1500ms, request: { name: before, path: /echo, protocol: http/1.1, connection: new } }
  - { at: 1500ms, request: { name: after, path: /sleep?duration=1s, protocol: http/1.1, connection: new } }`);
    expect(run.of('request.responded').map(({ headers }) => headers.connection)).toEqual([
      undefined,
      'close',
    ]);
  });

  test('with retry-after a never-used one is cut by the exit, 2 s after everything has drained', () => {
    const run = told(`
server: { shutdown-delay-duration: 1s, shutdown-send-retry-after: true }
connections: [{ name: silent, protocol: http/1.1, opensAt: 700ms }]
script: [{ at: 1s, signal: SIGTERM }]`);
    expect(run.summary.exit).toMatchObject({ code: 0, t: 3000 });
    expect(run.of('connection.closed')[0]).toMatchObject({ by: 'reset', t: 4000 });
  });

  test('requests on one connection wait for their turn', () => {
    const run = told(`
connections: [{ name: kept, protocol: http/1.1 }]
script:
  - { at: 1s, request: { name: first, path: /sleep?duration=1s, connection: kept } }
  - { at: 1s, request: { name: second, path: /echo, connection: kept } }
  - { at: 5s, signal: SIGTERM }`);
    expect(run.request('second').end).toBeGreaterThan(run.request('first').end as number);
    expect(run.request('second')).toMatchObject({ outcome: 'ok' });
  });

  test('a pool opens another one for a request that finds all of them busy', () => {
    const run = told(`
clients: [{ name: app, kind: steady, rate: 10/s, takes: 250ms, protocol: http/1.1 }]
script: [{ at: 2s, signal: SIGTERM }]`);
    expect(run.of('connection.opened').length).toBe(3);
  });
});

describe('watches', () => {
  const watches = (more: string) =>
    told(`
server: { shutdown-watch-termination-grace-period: 3s, request-timeout: 5s }
clients: [{ name: informers, kind: watch, count: 40${more} }]
script: [{ at: 1s, signal: SIGTERM }]`);

  test('are told to end at NotAcceptingNewRequest, and end cleanly', () => {
    const run = watches('');
    expect(run.summary.outcomes.informers).toEqual({ ok: 40 });
    expect(run.signal('InFlightRequestsDrained')).toBeLessThan(250);
  });

  test('are let go at 200 a second, or all at once: the telling and the waiting race', () => {
    const spans = new Set<boolean>();
    for (let seed = 0; seed < 12; seed++) {
      const run = told(`
seed: ${seed}
server: { shutdown-watch-termination-grace-period: 3s }
clients: [{ name: informers, kind: watch, count: 40 }]
script: [{ at: 1s, signal: SIGTERM }]`);
      const ends = run.of('request.responded').map(({ t }) => t);
      const span = Math.max(...ends) - Math.min(...ends);
      expect(span === 0 || (span > 190 && span < 200)).toBe(true);
      spans.add(span === 0);
    }
    expect(spans.size).toBe(2);
  });

  test('that ignore the shutdown hold the drain for the whole grace period, then are cut off', () => {
    const run = watches(', ignoresShutdown: true');
    expect(run.signal('InFlightRequestsDrained')).toBe(3000);
    expect(run.summary.exit).toMatchObject({ code: 0, t: 5000 });
    expect(run.summary.watchesCut).toBe(40);
  });

  test('end by themselves after min-request-timeout to twice that', () => {
    const run = told(`
server: { min-request-timeout: 2s }
clients: [{ name: informers, kind: watch, count: 10 }]
script: [{ at: 10s, signal: SIGTERM }]`);
    for (const { t } of run.of('request.responded')) {
      expect(t).toBeGreaterThan(2000);
      expect(t).toBeLessThan(4100);
    }
    expect(run.summary.outcomes.informers).toEqual({ ok: 10 });
  });
});

describe('clients', () => {
  test('that give up reset their stream: the server aborts the request, the drain does not wait for it', () => {
    const run = told(`
script:
  - { at: 1s, request: { name: impatient, path: /sleep?duration=20s, timeout: 2s } }
  - { at: 2s, signal: SIGTERM }`);
    expect(run.request('impatient')).toMatchObject({ outcome: 'timeout', status: null });
    expect(run.of('request.aborted')[0]).toMatchObject({ reason: 'client' });
    expect(run.signal('InFlightRequestsDrained')).toBeCloseTo(1000, 0);
  });

  test('that give up before an HTTP/1.1 connection is there do not send what waits behind them', () => {
    const run = told(`
connections: [{ name: late, protocol: http/1.1, opensAt: 1h }]
script:
  - { at: 1s, request: { name: impatient, path: /echo, connection: late, timeout: 0ms } }
  - { at: 1s, request: { name: behind, path: /echo, connection: late } }
  - { at: 500ms, signal: SIGKILL }`);
    expect(run.request('impatient')).toMatchObject({ outcome: 'timeout', status: null });
    expect(run.request('behind')).toMatchObject({ outcome: 'refused', status: null });
    expect(run.of('request.arrived')).toEqual([]);
  });

  test('behind a load balancer send nothing until it says healthy, nor once it says unhealthy', () => {
    const run = told(`
server: { shutdown-delay-duration: 5s }
hooks: { postStart: [{ name: boot, takes: 2s }] }
clients:
  - { name: lb, kind: probe, period: 500ms, failureThreshold: 2 }
  - { name: app, kind: steady, rate: 10/s, behind: lb }
script: [{ at: 4s, signal: SIGTERM }]`);
    const [healthy, unhealthy] = run
      .of('probe.changed')
      .filter((change, index) => index > 0 || change.healthy);
    const sent = run.of('request.sent').filter(({ client }) => client === 'app');
    expect(healthy?.healthy).toBe(true);
    expect(unhealthy?.healthy).toBe(false);
    expect(sent[0]?.t).toBeGreaterThan(healthy?.t ?? 0);
    expect(sent.at(-1)?.t).toBeLessThan(unhealthy?.t ?? 0);
  });

  test('on HTTP/2 share one connection up to its limit of streams', () => {
    const run = told(`
server: { http2-max-streams-per-connection: 2 }
clients: [{ name: app, kind: steady, rate: 10/s, takes: 450ms }]
script: [{ at: 2s, signal: SIGTERM }]`);
    expect(run.of('connection.opened').length).toBe(3);
  });

  test('with a chance of GOAWAY change their connection now and then, and lose nothing', () => {
    const run = told(`
server: { goaway-chance: 0.02, shutdown-delay-duration: 0s }
clients: [{ name: app, kind: steady, rate: 50/s, takes: 10ms }]
script: [{ at: 10s, signal: SIGTERM }]`);
    expect(run.of('connection.goaway').length).toBeGreaterThan(3);
    const beforeStop = run.of('request.settled').filter(({ t }) => t < 10_000);
    expect(new Set(beforeStop.map(({ outcome }) => outcome))).toEqual(new Set(['ok']));
  });

  test('whose connection was idle for 90 s find it gone, and open another one', () => {
    const run = told(`
connections: [{ name: kept, protocol: http/1.1 }]
script:
  - { at: 1s, request: { path: /echo, connection: reuse, protocol: h2 } }
  - { at: 1s, request: { path: /echo, connection: kept } }
  - { at: 100s, request: { name: late, path: /echo, connection: reuse, protocol: h2 } }
  - { at: 101s, signal: SIGTERM }`);
    expect(closedAt(run, 'kept')).toBeCloseTo(91_000, 0);
    expect(run.of('connection.goaway')[0]?.t).toBeCloseTo(91_000, -1);
    expect(run.request('late')).toMatchObject({ outcome: 'ok' });
  });
});
