/**
 * The same questions to the versions before 1.25, each where its answer is another one: while a pre-shutdown hook
 * outlasts the delay (TestPreShutdownHooks of k8s.io/apiserver 1.23 and 1.24 pkg/server), while the delay runs, and on
 * connections that the HTTP server's Shutdown leaves open.
 */
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { askHttp1, h2Client, openHttp1, openingClient, type Reply } from './clients.ts';
import { ToldRun } from './told-run.ts';

const IN_FLIGHT = '/sleep?duration=60s';
const REFUSED = { status: null, error: 'ECONNREFUSED' };

let told: ToldRun;

afterEach(async () => {
  told.run.kill();
  await told.run.done;
});

const echo = (name: string): string => `/echo?message=${name}`;

/** How the hook's own call ended. */
async function hookCall(): Promise<{ readonly outcome: string; readonly status: number | null }> {
  const { request } = await told.event('request.sent', event => event.name === 'hook-call');
  return told.event('request.settled', event => event.request === request);
}

const HOOK = `
hooks:
  preShutdown:
    - name: hook
      takes: never
      calls: [{ at: 300ms, path: '/echo?message=hook', name: hook-call }]`;

describe.each(['1.22', '1.23'])('%s, a hook outlasts the delay', lineage => {
  test('the port is closed all the same: new requests and the own calls of the hook are refused', async () => {
    told = await ToldRun.start(`
name: hooks-cut-off
lineage: '${lineage}'
server: { shutdown-delay-duration: 100ms, shutdown-timeout: 60s }
${HOOK}`);
    const path = '/sleep?duration=1s';
    const inFlight = openingClient(told.port, 'h2').get(path);
    await told.working(path);
    told.run.signal('SIGTERM');
    await told.signal('HTTPServerStoppedListening');
    expect(await openingClient(told.port, 'h2').get(echo('new'))).toMatchObject(REFUSED);
    expect(await hookCall()).toMatchObject({ outcome: 'refused', status: null });
    expect(await inFlight).toMatchObject({ status: 200 });
    await told.signal('InFlightRequestsDrained');
    // Run still waits for the hook.
    expect(told.all('process.exited')).toEqual([]);
    told.finishHook('hook');
    expect(await told.exited()).toMatchObject({ code: 0, reason: 'completed' });
    expect(told.shutdownSignals).toEqual([
      'ShutdownInitiated',
      'AfterShutdownDelayDuration',
      'HTTPServerStoppedListening',
      'InFlightRequestsDrained',
    ]);
  });
});

describe('1.23 with retry-after, a hook outlasts the delay', () => {
  test('requests get 429 from the end of the delay on, and the port closes when they have drained', async () => {
    told = await ToldRun.start(`
name: retry-after
lineage: '1.23'
server: { shutdown-delay-duration: 100ms, shutdown-send-retry-after: true }
${HOOK}`);
    const path = '/sleep?duration=1s';
    const kept = h2Client(told.port);
    const inFlight = kept.get(path);
    await told.working(path);
    told.run.signal('SIGTERM');
    await told.signal('AfterShutdownDelayDuration');
    const replies = [
      await openingClient(told.port, 'h2').get(echo('new')),
      await kept.get(echo('kept')),
      await openingClient(told.port, 'http/1.1').get(echo('new-http1')),
    ];
    for (const reply of replies) {
      expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '5' } });
      expect(told.served(reply.path)).toMatchObject({ rejectedBy: 'retry-after', audit: null });
    }
    expect(await hookCall()).toMatchObject({ outcome: 'rejected', status: 429 });
    expect(await inFlight).toMatchObject({ status: 200 });
    await told.signal('HTTPServerStoppedListening');
    expect(await openingClient(told.port, 'h2').get(echo('late'))).toMatchObject(REFUSED);
    expect(told.all('hook.finished').map(event => event.name)).not.toContain('hook');
    told.finishHook('hook');
    expect(await told.exited()).toMatchObject({ code: 0, reason: 'completed' });
    expect(told.shutdownSignals).toEqual([
      'ShutdownInitiated',
      'AfterShutdownDelayDuration',
      'InFlightRequestsDrained',
      'HTTPServerStoppedListening',
    ]);
  });
});

