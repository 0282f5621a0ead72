import { mkdir, rm, symlink, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { ApiFixture } from './fixture.ts';

let api: ApiFixture;

beforeAll(async () => {
  api = await ApiFixture.start();
  const { pageFolder } = api;
  await mkdir(join(pageFolder, 'assets'));
  await writeFile(join(pageFolder, 'index.html'), '<!doctype html><title>Lastcall</title>');
  await writeFile(join(pageFolder, 'assets', 'index-1a2b.js'), 'export {};');
  await writeFile(join(pageFolder, 'icon.svg'), '<svg/>');
  await writeFile(`${pageFolder}-secret.txt`, 'secret');
  await symlink(`${pageFolder}-secret.txt`, join(pageFolder, 'link.txt'));
});

afterAll(async () => {
  await rm(`${api.pageFolder}-secret.txt`);
  await api.close();
});

describe('the control API answers', () => {
  test.each(['localhost', 'localhost:8700', '127.0.0.1:8700', '127.1.2.3', '[::1]:8700', 'LOCALHOST'])(
    'the Host %s',
    async host => {
      expect((await api.send('GET', '/api/scenarios', undefined, { host })).status).toBe(200);
    },
  );

  test.each(['http://localhost:5173', 'http://127.0.0.1:8700', 'http://[::1]:8700'])(
    'the Origin %s',
    async origin => {
      expect((await api.send('POST', '/api/runs', {}, { origin })).status).toBe(400);
    },
  );
});

describe('the control API refuses', () => {
  test.each([
    'evil.example',
    'evil.example:8700',
    'localhost.evil.example',
    '127.0.0.1.evil.example',
    '0x7f.evil',
    'localhost@evil.example',
    '10.0.0.1',
  ])('the Host %s', async host => {
    const answer = await api.send('GET', '/api/scenarios', undefined, { host });
    expect([400, 403]).toContain(answer.status);
    expect(answer.text).not.toContain('graceful');
  });

  test.each([
    'https://evil.example',
    'http://localhost.evil.example',
    'null',
    'file://',
    'chrome-extension://abc',
    '',
  ])('the Origin "%s"', async origin => {
    const answer = await api.send('POST', '/api/runs', { scenario: 'graceful', mode: 'live' }, { origin });
    expect(answer.status).toBe(403);
    expect(answer.headers['content-type']).toContain('application/problem+json');
    expect(api.lives).toHaveLength(0);
  });

  test('to let other pages frame it or read it', async () => {
    const { headers } = await api.send('GET', '/api/scenarios');
    expect(headers['content-security-policy']).toBe("frame-ancestors 'none'");
    expect(headers['x-content-type-options']).toBe('nosniff');
    expect(headers).not.toHaveProperty('access-control-allow-origin');
  });
});

describe('the page', () => {
  test.each([
    ['/', 'text/html; charset=utf-8', 'no-cache'],
    ['/index.html', 'text/html; charset=utf-8', 'no-cache'],
    ['/icon.svg?v=1', 'image/svg+xml', 'no-cache'],
    ['/assets/index-1a2b.js', 'text/javascript; charset=utf-8', 'max-age=31536000, immutable'],
  ])('has %s as %s', async (path, type, caching) => {
    const { status, headers } = await api.send('GET', path);
    expect([status, headers['content-type'], headers['cache-control']]).toEqual([200, type, caching]);
  });

  test('answers every other path itself, because the address says what it shows', async () => {
    for (const path of ['/run/graceful', '/unknown.txt', '/assets-of-mine']) {
      expect((await api.send('GET', path)).text).toContain('<title>Lastcall</title>');
    }
  });

  test('comes compressed to those who can read it', async () => {
    const script = 'export const text = "a page has much of the same";\n'.repeat(100);
    const path = '/assets/long-3c4d.js';
    await writeFile(join(api.pageFolder, path), script);
    const plain = await api.send('GET', path, undefined, { 'accept-encoding': 'br, gzip;q=0' });
    expect(plain).toMatchObject({ text: script, headers: { vary: 'accept-encoding' } });
    const get = async (): Promise<string> => {
      const response = await fetch(`${api.server.url.slice(0, -1)}${path}`);
      expect(response.headers.get('content-encoding')).toBe('gzip');
      expect(Number(response.headers.get('content-length'))).toBeLessThan(script.length / 10);
      return response.text();
    };
    expect(await get()).toBe(script);
    await writeFile(join(api.pageFolder, path), script.toUpperCase());
    expect(await get()).toBe(script.toUpperCase());
  });

  test('has no page in place of a script that is missing', async () => {
    expect((await api.send('GET', '/assets/index-0000.js')).status).toBe(404);
  });

  test('answers HEAD without a body, and nothing else', async () => {
    expect(await api.send('HEAD', '/icon.svg')).toMatchObject({ status: 200, text: '' });
    expect((await api.send('POST', '/icon.svg')).status).toBe(405);
  });

  test.each([
    '/../secret.txt',
    '/..%2f..%2f..%2fetc/passwd',
    '/%2e%2e/%2e%2e/etc/passwd',
    '/assets/..%2f..%2f..%2f..%2fetc%2fpasswd',
    '//etc/passwd',
    '/%00',
    '/%',
    '/link.txt',
    '/..%5c..%5cetc',
  ])('does not leave its folder for %s', async path => {
    const { text } = await api.send('GET', path);
    expect(text).not.toMatch(/secret|root:/);
  });
});

test('a page that has not been built says how to build it', async () => {
  const empty = await ApiFixture.start();
  const answer = await empty.send('GET', '/');
  await empty.close();
  expect(answer).toMatchObject({ status: 503, text: expect.stringContaining('npm run build') });
});
