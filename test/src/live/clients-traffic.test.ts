/** The clients of a live run against a small server on real sockets: who sends what, when it begins and when it ends. */
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { ScenarioSource } from '../../../machines/scenario/schema.ts';
import { type Draft, TestHandler, TestRun, TestServer } from './clients-fixture.ts';

let handler: TestHandler;
let server: TestServer;
let run: TestRun;

function start(source: Omit<ScenarioSource, 'name'>, script = true): TestRun {
  run = new TestRun(source, server.address, script);
  return run;
}

function sentBy(client: string): Draft<'request.sent'>[] {
  return run.of('request.sent').filter(event => event.client === client);
}

beforeEach(async () => {
  handler = new TestHandler();
  server = await TestServer.start(handler.handle);
});

afterEach(async () => {
  await run.clients.stop();
  await server.stop();
});

describe('a steady client', () => {
  test('sends request after request on one connection, also at more than a thousand a second', async () => {
    start({ clients: [{ name: 'app', kind: 'steady', rate: '5/ms', takes: '1ms..3ms' }] });
    await run.until(() => run.of('request.settled').length >= 100);
    expect(new Set(sentBy('app').map(event => event.path))).toEqual(
      new Set(['/sleep?duration=1ms', '/sleep?duration=2ms', '/sleep?duration=3ms']),
    );
    expect(run.of('request.settled').every(event => event.outcome === 'ok')).toBe(true);
    expect(server.accepted).toBeLessThan(5);
    expect(run.clients.unsettled).toBe(run.of('request.sent').length - run.of('request.settled').length);
  });

  test('opens a connection for each request and closes it after the response when it wants new ones', async () => {
    start({
      clients: [
        { name: 'h2', kind: 'steady', rate: '200/s', path: '/200', connection: 'new' },
        { name: 'h1', kind: 'steady', rate: '200/s', path: '/200', connection: 'new', protocol: 'http/1.1' },
      ],
    });
    await run.until(() => run.of('request.settled').length >= 10);
    run.hasExited = true;
    await run.until(() => run.clients.unsettled === 0);
    await server.connections(0);
    expect(run.newConnections).not.toContain(false);
    expect(server.accepted).toBe(run.of('request.sent').length);
  });

  test('sends nothing while the probe in front of it says unhealthy', async () => {
    start({
      clients: [
        { name: 'probe', kind: 'probe', period: '1h' },
        { name: 'behind', kind: 'steady', rate: '1/ms', behind: 'probe' },
        { name: 'beside', kind: 'steady', rate: '1/ms' },
      ],
    });
    run.isHealthy = false;
    await run.until(() => sentBy('beside').length >= 20);
    expect(sentBy('behind')).toEqual([]);
    run.isHealthy = true;
    await run.until(() => sentBy('behind').length >= 5);
  });

  test('stops when the process has exited and the script is over', async () => {
    start({
      clients: [{ name: 'app', kind: 'steady', rate: '1/ms' }],
      script: [{ at: '60ms', request: { name: 'last', path: '/200' } }],
    });
    run.hasExited = true;
    await run.settled('last');
    const sent = sentBy('app').length;
    expect(sent).toBeGreaterThan(0);
    await run.until(() => run.clients.unsettled === 0);
    expect(await run.ask('/200')).toMatchObject({ outcome: 'ok' });
    expect(sentBy('app').length).toBeLessThanOrEqual(sent + 1);
  });
});

describe('a probe', () => {
  test('tells the kernel of every answer: success, failure, and none in time', async () => {
    start({
      clients: [
        { name: 'good', kind: 'probe', period: '20ms', path: '/200' },
        { name: 'bad', kind: 'probe', period: '20ms', path: '/500', protocol: 'http/1.1' },
        { name: 'slow', kind: 'probe', period: '1h', path: '/hold', timeout: '20ms', connection: 'reuse' },
      ],
    });
    const answers = (client: string): boolean[] =>
      run.inputs.flatMap(input =>
        input.type === 'probe.answered' && input.client === client ? [input.ok] : [],
      );
    await run.until(() => ['good', 'bad', 'slow'].every(client => answers(client).length > 0));
    await run.until(() => answers('good').length > 1);
    expect(answers('good')).not.toContain(false);
    expect(answers('bad')).not.toContain(true);
    expect(answers('slow')).toEqual([false]);
    expect(sentBy('good')[0]).toMatchObject({ kind: 'probe', newConnection: true });
    expect(handler.agents).toContain('kube-probe/1');
  });
});