describe.each([
  { retryAfter: false, status: 503, seconds: '1', filter: 'wait-group' },
  { retryAfter: true, status: 429, seconds: '5', filter: 'retry-after' },
])('1.24, a hook outlasts the delay, shutdown-send-retry-after: $retryAfter', expected => {
  test('the port stays open, but requests and the own calls of the hook are turned away', async () => {
    told = await ToldRun.start(`
name: hook-turned-away
lineage: '1.24'
server: { shutdown-delay-duration: 100ms, shutdown-send-retry-after: ${expected.retryAfter} }
${HOOK}`);
    const kept = h2Client(told.port);
    expect(await kept.get(echo('before'))).toMatchObject({ status: 200 });
    told.run.signal('SIGTERM');
    await told.signal('InFlightRequestsDrained');
    const replies = [
      await openingClient(told.port, 'h2').get(echo('new')),
      await kept.get(echo('kept')),
      await openingClient(told.port, 'http/1.1').get(echo('new-http1')),
    ];
    for (const reply of replies) {
      expect(reply).toMatchObject({
        status: expected.status,
        headers: { 'retry-after': expected.seconds },
      });
      expect(told.served(reply.path)).toMatchObject({ rejectedBy: expected.filter, audit: null });
    }
    expect(await hookCall()).toMatchObject({ outcome: 'rejected', status: expected.status });
    expect(told.all('listener.closed')).toEqual([]);
    told.finishHook('hook');
    await told.signal('HTTPServerStoppedListening');
    expect(await openingClient(told.port, 'h2').get(echo('late'))).toMatchObject(REFUSED);
    expect(await told.exited()).toMatchObject({ code: 0, reason: 'completed' });
  });
});

describe('the delay', () => {
  test.each([
    { lineage: '1.16', status: 200 },
    { lineage: '1.20', status: 500 },
  ])('of $lineage: /readyz answers $status', async ({ lineage, status }) => {
    told = await ToldRun.start(`
name: delay
lineage: '${lineage}'
server: { shutdown-delay-duration: 60s }`);
    told.run.signal('SIGTERM');
    await told.event('process.signalled');
    const client = openingClient(told.port, 'h2');
    expect(await client.get('/readyz')).toMatchObject({ status });
    expect(await client.get('/healthz')).toMatchObject({ status: 200 });
    expect(await client.get(echo('new'))).toMatchObject({ status: 200 });
  });
});

describe('a connection that was opened and never used, while requests drain', () => {
  let socket: TLSSocket;

  async function stop(lineage: string): Promise<Reply> {
    told = await ToldRun.start(`
name: never-used
lineage: '${lineage}'
server: { shutdown-timeout: 60s, request-timeout: 60s }`);
    void openingClient(told.port, 'h2').get(IN_FLIGHT);
    await told.working(IN_FLIGHT);
    socket = await openHttp1(told.port);
    told.run.signal('SIGTERM');
    await told.event('listener.closed');
    return askHttp1(socket, echo('late'));
  }

  test.each(['1.10', '1.14', '1.16'])('of %s: a request gets 500 in plain text', async lineage => {
    expect(await stop(lineage)).toMatchObject({
      status: 500,
      body: 'apiserver is shutting down.\n',
      headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
    });
    expect(told.served(echo('late'))).toMatchObject({ rejectedBy: 'wait-group' });
  });

  test('of 1.20: a request is still served, because Shutdown has not returned', async () => {
    expect(await stop('1.20')).toMatchObject({ status: 200, body: 'late\n' });
    expect(told.served(echo('late'))).toMatchObject({ rejectedBy: null });
  });

  test.each(['1.22', '1.23', '1.24'])('of %s: a request gets 503', async lineage => {
    expect(await stop(lineage)).toMatchObject({ status: 503, headers: { 'retry-after': '1' } });
    expect(told.served(echo('late'))).toMatchObject({ rejectedBy: 'wait-group' });
  });
});

describe('SIGTERM before 1.25', () => {
  test.each(['1.10', '1.14', '1.16', '1.20', '1.22', '1.23', '1.24'])(
    'on %s: the request in flight is finished and answered, then Run returns',
    async lineage => {
      told = await ToldRun.start(`name: finishing\nlineage: '${lineage}'`);
      const path = '/sleep?duration=1s';
      const reply = openingClient(told.port, 'h2').get(path);
      await told.working(path);
      told.run.signal('SIGTERM');
      await told.event('listener.closed');
      expect(await openingClient(told.port, 'h2').get(echo('new'))).toMatchObject(REFUSED);
      await told.event('request.responded', event => event.request === told.served(path)?.id);
      // Until 1.18 nobody waits for the response to be written, so the exit may cut it off.
      const whole = { status: 200, error: null };
      const isCutPossible = ['1.10', '1.14', '1.16'].includes(lineage);
      if (!isCutPossible || (await reply).error === null) expect(await reply).toMatchObject(whole);
      expect(await told.exited()).toMatchObject({ code: 0, reason: 'completed' });
    },
  );

  test('on 1.6: kills the process, with the request in flight', async () => {
    told = await ToldRun.start(`name: killed\nlineage: '1.6'`);
    const reply = openingClient(told.port, 'h2').get(IN_FLIGHT);
    await told.working(IN_FLIGHT);
    told.run.signal('SIGTERM');
    expect(await told.exited()).toMatchObject({ code: 143, reason: 'killed' });
    expect(await reply).toMatchObject({ status: null });
    expect(told.all('signal.fired').map(event => event.name)).toEqual([]);
    expect(told.served(IN_FLIGHT)).toMatchObject({ answeredAt: null, audit: 'lost' });
  });
});
