/**
 * What the filters do while the server drains, after the tests of k8s.io/apiserver pkg/server/filters
 * (with_retry_after_test.go, watch_termination_test.go) and TestGracefulShutdown of pkg/server: each case against the
 * whole server instead of the one filter. A request in flight holds the drain.
 */
import type { TLSSocket } from 'node:tls';
import { afterEach, describe, expect, test } from 'vitest';
import { askHttp1, h2Client, openHttp1, openingClient, type Reply } from './clients.ts';
import { ToldRun } from './told-run.ts';

const IN_FLIGHT = '/sleep?duration=60s';
const WATCH = '/api/v1/configmaps?watch=true';

let told: ToldRun;

afterEach(async () => {
  told.run.kill();
  await told.run.done;
});

/** A server that has begun to drain, and cannot end it. */
async function startDraining(flags: string, before: () => Promise<void> = async () => {}): Promise<void> {
  told = await ToldRun.start(
    `name: draining\nserver: { shutdown-timeout: 60s, request-timeout: 60s, ${flags} }`,
  );
  void openingClient(told.port, 'h2').get(IN_FLIGHT);
  await told.working(IN_FLIGHT);
  await before();
  told.run.signal('SIGTERM');
  await told.signal('NotAcceptingNewRequest');
}

describe('with retry-after, while it drains', () => {
  const RETRY_AFTER = 'shutdown-send-retry-after: true';

  test.each([
    { path: '/api/v1/namespaces', userAgent: 'test' },
    { path: '/echo?message=late', userAgent: 'kubectl/v1.33.1' },
    { path: '/api/v1/configmaps?watch=true', userAgent: 'test' },
    { path: '/no/such/path', userAgent: 'test' },
    { path: '/echo?message=late', userAgent: 'not-kube-apiserver/1' },
  ])('$path of $userAgent gets 429', async ({ path, userAgent }) => {
    await startDraining(RETRY_AFTER);
    const reply = await openingClient(told.port, 'http/1.1').get(path, userAgent);
    expect(reply).toMatchObject({ status: 429, headers: { 'retry-after': '5', connection: 'close' } });
    expect(told.served(path)).toMatchObject({ rejectedBy: 'retry-after', audit: null });
  });

  test.each([
    { path: '/readyz?verbose', userAgent: 'test', status: 500 },
    { path: '/readyz/ping', userAgent: 'test', status: 200 },
    { path: '/livez?verbose', userAgent: 'test', status: 200 },
    { path: '/healthz?verbose', userAgent: 'test', status: 200 },
    { path: '/metrics?foo=bar', userAgent: 'test', status: 200 },
    { path: '/api/v1/namespaces', userAgent: 'kube-apiserver/v1.33.1', status: 200 },
  ])('$path of $userAgent is exempt', async ({ path, userAgent, status }) => {
    await startDraining(RETRY_AFTER);
    const reply = await openingClient(told.port, 'http/1.1').get(path, userAgent);
    expect(reply).toMatchObject({ status, error: null });
    expect(reply.headers).not.toHaveProperty('retry-after');
    expect(reply.headers.connection).not.toBe('close');
    expect(told.served(path)).toMatchObject({ rejectedBy: null, audit: 'logged' });
  });
});

describe('without retry-after, on a connection that was opened and never used', () => {
  let socket: TLSSocket;
  const open = async (): Promise<void> => {
    socket = await openHttp1(told.port);
  };

  function expectUnavailable(reply: Reply): void {
    expect(reply).toMatchObject({ status: 503, error: null });
    expect(reply.headers).toMatchObject({
      'retry-after': '1',
      'content-type': 'application/json',
      'x-content-type-options': 'nosniff',
      connection: 'close',
    });
    expect(JSON.parse(reply.body)).toMatchObject({
      reason: 'ServiceUnavailable',
      message: 'apiserver is shutting down',
      code: 503,
    });
  }

  test('a request gets 503 from the wait group', async () => {
    await startDraining('', open);
    expectUnavailable(await askHttp1(socket, '/echo?message=late'));
    expect(told.served('/echo?message=late')).toMatchObject({ rejectedBy: 'wait-group', audit: null });
  });

  test('a health check is served, and does not hold the drain', async () => {
    await startDraining('', open);
    const before = told.all('drain.changed').at(-1);
    expect(await askHttp1(socket, '/healthz')).toMatchObject({ status: 200, body: 'ok' });
    expect(told.all('drain.changed').at(-1)).toEqual(before);
  });

  test('a watch gets 503 where watches are drained', async () => {
    await startDraining('shutdown-watch-termination-grace-period: 60s', open);
    expectUnavailable(await askHttp1(socket, WATCH));
    expect(told.served(WATCH)).toMatchObject({ rejectedBy: 'watch-termination', audit: null });
  });
});

describe('a request in flight when the server is told to stop', () => {
  test('is finished and answered, then nobody is served any more', async () => {
    told = await ToldRun.start('name: finishing');
    const client = openingClient(told.port, 'h2');
    const path = '/sleep?duration=1s';
    const reply = client.get(path);
    await told.working(path);
    told.run.signal('SIGTERM');
    await told.signal('HTTPServerStoppedListening');
    expect(told.served(path)?.answeredAt).toBeNull();
    expect(await reply).toMatchObject({ status: 200, body: 'slept 1s\n' });
    expect(await client.get('/echo')).toMatchObject({ status: null, error: 'ECONNREFUSED' });
    expect(await told.exited()).toMatchObject({ code: 0 });
  });

  test('a stream that is opened after the GOAWAY of its connection is ignored', async () => {
    told = await ToldRun.start('name: ignoring');
    const client = h2Client(told.port);
    const path = '/sleep?duration=500ms';
    const reply = client.get(path);
    await told.working(path);
    told.run.signal('SIGTERM');
    await told.signal('HTTPServerStoppedListening');
    // The GOAWAY is on its way: the client has not read it yet.
    const crossing = await client.get('/echo?message=crossing');
    expect(crossing).toMatchObject({ connection: 'reused', status: null });
    expect(told.served('/echo?message=crossing')).toBeNull();
    expect(await reply).toMatchObject({ status: 200 });
    expect(await told.exited()).toMatchObject({ code: 0 });
  });
});

describe('watches, where they are drained', () => {
  test('are ended cleanly, and only they are waited for', async () => {
    told = await ToldRun.start(`
name: watching
server: { shutdown-watch-termination-grace-period: 60s }`);
    const client = h2Client(told.port);
    const paths = Array.from({ length: 5 }, (_item, index) => `${WATCH}&n=${index}`);
    const watches = paths.map(path => client.get(path));
    for (const path of paths) await told.working(path);
    told.run.signal('SIGTERM');
    for (const watch of watches) expect(await watch).toMatchObject({ status: 200, error: null });
    expect(await told.exited()).toMatchObject({ code: 0 });
    for (const path of paths) {
      const { answeredAt, audit } = told.served(path) ?? {};
      expect(audit).toBe('logged');
      expect(answeredAt).toBeGreaterThan(told.seqOf('NotAcceptingNewRequest'));
      expect(answeredAt).toBeLessThan(told.seqOf('InFlightRequestsDrained'));
    }
  });
});
