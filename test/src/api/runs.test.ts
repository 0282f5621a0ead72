import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { RunDetails, RunInfo } from '../../../machines/api.ts';
import { readRecording } from '../../../machines/recording/reader.ts';
import { ApiFixture } from './fixture.ts';

let api: ApiFixture;

beforeEach(async () => {
  api = await ApiFixture.start();
});

afterEach(() => api.close());

async function refused(
  method: string,
  path: string,
  body?: unknown,
): Promise<{ status: number; detail: string }> {
  const answer = await api.send(method, path, body);
  expect(answer.headers['content-type']).toContain('application/problem+json');
  const problem = answer.body as { status: number; detail: string; title: string };
  expect(problem.status).toBe(answer.status);
  expect(problem.title).not.toBe('');
  return problem;
}

test('GET /api/scenarios has the library with its YAML', async () => {
  const { body } = await api.send('GET', '/api/scenarios');
  expect(body).toMatchObject([
    { name: 'graceful', description: 'Nobody is cut off', yaml: expect.stringContaining('SIGTERM') },
    {},
  ]);
});

describe('a simulated run', () => {
  test('has ended when it has been started, and its recording can be read', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'simulate' });
    const details = (await api.send('GET', `/api/runs/${id}`)).body as RunDetails;
    expect(details).toMatchObject({
      id,
      mode: 'simulate',
      scenario: 'graceful',
      state: 'ended',
      address: null,
      events: 3,
    });
    expect(details.summary).toMatchObject({ scenario: 'graceful', mode: 'simulate', origin: 'start' });
    const recording = await api.send('GET', `/api/runs/${id}/recording`);
    expect(recording.headers['content-type']).toContain('application/jsonl');
    expect(readRecording(recording.text)).toMatchObject({ ok: true, cut: null });
  });

  test('is made from YAML text, and from a scenario as an object', async () => {
    await api.startRun({ scenario: 'name: mine\n', mode: 'simulate' });
    await api.startRun({ scenario: { name: 'theirs', seed: 3 }, mode: 'simulate' });
    const list = (await api.send('GET', '/api/runs')).body as RunInfo[];
    expect(list.map(run => run.scenario)).toEqual(['theirs', 'mine']);
  });

  test('cannot be acted on', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'simulate' });
    expect(await refused('POST', `/api/runs/${id}/signals`, { signal: 'SIGTERM' })).toMatchObject({
      status: 409,
    });
    const fault = { kind: 'connection.reset', connection: 'c1' };
    expect(await refused('POST', `/api/runs/${id}/faults`, { fault })).toMatchObject({ status: 409 });
  });
});

