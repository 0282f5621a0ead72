/** The API of a live run, as clients see it on the wire: bodies, watches, and what stays when the server goes. */
import { afterEach, describe, expect, test } from 'vitest';
import type { Protocol } from '../../../machines/recording/events.ts';
import { StoredObjects } from '../../../src/live/stored-objects.ts';
import type { LiveRun } from '../../../src/live/types.ts';
import { ask, eventsOf, open } from './ask.ts';
import { eventOf, portOf, startYaml } from './start.ts';

const runs: LiveRun[] = [];

async function start(yaml = '', options: Parameters<typeof startYaml>[1] = {}): Promise<LiveRun> {
  const run = await startYaml(`name: api\nlineage: "1.33"\n${yaml}`, options);
  runs.push(run);
  return run;
}

afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.kill();
    await run.done;
  }
});

const CONFIGMAPS = '/api/v1/namespaces/default/configmaps';
const PROTOCOLS: readonly Protocol[] = ['h2', 'http/1.1'];

function configMap(name: string, data: Readonly<Record<string, string>> = {}) {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name }, data };
}

describe.each(PROTOCOLS)('on %s', protocol => {
  test('objects are made, read, changed and taken away', async () => {
    const port = portOf(await start());
    const made = await ask(port, {
      method: 'POST',
      path: CONFIGMAPS,
      body: configMap('a', { x: '1' }),
      protocol,
    });
    expect(made).toMatchObject({ status: 201, json: { metadata: { name: 'a', namespace: 'default' } } });
    const path = `${CONFIGMAPS}/a`;
    const patched = await ask(port, {
      method: 'PATCH',
      path,
      body: { data: { y: '2' } },
      headers: { 'content-type': 'application/merge-patch+json' },
      protocol,
    });
    expect(patched).toMatchObject({ status: 200, json: { data: { x: '1', y: '2' } } });
    expect(await ask(port, { path, protocol })).toMatchObject({ status: 200, json: { data: { y: '2' } } });
    expect(await ask(port, { method: 'DELETE', path, protocol })).toMatchObject({ status: 200 });
    expect(await ask(port, { path, protocol })).toMatchObject({
      status: 404,
      json: { kind: 'Status', reason: 'NotFound', code: 404 },
    });
  });

  test('a watch streams what happens, and its answer begins before anything has', async () => {
    const port = portOf(await start());
    const watch = await open(port, { path: `${CONFIGMAPS}?watch=true`, protocol });
    expect(watch.status).toBe(200);
    const events = eventsOf(watch);
    await ask(port, { method: 'POST', path: CONFIGMAPS, body: configMap('seen'), protocol });
    await ask(port, { method: 'DELETE', path: `${CONFIGMAPS}/seen`, protocol });
    expect((await events.next()).value).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: 'seen' } },
    });
    expect((await events.next()).value).toMatchObject({ type: 'DELETED' });
    watch.close();
  });

  test('a watch ends when the time that its client asked for is over', async () => {
    const port = portOf(await start('', { speed: 20 }));
    const watch = await open(port, { path: `${CONFIGMAPS}?watch=true&timeoutSeconds=1`, protocol });
    expect(await eventsOf(watch).next()).toEqual({ done: true, value: undefined });
    watch.close();
  });

  test.each([
    ['says how long it is', { 'content-length': String(3 * 1024 * 1024 + 1) }],
    ['does not say so', { 'transfer-encoding': 'chunked' }],
  ])('a body over 3 MiB that %s is refused with a Status', async (_, headers) => {
    const port = portOf(await start());
    const body = 'x'.repeat(3 * 1024 * 1024 + 1);
    // HTTP/2 has no transfer codings: a body without a length is simply one without a length.
    const fitting = protocol === 'h2' && 'transfer-encoding' in headers ? {} : headers;
    const refused = await ask(port, { method: 'POST', path: CONFIGMAPS, body, headers: fitting, protocol });
    expect(refused).toMatchObject({
      status: 413,
      json: {
        kind: 'Status',
        reason: 'RequestEntityTooLarge',
        message: 'Request entity too large: limit is 3145728',
      },
    });
    // The server works on.
    expect((await ask(port, { path: CONFIGMAPS, protocol })).status).toBe(200);
  });

  test.each([
    ['malformed JSON', CONFIGMAPS, '{"kind":', 400, 'BadRequest'],
    [
      'another kind',
      CONFIGMAPS,
      { apiVersion: 'v1', kind: 'Pod', metadata: { name: 'a' } },
      400,
      'BadRequest',
    ],
    ['a bad name', CONFIGMAPS, configMap('A b'), 422, 'Invalid'],
    ['a namespace that is not there', '/api/v1/namespaces/none/configmaps', configMap('a'), 404, 'NotFound'],
  ])('%s gets a Status', async (_, path, body, status, reason) => {
    const port = portOf(await start());
    const answer = await ask(port, { method: 'POST', path, body, protocol });
    expect(answer).toMatchObject({
      status,
      json: { kind: 'Status', status: 'Failure', reason, code: status },
    });
  });
});

