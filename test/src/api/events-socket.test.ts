import { once } from 'node:events';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { WebSocket } from 'ws';
import { eventLine, headerLine } from '../../../machines/recording/writer.ts';
import type { FakeLiveRun } from '../fake-live-run.ts';
import { ApiFixture } from './fixture.ts';

let api: ApiFixture;
let id: string;
let live: FakeLiveRun;

beforeEach(async () => {
  api = await ApiFixture.start();
  id = await api.startRun({ scenario: 'graceful', mode: 'live' });
  live = api.lives[0] as FakeLiveRun;
});

afterEach(() => api.close());

/** Collects messages; `next` resolves when there are that many. */
function collect(socket: WebSocket) {
  const lines: string[] = [];
  const waiting: { count: number; resolve: () => void }[] = [];
  socket.on('message', data => {
    lines.push(String(data));
    for (const { count, resolve } of waiting) if (lines.length >= count) resolve();
  });
  return {
    lines,
    until: (count: number) =>
      new Promise<void>(resolve => {
        if (lines.length >= count) resolve();
        else waiting.push({ count, resolve });
      }),
  };
}

async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

test('the header comes first, then all so far, then what happens, each a line of the recording', async () => {
  const socket = api.follow(`/api/runs/${id}/events`);
  const { lines, until } = collect(socket);
  await until(3);
  live.happen({ type: 'signal.fired', name: 'MuxAndDiscoveryComplete' });
  live.happen({ type: 'note', text: 'a line\nbreak' });
  await until(5);
  expect(lines).toEqual([headerLine(live.header), ...live.events.map(eventLine)]);
  socket.terminate();
});

test('the socket is closed when the run has ended and everything has been sent', async () => {
  const socket = api.follow(`/api/runs/${id}/events`);
  const { lines, until } = collect(socket);
  await until(3);
  const closed = once(socket, 'close');
  live.exit(0, 'completed');
  expect((await closed)[0]).toBe(1000);
  expect(lines).toHaveLength(1 + live.events.length);
});

test('a run that has ended is sent whole', async () => {
  live.exit(0, 'completed');
  const simulated = await api.startRun({ scenario: 'graceful', mode: 'simulate' });
  for (const run of [id, simulated]) {
    const socket = api.follow(`/api/runs/${run}/events`);
    const { lines } = collect(socket);
    await once(socket, 'close');
    expect(lines).toHaveLength(4);
  }
});

test('a client that reads slowly misses nothing', async () => {
  const text = 'x'.repeat(10_000);
  const socket = api.follow(`/api/runs/${id}/events`);
  const { lines, until } = collect(socket);
  await until(3);
  socket.pause();
  for (let count = 0; count < 1000; count++) live.happen({ type: 'note', text });
  // Time for the server to fill its buffer and to begin waiting; with less the test would only ask for less.
  await new Promise(resolve => setTimeout(resolve, 100));
  const closed = once(socket, 'close');
  socket.resume();
  live.exit(0, 'completed');
  await closed;
  expect(lines.slice(1)).toEqual(live.events.map(eventLine));
});

test('what clients send is ignored, too much of it ends the connection', async () => {
  const socket = api.follow(`/api/runs/${id}/events`);
  await once(socket, 'open');
  socket.send('hello');
  const closed = once(socket, 'close');
  socket.send('x'.repeat(2000));
  expect((await closed)[0]).toBe(1009);
});

describe('an upgrade is refused', () => {
  test('for a foreign Origin or Host', async () => {
    expect(await refusal(api.follow(`/api/runs/${id}/events`, { origin: 'https://evil.example' }))).toBe(403);
    expect(await refusal(api.follow(`/api/runs/${id}/events`, { host: 'evil.example' }))).toBe(403);
  });

  test('for a run or a path that does not exist', async () => {
    expect(await refusal(api.follow('/api/runs/run-9/events'))).toBe(404);
    expect(await refusal(api.follow('/somewhere'))).toBe(404);
  });
});
