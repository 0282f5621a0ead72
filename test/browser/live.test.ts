import { readFile } from 'node:fs/promises';
import type { Browser } from 'playwright-core';
import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { readRecording } from '../../machines/recording/reader.ts';
import { launchChromium } from './chromium.ts';
import { LiveProgram } from './live-program.ts';
import { Screen } from './screen.ts';

let browser: Browser;
let program: LiveProgram | null = null;
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

async function serve(scenario: string): Promise<string> {
  program = await LiveProgram.start(scenario);
  return program.url;
}

async function stop(): Promise<void> {
  await program?.stop();
  program = null;
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
    const download = screen.page.waitForEvent('download');
    await alert.getByRole('button', { name: 'Save recording' }).click();
    const kept = readRecording(await readFile(await (await download).path(), 'utf8'));
    expect(kept).toMatchObject({ ok: true, cut: null, recording: { header: { source: 'live' } } });
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

  test('changes its lineage once it has exited; a row of the table of all is simulated', async () => {
    const url = await serve('graceful');
    screen = await Screen.open(browser, url, { reducedMotion: 'reduce' });
    await screen.page.locator('.evidence.live').waitFor();
    const { page } = screen;
    const lineage = () => page.locator('.header .lineage b').textContent();
    const choose = async (): Promise<void> => {
      await page.keyboard.press('V');
      await page.getByRole('option', { name: /^1\.19/ }).click();
    };
    await choose();
    await page.getByRole('alert').filter({ hasText: 'before graceful on 1.20 can start' }).waitFor();
    await expect.poll(lineage).toBe('1.27');
    await screen.button('SIGKILL').click();
    await screen.untilExit();
    await choose();
    await expect.poll(lineage).toBe('1.20');
    expect(await page.locator('.evidence').textContent()).toBe('live server');
    await screen.button('All versions').click();
    await screen.button('Show 1.22').click();
    await expect.poll(lineage).toBe('1.22');
    expect(await page.locator('.evidence').textContent()).toBe('simulated');
  });
});
