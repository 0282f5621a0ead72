import type { Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;
let fetched: string[] = [];

async function open(options = {}): Promise<void> {
  screen = await stage.open(`?scenario=slow-hook`, options);
  fetched = [];
  screen.page.on('request', request => fetched.push(new URL(request.url()).pathname));
}

/** Opens the tab and waits for the drawing. The playhead stands, so that the script does not send its own SIGTERM. */
async function openChart(): Promise<void> {
  await screen.page.getByRole('button', { name: 'Pause' }).click();
  await screen.page.getByRole('tab', { name: 'Statechart' }).click();
  await screen.page.locator('.sc [data-state]').first().waitFor();
}

function state(id: string, within: Locator = screen.page.locator('.sc-sections')): Locator {
  return within.locator(`[data-state="${id}"]`);
}

const marked = (id: string, mark: string): Promise<void> =>
  screen.page.locator(`.sc-sections [data-state="${id}"][data-mark="${mark}"]`).waitFor();

describe('the statechart', () => {
  test('is fetched when somebody looks at it, and shows every region of the lifecycle', async () => {
    await open();
    const before = await screen.page.evaluate(() =>
      performance.getEntriesByType('resource').map(({ name }) => name),
    );
    expect(before.filter(name => /elk|statechart/.test(name))).toEqual([]);
    await openChart();
    expect(fetched.some(path => path.includes('elk-worker'))).toBe(true);
    expect(await screen.page.locator('.sc-section figcaption b').allTextContents()).toHaveLength(13);
    await expect.poll(() => state('lifecycle.delay.idle').count()).toBe(1);
  });

  test('follows the playhead: SIGTERM lights delaying, and stepping back puts it out', async () => {
    await open();
    await openChart();
    await marked('lifecycle.delay.idle', 'waits');
    await marked('lifecycle.delay.delaying', 'never');
    await screen.page.keyboard.press('t');
    await marked('lifecycle.delay.delaying', 'waits');
    await marked('lifecycle.delay.idle', 'was');
    const arrow = screen.page.locator(
      '[data-arrow="lifecycle.delay.idle → lifecycle.delay.delaying"][data-mark="last"]',
    );
    await arrow.waitFor();
    expect(await screen.page.locator('.sc .sc-regions').textContent()).toContain(
      'delay: delaying, since T+0.00 s',
    );
    await screen.button('Pause').click();
    const mark = () => state('lifecycle.delay.delaying').getAttribute('data-mark');
    for (let step = 0; step < 20 && (await mark()) !== 'never'; step++)
      await screen.button('Step to the previous transition').click();
    await marked('lifecycle.delay.delaying', 'never');
    await marked('lifecycle.delay.idle', 'waits');
    expect(await arrow.count()).toBe(0);
  });

  test('draws every machine that can be chosen', async () => {
    await open();
    await openChart();
    const choice = screen.page.locator('.sc').getByLabel('Machine', { exact: true });
    const names = await choice.locator('option').allTextContents();
    expect(names).toContain('probe/lb');
    expect(names).toContain('h2-connection');
    for (const name of names) {
      await choice.selectOption(name);
      const root = name.split('/')[0];
      await screen.page.locator(`.sc-sections [data-state^="${root}."]`).first().waitFor();
    }
  });

  test('says what a state means to those who click it, and to those who only have keys', async () => {
    await open();
    await openChart();
    await state('lifecycle.delay.delaying').click();
    const detail = screen.page.locator('.sc-detail');
    expect(await detail.textContent()).toContain('so that load balancers have time to notice');
    expect(await detail.textContent()).toContain('after shutdownDelay → over');
    await screen.page.keyboard.press('Tab');
    await expect.poll(() => detail.locator('h3 b').textContent()).toBe('over');
    expect(await state('lifecycle.delay.over').getAttribute('aria-label')).toContain('not entered');
  });

  test('is enlarged over the page, zoomed, followed there, and closed with Escape', async () => {
    await open();
    await openChart();
    await screen.button('Enlarge').click();
    const dialog = screen.page.getByRole('dialog', { name: 'Statechart of lifecycle' });
    await state('lifecycle.delay.idle', dialog).waitFor();
    const scale = async () => Number(await dialog.locator('.sc-canvas > svg').getAttribute('data-scale'));
    const fitted = await scale();
    await dialog.getByRole('button', { name: 'Zoom in' }).click();
    await expect.poll(scale).toBeGreaterThan(fitted);
    await dialog.locator('.sc-canvas').focus();
    await screen.page.keyboard.press('-');
    await screen.page.keyboard.press('-');
    await expect.poll(scale).toBeLessThan(fitted);
    await screen.page.keyboard.press('0');
    await expect.poll(scale).toBe(fitted);
    await dialog.locator('.sc-canvas').hover();
    await screen.page.mouse.wheel(0, -300);
    await expect.poll(scale).toBeGreaterThan(fitted);
    await dialog.getByRole('button', { name: 'gate', exact: true }).click();
    await expect.poll(scale).toBeGreaterThan(1);
    await screen.page.keyboard.press('t');
    await dialog.locator('[data-state="lifecycle.delay.delaying"][data-mark="waits"]').waitFor();
    await screen.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    expect(await screen.page.evaluate(() => document.activeElement?.textContent)).toBe('Enlarge');
  });

  test.each([
    [1440, 900],
    [390, 844],
    [320, 700],
  ])('fits a window %i × %i px without making the page scroll sideways', async (width, height) => {
    await open({ viewport: { width, height } });
    await openChart();
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    await screen.button('Enlarge').click();
    await state('lifecycle.delay.idle', screen.page.getByRole('dialog')).waitFor();
    const close = await screen.button('Close').boundingBox();
    expect((close?.x ?? width) + (close?.width ?? 0)).toBeLessThanOrEqual(width);
  });
});
