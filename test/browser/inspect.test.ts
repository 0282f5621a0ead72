import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import type { Browser, BrowserContext, Page } from 'playwright-core';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { WebSocketServer } from 'ws';
import { startNodeApp } from '../inspect/xstate4/node-app.ts';
import { violations } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { type AppHost, hostApps } from './inspect-apps.ts';
import { LiveProgram } from './live-program.ts';

let browser: Browser;
let apps: AppHost;
let program: LiveProgram;

beforeAll(async () => {
  [browser, apps, program] = await Promise.all([launchChromium(), hostApps(), LiveProgram.start('graceful')]);
});

afterAll(async () => {
  await browser.close();
  await apps.close();
  await program.stop();
});

/** An application's page, and a function that sends its machine an event. */
interface App {
  readonly context: BrowserContext;
  readonly page: Page;
  readonly call: (what: string, argument?: string) => Promise<void>;
}

async function openApp(address: string): Promise<App> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  await page.goto(address);
  return { context, page, call: (what, argument) => call(page, what, argument) };
}

async function call(page: Page, what: string, argument?: string): Promise<void> {
  await page.evaluate(
    ([name, value]) =>
      (window as unknown as Record<string, (value?: string) => void>)[name as string]?.(value),
    [what, argument],
  );
}

/** The window that an application opens. */
async function openInWindow(app: 'xstate5' | 'xstate4'): Promise<App & { readonly inspector: Page }> {
  const context = await browser.newContext({ viewport: { width: 1440, height: 900 } });
  const page = await context.newPage();
  const popup = context.waitForEvent('page', other => other !== page);
  await page.goto(apps.page(app, `${program.url}inspect`));
  return { context, page, inspector: await popup, call: (what, argument) => call(page, what, argument) };
}

/** Waits for a machine to be drawn with this state active. */
async function untilActive(inspector: Pick<Page, 'locator'>, state: string): Promise<void> {
  await inspector
    .locator(
      `.inspect-machine [data-state="${state}"]:is([data-mark="waits"], [data-mark="rests"], [data-mark="cut"])`,
    )
    .waitFor();
}

describe('an application with XState 5', () => {
  test('is drawn in the window that createBrowserInspector opens, with its children', async () => {
    const { context, inspector, call } = await openInWindow('xstate5');
    await untilActive(inspector, 'door.closed');
    await call('send', 'open');
    await untilActive(inspector, 'door.open');
    expect(await inspector.locator('[data-mark="last"]').count()).toBeGreaterThan(0);
    expect(await inspector.locator('.inspect-facts pre').textContent()).toContain('"opened": 1');
    await call('send', 'close');
    await call('send', 'lock');
    await inspector.locator('.inspect-actor', { hasText: 'unlocked' }).click();
    await untilActive(inspector, 'lock.unlocked');
    await call('send', 'turn');
    await untilActive(inspector, 'lock.locked');
    expect(await inspector.locator('.inspect-log li b').allTextContents()).toContain('turn');
    expect(await inspector.locator('.inspect-timeline rect').count()).toBeGreaterThan(3);
    expect(await violations(inspector)).toEqual([]);
    await call('startAnother');
    await inspector.locator('.inspect-actor', { hasText: 'unlocked' }).waitFor();
    await call('stopInspector');
    await inspector.locator('.inspect-actors .gone').waitFor();
    await context.close();
  });

  test('is drawn in a frame of its own page', async () => {
    const { context, page, call } = await openApp(apps.page('xstate5', `${program.url}inspect`, true));
    const frame = page.frameLocator('iframe');
    await untilActive(frame, 'door.closed');
    await call('send', 'open');
    await untilActive(frame, 'door.open');
    await context.close();
  });

  test('is drawn on a page that is opened later, when it has spoken by WebSocket', async () => {
    const app = await openApp(apps.page('xstate5', `${program.url.replace('http', 'ws')}inspect`));
    await app.call('send', 'open');
    const inspector = await app.context.newPage();
    await inspector.goto(`${program.url}inspect`);
    await untilActive(inspector, 'door.open');
    await app.call('send', 'close');
    await untilActive(inspector, 'door.closed');
    await app.page.reload();
    await inspector.locator('.inspect-actors section:not(.gone)').waitFor();
    await inspector.locator('.inspect-actors section.gone').waitFor();
    await app.context.close();
  });
});

describe('an application with XState 4', () => {
  test('is drawn in the window that inspect opens, until it stops', async () => {
    const { context, inspector, call } = await openInWindow('xstate4');
    await untilActive(inspector, 'lamp.off');
    await call('send', 'press');
    await untilActive(inspector, 'lamp.lit.dim');
    await call('send', 'turn');
    await untilActive(inspector, 'lamp.lit.bright');
    expect(await inspector.locator('.inspect-machine svg').first().textContent()).toContain('after 60000 ms');
    await call('stop');
    await inspector.locator('.inspect-actor.stopped', { hasText: 'lamp' }).waitFor();
    await context.close();
  });

  test('is drawn in a frame of its own page', async () => {
    const { context, page, call } = await openApp(apps.page('xstate4', `${program.url}inspect`, true));
    const frame = page.frameLocator('iframe');
    await untilActive(frame, 'lamp.off');
    await call('send', 'press');
    await untilActive(frame, 'lamp.lit.dim');
    await context.close();
  });
});

test('an application in Node that waits for somebody to attach is drawn when its address is given', async () => {
  const server = new WebSocketServer({ host: '127.0.0.1', port: 0 });
  await once(server, 'listening');
  const app = startNodeApp(server);
  const page = await browser.newPage();
  await page.goto(`${program.url}inspect`);
  const address = page.getByLabel('Attach to');
  await address.fill('ws://example.org/');
  await address.press('Enter');
  await page.getByText('That is no address on this machine.').waitFor();
  await address.fill(`127.0.0.1:${(server.address() as AddressInfo).port}`);
  await address.press('Enter');
  await page.locator('.inspect-actor', { hasText: 'lamp' }).click();
  await untilActive(page, 'lamp.off');
  app.send('press');
  await untilActive(page, 'lamp.lit.level.dim');
  app.stop();
  for (const client of server.clients) client.terminate();
  server.close();
  await page.getByText('The connection has ended.').waitFor();
  await page.close();
});

describe('a page of another site', () => {
  async function openForeign(): Promise<{ context: BrowserContext; inspector: Page }> {
    const context = await browser.newContext();
    await context.route('http://example.org/**', route =>
      route.fulfill({ contentType: 'text/html', body: apps.html('xstate5') }),
    );
    const page = await context.newPage();
    const popup = context.waitForEvent('page', other => other !== page);
    await page.goto(`http://example.org/?inspect=${encodeURIComponent(`${program.url}inspect`)}`);
    return { context, inspector: await popup };
  }

  test('shows nothing before it is allowed to, and then everything', async () => {
    const { context, inspector } = await openForeign();
    await inspector.getByText('http://example.org wants to show its machines here.').waitFor();
    expect(await inspector.locator('section', { hasText: 'example.org' }).count()).toBe(0);
    await inspector.getByRole('button', { name: 'Allow' }).click();
    await untilActive(inspector, 'door.closed');
    await context.close();
  });

  test('shows nothing when it is refused', async () => {
    const { context, inspector } = await openForeign();
    await inspector.getByRole('button', { name: 'Refuse' }).click();
    await inspector.locator('.inspect-consent').waitFor({ state: 'detached' });
    expect(await inspector.locator('section', { hasText: 'example.org' }).count()).toBe(0);
    await context.close();
  });
});