describe('watches', () => {
  test('share a connection up to the number of streams that the server takes', async () => {
    start({
      server: { 'http2-max-streams-per-connection': 4 },
      clients: [{ name: 'informers', kind: 'watch', count: 9, interval: '250ms', ignoresShutdown: true }],
    });
    await handler.until(() => handler.streams.length === 9);
    expect(server.accepted).toBe(3);
    expect(sentBy('informers')).toHaveLength(9);
    expect(sentBy('informers')[0]).toMatchObject({
      kind: 'watch',
      path: '/api/v1/configmaps?watch=true&interval=250ms&ignore-shutdown=1',
    });
    for (const response of handler.streams) response.end('{}\n');
    await run.until(() => run.clients.unsettled === 0);
    expect(run.of('request.settled').every(event => event.outcome === 'ok' && event.status === 200)).toBe(
      true,
    );
  });

  test('have connections of their own when the scenario says so, which stay open', async () => {
    start({ clients: [{ name: 'informers', kind: 'watch', count: 3, connection: 'new' }] });
    await handler.until(() => handler.streams.length === 3);
    expect(server.accepted).toBe(3);
    for (const response of handler.streams) response.end();
    await run.until(() => run.clients.unsettled === 0);
    expect(server.sockets.size).toBe(3);
  });
});

describe('the script', () => {
  const SOURCE: Omit<ScenarioSource, 'name'> = {
    connections: [
      { name: 'raw', opensAt: '1ms' },
      { name: 'old', protocol: 'http/1.1' },
    ],
    script: [
      { at: '30ms', signal: 'SIGTERM' },
      { at: '20ms', request: { name: 'kept', path: '/200', connection: 'new' } },
      { at: '20ms', request: { name: 'closed', path: '/200', connection: 'new', keepAlive: false } },
      { at: '40ms', request: { name: 'named', path: '/200', connection: 'raw' } },
      { request: { path: '/200', connection: 'raw', afterGoaway: true } },
    ],
  };

  test('sends its signals and requests in the order of their times', async () => {
    start(SOURCE);
    expect(run.clients.scriptLeft).toBe(4);
    const left: number[] = [];
    run.clients.onProgress(() => left.push(run.clients.scriptLeft));
    await run.settled('named');
    expect(run.inputs).toEqual([{ type: 'signal', signal: 'SIGTERM', by: 'script' }]);
    expect(run.of('request.sent').map(event => [event.name, event.newConnection])).toEqual([
      ['kept', true],
      ['closed', true],
      ['named', false],
    ]);
    expect(left.at(-1)).toBe(0);
    // The two named connections and the one that is kept.
    await server.connections(3);
    expect([...run.ports.values()].sort()).toEqual(['old', 'raw', 'script', 'script']);
  });

  test('leaves its signals to a person when told so', async () => {
    start(SOURCE, false);
    expect(run.clients.scriptLeft).toBe(3);
    await run.settled('named');
    expect(run.inputs).toEqual([]);
    expect(run.clients.scriptLeft).toBe(0);
  });
});

test("a hook's calls share a connection and carry its user agent", async () => {
  start({
    hooks: {
      preShutdown: [
        {
          name: 'deregister',
          calls: [
            { at: '0s', path: '/200', name: 'one' },
            { at: '0s', path: '/201', method: 'POST' },
          ],
        },
      ],
    },
  });
  const [hook] = run.scenario.hooks.preShutdown;
  if (!hook) throw new Error('the scenario has a hook');
  run.clients.hookCall(hook, 0);
  expect(await run.settled('one')).toMatchObject({ outcome: 'ok', status: 200 });
  run.clients.hookCall(hook, 1);
  run.clients.hookCall(hook, 2);
  await run.until(() => run.of('request.settled').length === 2);
  expect(sentBy('hook/deregister').map(event => [event.kind, event.method, event.newConnection])).toEqual([
    ['hook', 'GET', true],
    ['hook', 'POST', false],
  ]);
  expect(handler.agents).toEqual(['lastcall-hook/1', 'lastcall-hook/1']);
});

describe('a person', () => {
  test('asks for a connection that exists', () => {
    start({ connections: [{ name: 'raw', opensAt: '1h' }] });
    expect(() => run.clients.request({ path: '/', connection: 'rwa' })).toThrow(
      'there is no connection "rwa"',
    );
  });

  test('stops everything at once: all sockets are closed and nothing more is recorded', async () => {
    start({
      clients: [
        { name: 'app', kind: 'steady', rate: '1/ms', connection: 'new' },
        { name: 'informers', kind: 'watch', count: 3 },
        { name: 'informers1', kind: 'watch', protocol: 'http/1.1' },
      ],
      connections: [{ name: 'raw' }, { name: 'late', opensAt: '1h' }],
      script: [{ at: '1h', request: { path: '/200' } }],
    });
    run.clients.request({ path: '/hold', connection: 'reuse' });
    await handler.until(() => handler.streams.length === 4 && handler.held.has('/hold'));
    const stopped = run.clients.stop();
    const recorded = run.events.length;
    await stopped;
    await server.connections(0);
    await run.clients.stop();
    expect(run.events.length).toBe(recorded);
    expect(run.timers.size).toBe(0);
    expect(() => run.clients.request({ path: '/200', connection: 'reuse' })).toThrow('the run has ended');
  });
});
