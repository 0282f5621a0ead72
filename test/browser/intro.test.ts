import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

const QUESTION = 'Two requests are still inside. What happens to them?';

/** Somebody who has never been here. */
async function visit(query = '', options = {}): Promise<void> {
  screen = await stage.open(query, options, '.transport', 'stranger');
}

async function untilAsked(): Promise<void> {
  await screen.speed(4);
  await screen.page.getByRole('group', { name: QUESTION }).waitFor({ timeout: 30_000 });
}

describe('the first ten seconds', () => {
  test('tell of a server that is stopped, without a click, and pause with a question', async () => {
    await visit();
    expect(await screen.says()).toBe('This API server is about to be stopped.');
    await screen.untilLamp('ShutdownInitiated', 'lit');
    expect(await screen.says()).toContain('it still serves everything');
    await untilAsked();
    expect(await screen.says()).toBe(QUESTION);
    expect(await screen.lamp('HTTPServerStoppedListening')).toBe('lit');
    expect(await screen.lamp('InFlightRequestsDrained')).toBe('armed');
    await screen.button('Play').waitFor();
  });

  test('a right prediction is told so when the run has shown it, and then the page is yours', async () => {
    await visit();
    await untilAsked();
    await screen.page.getByRole('button', { name: 'They are finished first' }).click();
    expect(await screen.says()).toContain('Watch those who are inside');
    await screen.button('Look around').waitFor({ timeout: 30_000 });
    expect(await screen.says()).toContain('You were right. They were answered');
    await screen.button('Look around').click();
    await screen.untilExit();
    expect(await screen.says()).toContain('No request was dropped');
  });

  test('by keyboard: a wrong prediction is answered by the run as well', async () => {
    await visit();
    await untilAsked();
    await screen.page.keyboard.press('1');
    await screen.button('Look around').waitFor({ timeout: 30_000 });
    expect(await screen.says()).toContain('Not this time. They were answered');
  });

  test('Escape skips them, and they never play by themselves twice', async () => {
    await visit();
    await screen.button(/^Skip/).waitFor();
    await screen.page.keyboard.press('Escape');
    await screen.button(/^Skip/).waitFor({ state: 'detached' });
    await screen.page.reload();
    await screen.page.locator('.transport').waitFor();
    expect(await screen.button(/^Skip/).count()).toBe(0);
    // The run plays meanwhile: what its narrator says depends on how far it has come, not whose narrator it is.
    await screen.page.locator('.say:not(.intro)').waitFor();
    await expect.poll(() => screen.page.locator('.header').textContent()).toContain('graceful');
  });

  test('can be seen again with a key', async () => {
    await visit('?scenario=slow-hook');
    expect(await screen.button(/^Skip/).count()).toBe(0);
    await screen.page.keyboard.press('f');
    await screen.button(/^Skip/).waitFor();
    expect(await screen.says()).toBe('This API server is about to be stopped.');
  });

  test('somebody who was sent a moment is not told a story', async () => {
    await visit('?scenario=graceful&t=1s');
    expect(await screen.button(/^Skip/).count()).toBe(0);
    expect(await screen.clock()).toBe(1);
  });

  test('speak the language of the browser', async () => {
    await visit('', { locale: 'zh-CN' });
    expect(await screen.says()).toBe('这个 API server 即将被停止。');
    expect(await screen.page.locator('html').getAttribute('lang')).toBe('zh-Hans');
  });
});
