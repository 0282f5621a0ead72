/** The control API where others can reach it, or a workshop is held. */
import { once } from 'node:events';
import { mkdir, writeFile } from 'node:fs/promises';
import { request as httpRequest } from 'node:http';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { WebSocket } from 'ws';
import { hostInUrl, ownAddresses } from '../../../src/api/addresses.ts';
import { Secret } from '../../../src/api/secret.ts';
import { readOwnLessons } from '../../../src/lessons/own-lessons.ts';
import { ApiFixture } from './fixture.ts';

let api: ApiFixture;

afterEach(() => api.close());

const ORDER = { scenario: 'graceful', mode: 'simulate' };
/** An address of this machine that is not loopback; a machine without any cannot be reached from elsewhere. */
const [outside] = ownAddresses();

async function expose(): Promise<Secret> {
  const secret = new Secret();
  api = await ApiFixture.start({ serve: { host: '0.0.0.0', secret } });
  return secret;
}

async function refusal(socket: WebSocket): Promise<number> {
  const [, response] = await once(socket, 'unexpected-response');
  response.resume();
  return response.statusCode;
}

describe('where others can reach it', () => {
  test('everybody reads, and only who knows the secret changes anything', async () => {
    const secret = await expose();
    expect((await api.send('GET', '/api/runs')).status).toBe(200);
    for (const [method, path] of [
      ['POST', '/api/runs'],
      ['POST', '/api/runs/run-1/signals'],
      ['DELETE', '/api/runs/run-1'],
      ['PUT', '/api/anything'],
    ] as const) {
      const answer = await api.send(method, path, method === 'DELETE' ? undefined : ORDER);
      expect(answer.status).toBe(401);
      expect(answer.headers['www-authenticate']).toMatch(/^Bearer/);
      expect(answer.headers['content-type']).toContain('application/problem+json');
      expect((answer.body as { detail: string }).detail).toContain('lastcall serve');
      expect(answer.text).not.toContain(secret.text);
    }
    const authorization = `Bearer ${secret.text}`;
    expect((await api.send('POST', '/api/runs', ORDER, { authorization })).status).toBe(201);
    expect((await api.send('DELETE', '/api/runs/run-1', undefined, { authorization })).status).toBe(204);
  });

  test('who guesses is told to wait; who offers nothing has not guessed', async () => {
    const { text } = await expose();
    const post = (authorization?: string) =>
      api.send('POST', '/api/runs', ORDER, authorization === undefined ? {} : { authorization });
    for (let n = 0; n < 5; n++) expect((await post()).status).toBe(401);
    for (const wrong of ['Bearer x', `Bearer ${text}x`, `Bearer ${text.toLowerCase()}.`])
      expect((await post(wrong)).status).toBe(401);
    const waiting = await post(`Bearer ${text}`);
    expect([waiting.status, waiting.headers['retry-after']]).toEqual([429, '1']);
    expect((await post(`Basic ${text}`)).status).toBe(401);
  });

  test('its own addresses are fine as Host and Origin, whatever else points to it is not', async () => {
    await expose();
    const get = async (headers: Record<string, string>) =>
      (await api.send('GET', '/api/scenarios', undefined, headers)).status;
    for (const address of ownAddresses()) {
      const host = `${hostInUrl(address)}:${api.server.port}`;
      expect(await get({ host, origin: `http://${host}` })).toBe(200);
    }
    for (const host of ['evil.example', '203.0.113.77', '[2001:db8::77]'])
      expect(await get({ host })).toBe(403);
    expect(await get({ origin: 'http://203.0.113.77' })).toBe(403);
  });

  test.skipIf(outside === undefined)(
    'machines that are inspected here are seen from here alone',
    async () => {
      await expose();
      await writeFile(join(api.pageFolder, 'inspect.html'), 'machines');
      const { port } = api.server;
      const host = outside as string;
      const pageStatus = await new Promise(resolve => {
        httpRequest({ host, port, path: '/inspect' }, response => {
          response.resume();
          resolve(response.statusCode);
        }).end();
      });
      expect(pageStatus).toBe(403);
      const socket = (path: string) => new WebSocket(`ws://${hostInUrl(host)}:${port}${path}`);
      for (const path of ['/inspect', '/api/inspect', '/']) expect(await refusal(socket(path))).toBe(403);
      expect((await api.send('GET', '/inspect')).text).toBe('machines');
    },
  );

  test('its links name every address', async () => {
    await expose();
    const hosts = ownAddresses().filter(address => !address.includes(':'));
    const expected = hosts.length === 0 ? ['127.0.0.1'] : hosts;
    expect(api.server.urls).toEqual(expected.map(host => `http://${host}:${api.server.port}/`));
  });
});

describe('the pages of a workshop', () => {
  const paths = ['/j', '/present', '/notes'];

  test('are the page, when one is held', async () => {
    api = await ApiFixture.start({ serve: { workshop: {}, secret: new Secret() } });
    await writeFile(join(api.pageFolder, 'index.html'), '<title>Lastcall</title>');
    for (const path of paths) {
      expect((await api.send('GET', path)).text).toContain('Lastcall');
      // The page's own addresses are relative.
      expect((await api.send('GET', `${path}/`)).headers.location).toBe(path);
    }
    expect((await api.send('GET', '/api/workshop')).status).toBe(426);
    expect((await api.send('POST', '/api/runs', ORDER)).status).toBe(401);
  });

  test('say how to hold one, when none is', async () => {
    api = await ApiFixture.start();
    for (const path of [...paths, '/api/workshop']) {
      const answer = await api.send('GET', path);
      expect(answer.status).toBe(404);
      expect((answer.body as { detail: string }).detail).toContain('serve --workshop');
    }
    expect(await refusal(api.follow('/api/workshop'))).toBe(404);
  });
});

test('lessons of somebody’s own are handed out as their files are now', async () => {
  let folder = '/no/such/folder';
  api = await ApiFixture.start({ serve: { ownLessons: () => readOwnLessons(folder) } });
  const missing = await api.send('GET', '/api/lessons');
  expect([missing.status, (missing.body as { detail: string }).detail]).toEqual([
    500,
    'cannot read /no/such/folder: no such file or folder',
  ]);
  folder = join(api.pageFolder, 'lessons');
  for (const name of ['b-second', 'a-first', 'notes']) await mkdir(join(folder, name), { recursive: true });
  await writeFile(join(folder, 'a-first', 'lesson.yaml'), 'minutes: 5\n');
  await writeFile(join(folder, 'b-second', 'lesson.yaml'), 'minutes: 6\n');
  await writeFile(join(folder, 'a-first', 'en.md'), '# First\n');
  expect((await api.send('GET', '/api/lessons')).body).toEqual([
    { name: 'a-first', yaml: 'minutes: 5\n', texts: { en: '# First\n', zh: null } },
    { name: 'b-second', yaml: 'minutes: 6\n', texts: { en: null, zh: null } },
  ]);
  await writeFile(join(folder, 'a-first', 'zh.md'), '# 第一课\n');
  const [first] = await readOwnLessons(join(folder, 'a-first'));
  expect(first?.texts.zh).toBe('# 第一课\n');
  await expect(readOwnLessons(join(folder, 'notes'))).rejects.toThrow('it has no lesson.yaml');
});