describe('a live run', () => {
  test('leaves the signals of the script to the person unless it is asked to send them', async () => {
    await api.startRun({ scenario: 'graceful', mode: 'live' });
    expect(api.lives[0]?.options).toMatchObject({ script: false, speed: 1 });
    api.lives[0]?.exit(0, 'completed');
    await api.startRun({ scenario: 'graceful', mode: 'live', script: true, speed: 10 });
    expect(api.lives[1]?.options).toMatchObject({ script: true, speed: 10 });
  });

  test('takes signals and requests', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const sent = await api.send('POST', `/api/runs/${id}/requests`, {
      path: '/echo',
      connection: 'new',
      protocol: 'http/1.1',
    });
    expect(sent).toMatchObject({ status: 202, body: { request: 'r1' } });
    expect(api.lives[0]?.requests).toEqual([{ path: '/echo', connection: 'new', protocol: 'http/1.1' }]);
    expect((await api.send('POST', `/api/runs/${id}/signals`, { signal: 'SIGTERM' })).status).toBe(202);
    expect(api.lives[0]?.signals).toEqual(['SIGTERM']);
  });

  test('has the server of an APIService go down and come up, and says when there is none', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const path = `/api/runs/${id}/api-services`;
    const turn = { name: 'v1.metrics.example.com', available: false };
    expect(await api.send('POST', path, turn)).toMatchObject({ status: 202 });
    expect(await refused('POST', path, { ...turn, name: 'v1.none.example.com' })).toMatchObject({
      status: 409,
    });
    expect(await refused('POST', path, { name: turn.name })).toMatchObject({ status: 400 });
    expect((await api.send('GET', path)).headers.allow).toBe('POST');
  });

  test('takes faults, and says why one cannot be', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const fault = { kind: 'connection.reset', connection: 'c1' };
    const answer = await api.send('POST', `/api/runs/${id}/faults`, { fault });
    expect(answer).toMatchObject({ status: 202, body: { fault } });
    expect(api.lives[0]?.events.at(-1)).toMatchObject({ type: 'fault.injected', fault });
    const problem = await refused('POST', `/api/runs/${id}/faults`, {
      fault: { kind: 'request.abort', request: 'r99' },
    });
    expect(problem).toMatchObject({
      status: 409,
      detail: expect.stringContaining('there is no request r99 in flight'),
    });
    expect((await api.send('GET', `/api/runs/${id}/faults`)).headers.allow).toBe('POST');
  });

  test('fills in how many probes are lost when nobody says it', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const answer = await api.send('POST', `/api/runs/${id}/faults`, {
      fault: { kind: 'probe.lose', client: 'lb' },
    });
    expect(answer.body).toEqual({ fault: { kind: 'probe.lose', client: 'lb', count: 3 } });
  });

  test('shows where it listens, and summarizes what has happened so far', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const details = (await api.send('GET', `/api/runs/${id}`)).body as RunDetails;
    expect(details).toMatchObject({ state: 'running', address: '127.0.0.1:6443', summary: { exit: null } });
  });

  test('keeps a second one away until it has exited', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const problem = await refused('POST', '/api/runs', { scenario: 'graceful', mode: 'live' });
    expect(problem).toMatchObject({ status: 409, detail: expect.stringContaining(`DELETE /api/runs/${id}`) });
    await api.startRun({ scenario: 'graceful', mode: 'simulate' });
    api.lives[0]?.exit(0, 'completed');
    await api.startRun({ scenario: 'graceful', mode: 'live' });
  });

  test('that has exited makes room for the next one, and its clients do not meet that', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    api.lives[0]?.happen({ type: 'process.exited', code: 0, reason: 'completed' });
    expect((await api.send('GET', `/api/runs/${id}`)).body).toMatchObject({ state: 'running' });
    expect(await refused('POST', `/api/runs/${id}/signals`, { signal: 'SIGTERM' })).toMatchObject({
      status: 409,
    });
    await api.startRun({ scenario: 'graceful', mode: 'live' });
    expect(api.lives[0]?.ended).toBe(true);
    expect(api.lives[1]?.ended).toBe(false);
  });

  test('is ended by DELETE, and its recording is kept', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    expect((await api.send('DELETE', `/api/runs/${id}`)).status).toBe(204);
    expect(api.lives[0]?.signals).toEqual(['SIGKILL']);
    expect((await api.send('GET', `/api/runs/${id}`)).body).toMatchObject({
      state: 'ended',
      summary: { exit: { reason: 'killed' } },
    });
    expect((await api.send('DELETE', `/api/runs/${id}`)).status).toBe(204);
    expect(await refused('POST', `/api/runs/${id}/signals`, { signal: 'SIGTERM' })).toMatchObject({
      status: 409,
    });
  });

  test('says what is wrong with a request that it cannot send', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const problem = await refused('POST', `/api/runs/${id}/requests`, {
      path: '/echo',
      connection: 'nowhere',
    });
    expect(problem).toMatchObject({ status: 400, detail: 'there is no connection "nowhere"' });
  });
});

describe('at most one live run', () => {
  test('also when the first is still starting', async () => {
    await api.close();
    let open: () => void = () => {};
    const opened = new Promise<void>(resolve => {
      open = resolve;
    });
    const { FakeLiveRun } = await import('../fake-live-run.ts');
    api = await ApiFixture.start({ startLive: async options => opened.then(() => new FakeLiveRun(options)) });
    const first = api.send('POST', '/api/runs', { scenario: 'graceful', mode: 'live' });
    const second = await api.send('POST', '/api/runs', { scenario: 'graceful', mode: 'live' });
    open();
    const statuses = [(await first).status, second.status];
    expect(statuses).toEqual([201, 409]);
  });

  test('and one that cannot start leaves the place free', async () => {
    await api.close();
    let attempts = 0;
    const { FakeLiveRun } = await import('../fake-live-run.ts');
    api = await ApiFixture.start({
      startLive: async options => {
        if (attempts++ === 0) throw new Error('port 6443 is taken');
        return new FakeLiveRun(options);
      },
    });
    expect(await refused('POST', '/api/runs', { scenario: 'graceful', mode: 'live' })).toMatchObject({
      status: 503,
      detail: 'the live server did not start: port 6443 is taken',
    });
    await api.startRun({ scenario: 'graceful', mode: 'live' });
  });
});

