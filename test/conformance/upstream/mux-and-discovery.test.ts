/**
 * Requests before all HTTP paths are installed, after TestMuxAndDiscoveryComplete of k8s.io/apiserver pkg/server and
 * the tests of its not-found handler (kubernetes pkg/util/notfoundhandler).
 */
import { afterEach, describe, expect, test } from 'vitest';
import { openingClient, type Reply } from './clients.ts';
import { ToldRun } from './told-run.ts';

let told: ToldRun;

afterEach(async () => {
  told.run.kill();
  await told.run.done;
});

const TOO_EARLY =
  'the request has been made before all known HTTP paths have been installed, please try again';

function expectTooEarly(reply: Reply): void {
  expect(reply).toMatchObject({ status: 503, error: null });
  expect(reply.headers['retry-after']).toBe('5');
  expect(JSON.parse(reply.body)).toMatchObject({
    kind: 'Status',
    status: 'Failure',
    reason: 'ServiceUnavailable',
    code: 503,
    message: TOO_EARLY,
    details: { retryAfterSeconds: 5 },
  });
}

describe('until MuxAndDiscoveryComplete', () => {
  test('an unknown path is told to come again, and from then on it is not found', async () => {
    told = await ToldRun.start('name: mux\nserver: { mux-delay: 500ms }');
    const client = openingClient(told.port, 'h2');
    const replies: Reply[] = [];
    do replies.push(await client.get(`/no/such/path?try=${replies.length}`));
    while (replies.at(-1)?.status !== 404 && replies.length < 10_000);
    const complete = told.seqOf('MuxAndDiscoveryComplete');
    const early = replies.filter(reply => (told.served(reply.path)?.answeredAt ?? 0) < complete);
    const late = replies.filter(reply => !early.includes(reply));
    expect(early.length).toBeGreaterThan(0);
    expect(late).toHaveLength(1);
    for (const reply of early) expectTooEarly(reply);
    expect(late[0]).toMatchObject({ status: 404, body: '404 page not found\n' });
  });

  test('one server of the chain that has its paths is not enough: the last one makes it complete', async () => {
    told = await ToldRun.start(`
name: mux
servers: { aggregator: { mux-delay: 200ms }, apiextensions: { mux-delay: 600ms } }`);
    const client = openingClient(told.port, 'h2');
    const first = await told.event('server.muxCompleted', event => event.name === 'aggregator');
    expectTooEarly(await client.get('/no/such/path'));
    const last = await told.event('server.muxCompleted', event => event.name === 'apiextensions');
    const complete = await told.signal('MuxAndDiscoveryComplete');
    expect(first.seq).toBeLessThan(last.seq);
    expect(complete.seq).toBeGreaterThan(last.seq);
    expect(told.served('/no/such/path')?.answeredAt).toBeLessThan(last.seq);
    expect(await client.get('/no/such/path/any/more')).toMatchObject({ status: 404 });
  });

  test('a known path is served, and the server is ready', async () => {
    told = await ToldRun.start('name: mux\nserver: { mux-delay: never }');
    const client = openingClient(told.port, 'h2');
    expect(await client.get('/echo?message=known')).toMatchObject({ status: 200, body: 'known\n' });
    expect(await client.get('/readyz')).toMatchObject({ status: 200 });
    expectTooEarly(await client.get('/no/such/path'));
    expect(told.all('signal.fired').map(event => event.name)).not.toContain('MuxAndDiscoveryComplete');
  });

  test('a server that is stopped before it never completes: an unknown path is told the same to the end', async () => {
    told = await ToldRun.start(`
name: mux
server: { mux-delay: never }
hooks: { preShutdown: [{ name: hook, takes: never }] }`);
    const client = openingClient(told.port, 'h2');
    told.run.signal('SIGTERM');
    await told.signal('AfterShutdownDelayDuration');
    expectTooEarly(await client.get('/no/such/path'));
    told.finishHook('hook');
    expect(await told.exited()).toMatchObject({ code: 0 });
    expect(told.all('signal.fired').map(event => event.name)).not.toContain('MuxAndDiscoveryComplete');
  });
});
