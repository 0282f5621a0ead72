import { createHash } from 'node:crypto';
import { cp, mkdtemp, readdir, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { LiveProgram } from './live-program.ts';
import { Screen } from './screen.ts';
import { DIST, type StaticServer, serveDist } from './static-server.ts';

let browser: Browser;
let server: StaticServer | null = null;
let screen: Screen;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  await screen.close();
  await server?.close();
  server = null;
});

async function open(url: string): Promise<void> {
  screen = await Screen.open(browser, url, { serviceWorkers: 'allow' });
}

/** Until a worker answers for the page: from then on everything is stored. */
async function untilKept(): Promise<void> {
  await screen.page.evaluate(async () => {
    await navigator.serviceWorker.ready;
    while (!navigator.serviceWorker.controller)
      await new Promise(resolve =>
        navigator.serviceWorker.addEventListener('controllerchange', resolve, { once: true }),
      );
  });
}

/** What a person does with the page, network or not. */
async function useThePage(): Promise<void> {
  await screen.speed(25);
  await screen.untilExit();
  await screen.page.getByRole('tab').last().click();
  await screen.page.locator('.panel svg').first().waitFor();
  await screen.button('Lessons').click();
  await screen.page.getByRole('dialog', { name: 'Lessons' }).getByText('Why not just exit?').first().click();
  await screen.page.getByRole('tab', { name: 'Lesson' }).waitFor();
  await screen.button('EN / 中文').click();
  await expect.poll(() => screen.page.locator('html').getAttribute('lang')).toBe('zh-Hans');
}

describe('after its first load', () => {
  test('the page works without a network, under any path', async () => {
    server = await serveDist({ under: '/a/b/c/' });
    await open(`${server.url}?scenario=slow-hook`);
    await untilKept();
    await server.close();
    await screen.page.context().setOffline(true);
    await screen.page.goto(`${server.url}?scenario=slow-hook`);
    await screen.page.locator('.transport').waitFor();
    await useThePage();
  });

  test('the page of another folder on the same host has its own files', async () => {
    server = await serveDist({ under: '/one/' });
    await open(server.url);
    await untilKept();
    const { url } = server;
    const kept = await screen.page.evaluate(async () => caches.keys());
    expect(kept).toHaveLength(1);
    expect(kept[0]).toContain(url);
    const other = await screen.page.request.get(url.replace('/one/', '/two/'));
    expect(other.status()).toBe(404);
  });
});

describe('a newer build', () => {
  let folder: string;
  afterEach(async () => {
    await rm(folder, { recursive: true, force: true });
  });

  /** Builds the page anew, as far as a browser can tell: every part has another name, as a change of it would give it. */
  async function rebuild(): Promise<void> {
    const assets = await readdir(join(folder, 'assets'));
    const renamed = new Map(assets.map(name => [name, name.replace(/\.(js|css)$/, 'n.$1')]));
    const rewrite = (text: string) =>
      text.replace(/[\w.-]+\.(?:js|css)\b/g, name => renamed.get(name) ?? name);
    const files: Record<string, string> = {};
    for (const path of ['index.html', 'icon.svg', ...assets.map(name => `assets/${name}`)]) {
      const text = rewrite(await readFile(join(folder, path), 'utf8'));
      const content = path === 'index.html' ? text.replace('<title>', '<meta name="newer"><title>') : text;
      await rm(join(folder, path));
      await writeFile(join(folder, rewrite(path)), content);
      files[rewrite(path)] = `sha256-${createHash('sha256').update(content).digest('base64')}`;
    }
    const worker = await readFile(join(folder, 'service-worker.js'), 'utf8');
    await writeFile(
      join(folder, 'service-worker.js'),
      worker.replace(
        /^const BUILD=\{.*?\}\};/,
        () => `const BUILD=${JSON.stringify({ version: 'newer', files })};`,
      ),
    );
  }

  test('is shown with the next load and kept in its turn; the page before it is never half of each', async () => {
    folder = await mkdtemp(join(tmpdir(), 'lastcall-dist-'));
    await cp(DIST, folder, { recursive: true });
    server = await serveDist({ folder });
    const { url } = server;
    await open(`${url}?scenario=slow-hook`);
    await untilKept();
    const old = screen.page;
    await rebuild();
    const page = await old.context().newPage();
    await page.goto(`${url}?scenario=slow-hook`);
    await page.locator('meta[name=newer]').waitFor({ state: 'attached' });
    await page.locator('.transport').waitFor();
    // The one that was open learns of it, and goes on with the parts of its own build.
    await old.getByText('A new version of this page is there.').waitFor();
    expect(await page.getByText('A new version of this page is there.').count()).toBe(0);
    await screen.button('EN / 中文').click();
    await expect.poll(() => old.locator('html').getAttribute('lang')).toBe('zh-Hans');
    await server.close();
    await page.goto(`${url}?scenario=slow-hook`);
    await page.locator('meta[name=newer]').waitFor({ state: 'attached' });
    await page.locator('.transport').waitFor();
    expect(screen.errors).toEqual([]);
  });

  test('that is only half there is not kept', async () => {
    folder = await mkdtemp(join(tmpdir(), 'lastcall-dist-'));
    await cp(DIST, folder, { recursive: true });
    server = await serveDist({ folder });
    const { url } = server;
    await open(`${url}?scenario=slow-hook`);
    await untilKept();
    const worker = join(folder, 'service-worker.js');
    const content = await readFile(worker, 'utf8');
    await writeFile(
      worker,
      content.replace(/"version":"\w+"/, '"version":"half"').replace(/sha256-\w/g, 'sha256-x'),
    );
    const failed = await screen.page.evaluate(async () => {
      const registration = await navigator.serviceWorker.ready;
      const found = new Promise<ServiceWorker | null>(resolve =>
        registration.addEventListener('updatefound', () => resolve(registration.installing), { once: true }),
      );
      await registration.update().catch(() => {});
      const installing = await found;
      while (installing && installing.state !== 'redundant')
        await new Promise(resolve => installing.addEventListener('statechange', resolve, { once: true }));
      return installing?.state;
    });
    expect(failed).toBe('redundant');
    await server.close();
    await screen.page.reload();
    await screen.page.locator('.transport').waitFor();
    expect(await screen.page.evaluate(async () => (await caches.keys()).length)).toBe(1);
  });
});

describe('the page of lastcall serve', () => {
  let program: LiveProgram;
  afterEach(async () => {
    await program.stop();
  });

  test('is live while the program runs, and simulates when it does not', async () => {
    program = await LiveProgram.start('slow-hook');
    const { url } = program;
    await open(`${url}?mode=live`);
    await untilKept();
    await screen.page.reload();
    await screen.page.locator('.evidence.live').waitFor();
    const kept = await screen.page.evaluate(async () => {
      const names = await caches.keys();
      const requests = await Promise.all(names.map(async name => (await caches.open(name)).keys()));
      return requests.flat().map(request => new URL(request.url).pathname);
    });
    expect(kept).toContain('/index.html');
    expect(kept.filter(path => path.startsWith('/api'))).toEqual([]);
    await program.stop();
    await screen.page.goto(`${url}?scenario=slow-hook`);
    await screen.page.locator('.evidence.simulated').waitFor();
    await useThePage();
  });
});
