import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createWebSocketInspector } from '@statelyai/inspect';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { createActor, createMachine } from 'xstate';
import type { HubFrame } from '../../../machines/inspect/hub-frames.ts';
import { ApiFixture } from './fixture.ts';

let api: ApiFixture;

beforeEach(async () => {
  api = await ApiFixture.start();
});

afterEach(() => api.close());

/** A page that watches; `until` resolves with the first frame that fits, also one of before. */
function openPage() {
  const socket = api.follow('/api/inspect', { origin: `http://127.0.0.1:${api.server.port}` });
  const frames: HubFrame[] = [];
  const looks: (() => void)[] = [];
  socket.on('message', data => {
    frames.push(JSON.parse(String(data)));
    for (const look of looks) look();
  });
  const until = (isWanted: (frame: HubFrame) => boolean): Promise<HubFrame> =>
    new Promise(resolve => {
      const look = (): void => {
        const found = frames.find(isWanted);
        if (found) resolve(found);
      };
      looks.push(look);
      look();
    });
  return { socket, frames, until };
}

const says = (word: string) => (frame: HubFrame) => frame.kind === 'said' && frame.text.includes(word);

const light = createMachine({
  id: 'light',
  initial: 'green',
  states: { green: { on: { next: 'red' } }, red: {} },
});

test.each(['/inspect', ''])(
  'createWebSocketInspector shows an application to pages that are there and to those that come later: at %j',
  async path => {
    const early = openPage();
    const inspector = createWebSocketInspector({ url: `ws://127.0.0.1:${api.server.port}${path}` });
    const actor = createActor(light, { inspect: inspector.inspect }).start();
    actor.send({ type: 'next' });
    await early.until(says('"value":"red"'));
    expect(early.frames[0]).toEqual({ kind: 'attached', app: 'ws-1', origin: null });
    const late = openPage();
    await late.until(says('"value":"red"'));
    expect(late.frames).toEqual(early.frames);
    inspector.stop();
    await early.until(({ kind }) => kind === 'left');
  },
);

test('a page of another site is not heard before somebody allows it, and need not ask twice', async () => {
  const page = openPage();
  await once(page.socket, 'open');
  const foreign = api.follow('/inspect', { origin: 'https://example.org' });
  await once(foreign, 'open');
  foreign.send('{"type":"@xstate.event","first":1}');
  expect(await page.until(({ kind }) => kind === 'asks')).toEqual({
    kind: 'asks',
    app: 'ws-1',
    origin: 'https://example.org',
  });
  expect(page.frames.some(({ kind }) => kind === 'said')).toBe(false);
  page.socket.send(JSON.stringify({ app: 'ws-1', allow: true }));
  await page.until(says('first'));
  const again = api.follow('/inspect', { origin: 'https://example.org' });
  await once(again, 'open');
  again.send('second');
  await page.until(says('second'));
});

test('a page of another site that is refused is cut off, and cannot come back', async () => {
  const page = openPage();
  await once(page.socket, 'open');
  const foreign = api.follow('/inspect', { origin: 'https://example.org' });
  await page.until(({ kind }) => kind === 'asks');
  page.socket.send(JSON.stringify({ app: 'ws-1', allow: false }));
  const [code] = await once(foreign, 'close');
  expect(code).toBe(1008);
  const again = api.follow('/inspect', { origin: 'https://example.org' });
  again.on('error', () => {});
  const [, response] = await once(again, 'unexpected-response');
  expect(response.statusCode).toBe(403);
});

test.each([
  ['/api/inspect', { origin: 'https://example.org' }],
  ['/api/inspect', { host: 'rebound.example.org' }],
  ['/inspect', { host: 'rebound.example.org' }],
])('nobody else may watch, or reach it under another name: %s %o', async (path, headers) => {
  const socket = api.follow(path, headers as Record<string, string>);
  socket.on('error', () => {});
  const [, response] = await once(socket, 'unexpected-response');
  expect(response.statusCode).toBe(403);
});

test('of an application that talks without end the newest is kept, and what tells of its actors', async () => {
  const app = api.follow('/inspect');
  await once(app, 'open');
  app.send('{"type":"@xstate.actor","sessionId":"x:0"}');
  for (let n = 0; n < 5000; n++) app.send(`{"type":"@xstate.event","n":${n}}`);
  const watching = openPage();
  await watching.until(says('"n":4999'));
  const late = openPage();
  await late.until(says('"n":4999'));
  expect(late.frames.length).toBeLessThan(2100);
  expect(late.frames[1]).toMatchObject({ kind: 'said', text: expect.stringContaining('@xstate.actor') });
  expect(app.readyState).toBe(WebSocket.OPEN);
});

test('applications of this machine may frame the inspector, and nobody may frame the page', async () => {
  await writeFile(join(api.pageFolder, 'inspect.html'), 'the inspector');
  await writeFile(join(api.pageFolder, 'index.html'), 'the page');
  const inspector = await api.send('GET', '/inspect');
  expect([inspector.status, inspector.text]).toEqual([200, 'the inspector']);
  expect(inspector.headers['content-security-policy']).toContain('http://localhost:*');
  expect((await api.send('GET', '/')).headers['content-security-policy']).toBe("frame-ancestors 'none'");
});
