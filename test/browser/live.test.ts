import { type ChildProcess, spawn } from 'node:child_process';
import { fileURLToPath } from 'node:url';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { launchChromium } from './chromium.ts';
import { Screen } from './screen.ts';

const PROGRAM = fileURLToPath(new URL('../../bin/lastcall.js', import.meta.url));

let browser: Browser;
let program: ChildProcess | null = null;
let screen: Screen | null = null;

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});
afterEach(async () => {
  await screen?.close();
  screen = null;
  await stop();
});

/** Starts `lastcall serve` on free ports; resolves with the page's address. */
async function serve(scenario: string): Promise<string> {
  const child = spawn(
    process.execPath,
    [PROGRAM, 'serve', '--no-open', '--port', '0', '--secure-port', '0', '--scenario', scenario],
    { stdio: ['ignore', 'pipe', 'pipe'] },
  );
  program = child;
  return new Promise((resolve, reject) => {
    let said = '';
    const listen = (chunk: Buffer): void => {
      said += chunk;
      const url = /http:\/\/127\.0\.0\.1:\d+\//.exec(said)?.[0];
      if (url) resolve(url);
    };
    child.stdout.on('data', listen);
    child.stderr.on('data', listen);
    child.on('exit', () => reject(new Error(`lastcall serve has ended: ${said}`)));
  });
}

async function stop(): Promise<void> {
  const child = program;
  program = null;
  if (!child || child.exitCode !== null || child.signalCode !== null) return;
  const gone = new Promise(resolve => child.once('exit', resolve));
  child.kill('SIGKILL');
  await gone;
}

describe('a live server', () => {
  test('is joined, stopped from the page, followed to its exit and started again', async () => {
    const url = await serve('retry-after');
    screen = await Screen.open(browser, url);
    await screen.page.locator('.evidence.live').waitFor();
    expect(await screen.page.locator('.evidence').textContent()).toBe('live server');
    await expect.poll(() => screen?.page.locator('[data-outcome="ok"] .num').textContent()).not.toBe('0');
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    await screen.button('SIGTERM').click();
    await screen.untilLamp('ShutdownInitiated', 'lit', 5_000);
    await screen.untilLamp('NotAcceptingNewRequest', 'lit');
    await screen.untilLamp('HTTPServerStoppedListening', 'lit');
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 0');
    await screen.button('Again').click();
    await expect.poll(() => screen?.lamp('ShutdownInitiated')).toBe('dark');
    await expect.poll(() => screen?.page.locator('[data-door]').getAttribute('data-door')).toBe('open');
    expect(screen.errors).toEqual([]);
  });

  test('goes on while somebody looks back, and takes requests and SIGKILL', async () => {
    const url = await serve('slow-hook');
    screen = await Screen.open(browser, url);
    await screen.page.locator('.evidence.live').waitFor();
    await expect.poll(() => screen?.clock()).toBeGreaterThan(1);
    await screen.page.keyboard.press('Home');
    expect(await screen.clock()).toBe(0);
    await screen.button('Follow').click();
    await expect.poll(() => screen?.clock()).toBeGreaterThan(1);
    await screen.page.keyboard.press('n');
    await expect.poll(() => screen?.page.locator('.room').textContent()).toMatch(/you|script/);
    await screen.button('SIGKILL').click();
    await screen.untilExit(5_000);
    expect(await screen.exit()).toContain('exit code 137');
    expect(screen.errors).toEqual([]);
  });

  test('that vanishes leaves what it said on the page, which says so and offers to go on', async () => {
    const url = await serve('slow-hook');
    screen = await Screen.open(browser, url);
    await screen.page.locator('.evidence.live').waitFor();
    await expect.poll(() => screen?.clock()).toBeGreaterThan(0.5);
    await stop();
    const alert = screen.page.getByRole('alert');
    await alert.waitFor();
    expect(await alert.textContent()).toContain('kept');
    expect(await screen.clock()).toBeGreaterThan(0.4);
    await screen.button('Reconnect').click();
    await expect.poll(() => alert.textContent()).toContain('does not answer');
    await screen.button('Simulate instead').click();
    await screen.page.locator('.evidence.simulated').waitFor();
    await expect.poll(() => screen?.clock()).toBeLessThan(-2);
  });

  test('is not forced on somebody who asked for a simulation', async () => {
    const url = await serve('slow-hook');
    screen = await Screen.open(browser, `${url}?mode=simulate&scenario=openshift`);
    await expect.poll(() => screen?.page.getByLabel('Mode', { exact: true }).isEnabled()).toBe(true);
    expect(await screen.page.locator('.evidence').textContent()).toBe('simulated');
    await screen.page.getByLabel('Mode', { exact: true }).selectOption('live');
    await screen.page.locator('.evidence.live').waitFor();
    await expect.poll(() => screen?.page.locator('.header').textContent()).toContain('slow-hook');
  });
});
