import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

/** Reduced motion shows each instant at once: these tests are about the runs. */
async function open(query: string, options: BrowserContextOptions = {}): Promise<void> {
  screen = await stage.open(query, { reducedMotion: 'reduce', ...options });
  await screen.button('Play').waitFor();
}

const press = (...keys: string[]) =>
  keys.reduce(async (before, key) => {
    await before;
    await screen.page.keyboard.press(key);
  }, Promise.resolve());
const pill = () => screen.page.locator('.transport > .runs-pill');
const list = () => screen.page.getByRole('dialog', { name: 'Runs' });
const names = () =>
  list()
    .locator('li > input')
    .evaluateAll(inputs => inputs.map(input => (input as HTMLInputElement).value));

describe('acting in the past of a simulation', () => {
  test('branches there, keeps the other run whole, and both can be shown, named, compared and dropped', async () => {
    await open('?scenario=slow-hook&t=6.4s');
    expect(await pill().count()).toBe(0);
    await press('s', 'Shift+ArrowRight', 'Shift+K');
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 137');
    await pill().click();
    await list().waitFor();
    expect(await names()).toEqual(['Run 1', 'SIGKILL at T+0.0 s']);
    expect(await list().textContent()).toContain('so far to T+6.4 s');

    await screen.button('Show Run 1').click();
    await expect.poll(() => screen.clock()).toBe(6.4);
    expect(await screen.lamp('AfterShutdownDelayDuration')).toBe('lit');
    expect(await list().textContent()).toContain('exit 137 at T+0.0 s');

    const name = screen.page.getByLabel('Name of SIGKILL at T+0.0 s');
    await name.fill('killed at once');
    await name.press('Enter');
    expect(await names()).toEqual(['Run 1', 'killed at once']);

    await screen.button('Compare killed at once with the run that is shown').click();
    const compare = screen.page.getByRole('dialog', { name: 'Two runs compared' });
    await compare.waitFor();
    expect(await compare.textContent()).toContain(
      'Both are the same up to T+0.00 s; then “killed at once”: SIGKILL, sent by you.',
    );
    const cells = (row: string) =>
      compare.getByRole('row').filter({ hasText: row }).getByRole('cell').allTextContents();
    expect(await cells('Process exit')).toEqual(['not yet', '0.00', '–']);
    await screen.button('Run both to their ends').click();
    expect(await cells('Process exit')).toEqual(['12.00', '0.00', '−12.00']);
    expect(await cells('Exit code')).toEqual(['0', '137', '']);
    expect(await cells('AfterShutdownDelayDuration')).toEqual(['5.00', '–', '–']);
    expect(Number((await cells('dropped'))[1])).toBeGreaterThan(0);
    await press('Escape');
    await compare.waitFor({ state: 'detached' });

    await pill().click();
    await screen.button('Drop killed at once').click();
    await list().waitFor({ state: 'detached' });
    expect(await pill().count()).toBe(0);
    expect(await screen.clock()).toBe(6.4);
  });

  test('acting in the present, and starting again untouched, begins no other run', async () => {
    await open('?scenario=slow-hook&t=2s');
    await press('n', 'Space', 't');
    await screen.untilExit();
    expect(await pill().count()).toBe(0);
    await screen.button('Again').click();
    await pill().waitFor();
    expect(await pill().textContent()).toBe('2 runs');
    await press('r');
    expect(await pill().textContent()).toBe('2 runs');
    await screen.page.getByLabel('Scenario', { exact: true }).selectOption('graceful');
    await pill().waitFor({ state: 'detached' });
  });

  test('on a phone the runs are in the menu, nothing overflows, and what is touched is large enough', async () => {
    await open('?scenario=slow-hook&t=6.4s', { viewport: { width: 320, height: 700 }, hasTouch: true });
    await screen.button('Send…').click();
    await screen.button('Go to SIGTERM').click();
    await expect.poll(() => screen.clock()).toBe(0);
    await screen.button('Send…').click();
    await screen.button('SIGKILL').click();
    await screen.untilExit();
    await screen.button('2 runs').click();
    await list().waitFor();
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    for (const target of await list().getByRole('button').all())
      expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    await screen.button(/^Compare .* with the run/).click();
    const compare = screen.page.getByRole('dialog', { name: 'Two runs compared' });
    await compare.waitFor();
    expect(await compare.evaluate(dialog => dialog.scrollWidth - dialog.clientWidth)).toBeLessThanOrEqual(0);
  });

  test('is said in Chinese', async () => {
    screen = await stage.open(`?scenario=slow-hook&t=6.4s&lang=zh`, {
      reducedMotion: 'reduce',
    });
    await screen.button('播放').waitFor();
    await press('s', 'Shift+K');
    await pill().click();
    await screen.page.getByRole('dialog', { name: '运行' }).waitFor();
    expect(await pill().textContent()).toBe('2 个运行');
    await screen.button(/^将 运行 1 与/).click();
    await expect
      .poll(() => screen.page.locator('.divergence').textContent())
      .toContain('在 T+0.00 s 之前两者相同');
  });
});