test('a watcher that does not read is cut off and misses nothing without knowing; others go on', async () => {
  const run = await start();
  const port = portOf(run);
  const slow = await open(port, { path: `${CONFIGMAPS}?watch=true`, protocol: 'http/1.1' });
  const quick = await open(port, { path: `${CONFIGMAPS}?watch=true` });
  const ended = eventOf(
    run,
    'request.responded',
    event => event.type === 'request.responded' && event.status === 200 && watches.has(event.request),
  );
  const watches = new Set(
    run.events.flatMap(event =>
      event.type === 'request.arrived' && event.path?.includes('watch=true') ? [event.request] : [],
    ),
  );
  expect(watches.size).toBe(2);
  const large = { text: 'x'.repeat(500_000) };
  const seen = eventsOf(quick);
  let isCut = false;
  void ended.then(() => {
    isCut = true;
  });
  let made = 0;
  for (; !isCut; made++) {
    const n = made;
    await ask(port, { method: 'POST', path: CONFIGMAPS, body: configMap(`n${n}`, large) });
    expect((await seen.next()).value).toMatchObject({
      type: 'ADDED',
      object: { metadata: { name: `n${n}` } },
    });
  }
  // What was on its way is still read, to the proper end of the stream.
  const names: string[] = [];
  for await (const { object } of eventsOf(slow)) names.push(object.metadata.name);
  expect(names).toEqual(names.map((_, n) => `n${n}`));
  expect(names.length).toBeLessThan(made);
  slow.close();
  quick.close();
}, 60_000);

test('watches of the API end when the shutdown asks watches to', async () => {
  const run = await start('server: { shutdown-watch-termination-grace-period: 10s }', { speed: 10 });
  const watch = await open(portOf(run), { path: `${CONFIGMAPS}?watch=true` });
  run.signal('SIGTERM');
  expect(await eventsOf(watch).next()).toEqual({ done: true, value: undefined });
  watch.close();
  await run.done;
  expect(run.events.find(event => event.type === 'process.exited')).toMatchObject({ code: 0 });
});

test('what is stored outlives the server, as in etcd, and a run of its own begins with nothing', async () => {
  const stored = new StoredObjects();
  const first = await start('', { registry: stored.registryOf('1.33') });
  await ask(portOf(first), { method: 'POST', path: CONFIGMAPS, body: configMap('kept') });
  first.kill();
  await first.done;
  const second = await start('', { registry: stored.registryOf('1.25') });
  expect((await ask(portOf(second), { path: `${CONFIGMAPS}/kept` })).status).toBe(200);
  const alone = await start();
  expect((await ask(portOf(alone), { path: `${CONFIGMAPS}/kept` })).status).toBe(404);
});

test('the recording says which server of the chain answered', async () => {
  const run = await start();
  const port = portOf(run);
  const paths = [
    '/readyz',
    '/apis',
    CONFIGMAPS,
    '/apis/apiextensions.k8s.io/v1/customresourcedefinitions',
    '/nowhere',
  ];
  for (const path of paths) await ask(port, { path });
  const pathOf = new Map(
    run.events.flatMap(event => (event.type === 'request.arrived' ? [[event.request, event.path]] : [])),
  );
  const answered = run.events.flatMap(event =>
    event.type === 'request.admitted' ? [[pathOf.get(event.request), event.answeredBy]] : [],
  );
  expect(answered).toEqual([
    ['/readyz', 'aggregator'],
    ['/apis', 'aggregator'],
    [CONFIGMAPS, 'kube-apiserver'],
    ['/apis/apiextensions.k8s.io/v1/customresourcedefinitions', 'apiextensions'],
    ['/nowhere', 'not-found'],
  ]);
});