describe('a bad request is answered with what would be right', () => {
  test.each([
    ['no JSON', 'scenario=graceful', 'the body must be a JSON object'],
    ['no object', '7', 'expected object'],
    ['no mode', { scenario: 'graceful' }, 'mode: '],
    ['an unknown mode', { scenario: 'graceful', mode: 'dream' }, 'mode: '],
    ['an unknown key', { scenario: 'graceful', mode: 'live', sped: 3 }, 'sped'],
    ['a speed of 0', { scenario: 'graceful', mode: 'live', speed: 0 }, 'speed: '],
    ['a speed over 1000', { scenario: 'graceful', mode: 'live', speed: 1001 }, 'speed: '],
    ['a misspelt name', { scenario: 'gracefull', mode: 'live' }, 'did you mean "graceful"?'],
    ['a scenario that is no text', { scenario: 3, mode: 'live' }, 'scenario: must be a name'],
    [
      'a broken scenario',
      { scenario: 'name: x\nseeed: 3\n', mode: 'live' },
      'line 2, column 1: seeed: unknown key',
    ],
    ['a broken object', { scenario: { name: 'x', seed: -1 }, mode: 'live' }, 'seed: must be at least 0'],
  ])('%s', async (_, body, detail) => {
    expect(await refused('POST', '/api/runs', body)).toMatchObject({
      status: 400,
      detail: expect.stringContaining(detail),
    });
    expect(api.lives).toHaveLength(0);
  });

  test('with every place where a scenario is wrong', async () => {
    const { body } = await api.send('POST', '/api/runs', {
      scenario: 'name: x\nseeed: 3\npot: {}\n',
      mode: 'simulate',
    });
    expect(body).toMatchObject({
      problems: [
        { line: 2, column: 1 },
        { line: 3, column: 1 },
      ],
    });
  });

  test.each([
    ['signals', { signal: 'SIGHUP' }],
    ['signals', {}],
    ['requests', { path: 'echo' }],
    ['requests', { path: '/a b' }],
    ['faults', {}],
    ['faults', { fault: { kind: 'request.abort' } }],
    ['faults', { fault: { kind: 'probe.lose', client: 'lb', count: 0 } }],
  ])('POST %s with %j', async (what, body) => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    expect(await refused('POST', `/api/runs/${id}/${what}`, body)).toMatchObject({ status: 400 });
  });

  test('a fault of an unknown kind, with those that there are', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const problem = await refused('POST', `/api/runs/${id}/faults`, { fault: { kind: 'explode' } });
    expect(problem).toMatchObject({
      status: 400,
      detail: expect.stringContaining(
        'must be one of request.abort, request.stall, connection.reset, hook.hang',
      ),
    });
  });

  test('a body over 1 MiB', async () => {
    const scenario = `name: big\ndescription: ${'x'.repeat(1_100_000)}\n`;
    expect(await refused('POST', '/api/runs', { scenario, mode: 'simulate' })).toMatchObject({ status: 413 });
  });

  test('a body over 1 MiB that does not say how long it is', async () => {
    const answer = await api.send('POST', '/api/runs', 'x'.repeat(1_100_000), {
      'transfer-encoding': 'chunked',
    });
    expect(answer.status).toBe(413);
  });

  test('a run that does not exist', async () => {
    for (const path of ['/api/runs/run-9', '/api/runs/run-9/recording', '/api/runs/run-9/events']) {
      expect(await refused('GET', path)).toMatchObject({ status: 404 });
    }
  });

  test('a path or a method that the API does not have', async () => {
    expect(await refused('GET', '/api/nothing')).toMatchObject({ status: 404 });
    expect(await refused('PUT', '/api/runs')).toMatchObject({ status: 405 });
    expect((await api.send('PUT', '/api/runs')).headers.allow).toBe('GET, POST');
  });

  test('the events without a WebSocket', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    expect(await refused('GET', `/api/runs/${id}/events`)).toMatchObject({ status: 426 });
  });
});

describe('what is kept has a bound', () => {
  const ids = async (): Promise<string[]> =>
    ((await api.send('GET', '/api/runs')).body as RunInfo[]).map(run => run.id);

  test('the oldest runs that have ended are forgotten, the live one is not', async () => {
    await api.close();
    api = await ApiFixture.start({ limits: { runs: 3, eventsPerRun: 100, events: 1000 } });
    const live = await api.startRun({ scenario: 'graceful', mode: 'live' });
    for (let count = 0; count < 4; count++) await api.startRun({ scenario: 'graceful', mode: 'simulate' });
    expect(await ids()).toEqual(['run-5', 'run-4', live]);
  });

  test('long runs push out more of the older ones', async () => {
    await api.close();
    api = await ApiFixture.start({
      limits: { runs: 10, eventsPerRun: 100, events: 250 },
      simulatedEvents: 100,
    });
    for (let count = 0; count < 4; count++) await api.startRun({ scenario: 'graceful', mode: 'simulate' });
    expect(await ids()).toEqual(['run-4', 'run-3']);
  });

  test('a simulation that does not end is given up', async () => {
    await api.close();
    api = await ApiFixture.start({
      limits: { runs: 10, eventsPerRun: 50, events: 250 },
      simulatedEvents: 1e9,
    });
    expect(await refused('POST', '/api/runs', { scenario: 'graceful', mode: 'simulate' })).toMatchObject({
      status: 422,
    });
    expect(await ids()).toEqual([]);
  });
});

describe('the audit log', () => {
  test('of a live run is JSON lines, with how many older events are gone', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'live' });
    const answer = await api.send('GET', `/api/runs/${id}/audit`);
    expect(answer.status).toBe(200);
    expect(answer.headers['content-type']).toContain('application/jsonl');
    expect(answer.headers['x-events-forgotten']).toBe('0');
    expect(answer.text).toBe('{"kind":"Event","auditID":"1"}\n');
  });

  test('of a simulated run there is none', async () => {
    const id = await api.startRun({ scenario: 'graceful', mode: 'simulate' });
    expect((await refused('GET', `/api/runs/${id}/audit`)).detail).toContain('only a live server');
  });
});
