/** An APIService in a live run: its server is a second one, behind the aggregator, and really reached over the network. */
import { afterEach, expect, test } from 'vitest';
import type { LiveRun } from '../../../src/live/types.ts';
import { ask, eventsOf, open } from './ask.ts';
import { eventOf, portOf, startYaml } from './start.ts';

const NAME = 'v1.metrics.example.com';
const SAMPLES = '/apis/metrics.example.com/v1/namespaces/default/samples';
const runs: LiveRun[] = [];

async function start(yaml = '', service = ''): Promise<LiveRun> {
  const run = await startYaml(
    `name: services\nlineage: "1.33"\napiServices: [{ name: ${NAME}, group: metrics.example.com, version: v1${service} }]\n${yaml}`,
  );
  runs.push(run);
  await eventOf(run, 'apiService.changed');
  return run;
}

afterEach(async () => {
  for (const run of runs.splice(0)) {
    run.kill();
    await run.done;
  }
});

function sample(name: string) {
  return { apiVersion: 'metrics.example.com/v1', kind: 'Sample', metadata: { name }, spec: { n: 1 } };
}

test('its requests are passed on, bodies and statuses too, and its watches stream', async () => {
  const run = await start();
  const port = portOf(run);
  const watch = await open(port, { path: `${SAMPLES}?watch=true` });
  expect(watch.status).toBe(200);
  const made = await ask(port, { method: 'POST', path: SAMPLES, body: sample('a') });
  expect(made).toMatchObject({ status: 201, json: { metadata: { name: 'a' } } });
  expect((await eventsOf(watch).next()).value).toMatchObject({
    type: 'ADDED',
    object: { metadata: { name: 'a' } },
  });
  watch.close();
  expect(await ask(port, { path: `${SAMPLES}/b` })).toMatchObject({
    status: 404,
    json: { reason: 'NotFound' },
  });
  expect(await ask(port, { method: 'POST', path: SAMPLES, body: '{' })).toMatchObject({ status: 400 });
  const admitted = run.events.filter(event => event.type === 'request.admitted');
  expect(admitted.map(event => (event.type === 'request.admitted' ? event.answeredBy : null))).toEqual(
    admitted.map(() => NAME),
  );
});

test('its group stands in discovery beside those of the chain', async () => {
  const port = portOf(await start());
  const groups = await ask(port, { path: '/apis' });
  expect(groups.json).toMatchObject({
    kind: 'APIGroupList',
    groups: expect.arrayContaining([
      expect.objectContaining({ name: 'metrics.example.com' }),
      expect.objectContaining({ name: 'coordination.k8s.io' }),
    ]),
  });
  const accept = 'application/json;g=apidiscovery.k8s.io;v=v2;as=APIGroupDiscoveryList';
  const whole = await ask(port, { path: '/apis', headers: { accept } });
  expect(whole.json).toMatchObject({
    kind: 'APIGroupDiscoveryList',
    items: expect.arrayContaining([
      expect.objectContaining({
        metadata: expect.objectContaining({ name: 'metrics.example.com' }),
        versions: [
          expect.objectContaining({ resources: [expect.objectContaining({ resource: 'samples' })] }),
        ],
      }),
    ]),
  });
  const resources = await ask(port, { path: '/apis/metrics.example.com/v1' });
  expect(resources.json).toMatchObject({ kind: 'APIResourceList', groupVersion: 'metrics.example.com/v1' });
  const schemas = await ask(port, { path: '/openapi/v3' });
  expect(schemas.json).toMatchObject({ paths: { 'apis/metrics.example.com/v1': {}, 'api/v1': {} } });
  expect(await ask(port, { path: '/openapi/v3/apis/metrics.example.com/v1' })).toMatchObject({ status: 200 });
});

test('while its server is down it gets 503, and everybody else is answered', async () => {
  const port = portOf(await start('', ', available: false'));
  expect(await ask(port, { path: SAMPLES })).toMatchObject({ status: 503, text: 'service unavailable\n' });
  expect((await ask(port, { path: '/api/v1/namespaces' })).status).toBe(200);
  const services = await ask(port, { path: `/apis/apiregistration.k8s.io/v1/apiservices/${NAME}` });
  expect(services.json).toMatchObject({
    status: { conditions: [{ type: 'Available', status: 'False', reason: 'FailedDiscoveryCheck' }] },
  });
});

test('a server that goes down cuts off its watches; started again, it has what it had', async () => {
  const run = await start();
  const port = portOf(run);
  await ask(port, { method: 'POST', path: SAMPLES, body: sample('kept') });
  const watch = await open(port, { path: `${SAMPLES}?watch=true&resourceVersion=0` });
  const aborted = eventOf(run, 'request.aborted');
  const down = eventOf(
    run,
    'apiService.changed',
    event => event.type === 'apiService.changed' && !event.available,
  );
  expect(run.turnApiService({ name: NAME, available: false })).toEqual({ ok: true });
  await Promise.all([aborted, down]);
  expect(await aborted).toMatchObject({ reason: 'reset' });
  watch.close();
  expect((await ask(port, { path: SAMPLES })).status).toBe(503);
  const { seq } = await down;
  run.turnApiService({ name: NAME, available: true });
  await eventOf(
    run,
    'apiService.changed',
    event => event.type === 'apiService.changed' && event.available && event.seq > seq,
  );
  expect(await ask(port, { path: `${SAMPLES}/kept` })).toMatchObject({ status: 200 });
});

test('an APIService that nobody runs a server for gets 503, as soon as it is registered', async () => {
  const run = await start();
  const port = portOf(run);
  const path = '/apis/other.example.com/v1/things';
  expect((await ask(port, { path })).status).toBe(404);
  const body = {
    apiVersion: 'apiregistration.k8s.io/v1',
    kind: 'APIService',
    metadata: { name: 'v1.other.example.com' },
    spec: {
      group: 'other.example.com',
      version: 'v1',
      groupPriorityMinimum: 100,
      versionPriority: 10,
      service: { namespace: 'default', name: 'other' },
    },
  };
  const made = await ask(port, { method: 'POST', path: '/apis/apiregistration.k8s.io/v1/apiservices', body });
  expect(made.status).toBe(201);
  expect(await ask(port, { path })).toMatchObject({ status: 503, text: 'service unavailable\n' });
});
