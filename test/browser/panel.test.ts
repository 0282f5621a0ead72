import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

/** Opens a moment of a scenario: the playhead stands there. */
async function openAt(scenario: string, moment: string, rest = ''): Promise<void> {
  screen = await stage.open(`?scenario=${scenario}&t=${moment}${rest}`);
}

const panel = () => screen.page.locator('.panel');
const tab = (name: string) => screen.page.getByRole('tab', { name, exact: true });
const heading = () => panel().locator('h2').textContent();

/** Picks the request of the script that is in flight at T+6.4 s, as the room offers it. */
async function pickReport(): Promise<void> {
  await screen.page.locator('.room [data-thing^="request/"]').first().click();
  await screen.page.keyboard.press('Escape');
  await panel().getByText('report').first().waitFor();
}

describe('why', () => {
  test('a signal that waits for a hook offers what can go wrong with the hook', async () => {
    await openAt('slow-hook', '6.4s');
    expect(await heading()).toBe('NotAcceptingNewRequest');
    await panel().getByRole('button', { name: 'It returns now' }).click();
    await screen.untilLamp('NotAcceptingNewRequest', 'lit');
  });

  test('a request says what it is, its state and since when, what happened to it, and leads back', async () => {
    await openAt('slow-hook', '6.4s');
    await pickReport();
    expect(await heading()).toContain('GET /sleep?duration=3s');
    const text = (await panel().textContent()) ?? '';
    expect(text).toContain('executing, since T+6.00 s');
    expect(text).toContain('The wait group counts it; its handler works.');
    await panel()
      .getByRole('button', { name: /is admitted/ })
      .first()
      .waitFor();
    await panel()
      .getByRole('button', { name: /^c\d+ · script/ })
      .click();
    await expect.poll(heading).toMatch(/^c\d+ · script · HTTP\/2$/);
    await panel().getByRole('button', { name: 'Back to NotAcceptingNewRequest' }).click();
    await expect.poll(heading).toBe('NotAcceptingNewRequest');
  });

  test('what can go wrong with it is made to happen there', async () => {
    await openAt('slow-hook', '6.4s');
    await pickReport();
    await panel().getByRole('button', { name: 'Its client gives up' }).click();
    await panel().getByText('aborted').first().waitFor();
    await panel().getByText('Fault: the client of').first().waitFor();
  });

  test('leads to its statechart, lit by it', async () => {
    await openAt('slow-hook', '6.4s');
    await pickReport();
    await panel().getByRole('button', { name: 'Show its statechart' }).click();
    await panel().locator('[data-state="short-request.executing"][data-mark="waits"]').waitFor();
    expect(await screen.page.getByLabel('Machine', { exact: true }).inputValue()).toBe('short-request');
    const last = panel().locator('[data-arrow][data-mark="last"]');
    expect(await last.getAttribute('data-arrow')).toBe('short-request.arrived → short-request.executing');
    await screen.button('Step to the next transition').click();
    await screen.page.keyboard.press('End');
    await screen.speed(25);
    await screen.button('Play').click();
    await screen.untilExit();
    await panel().locator('[data-state="short-request.responded"][data-mark="rests"]').waitFor();
  });
});

describe('the rules', () => {
  test('are ok so far, then kept or broken, and show by which events', async () => {
    await openAt('killed-by-kubelet', '6s');
    await tab('Rules').click();
    const rule = (name: string) => panel().locator(`[data-rule="${name}"]`);
    await rule('signal-order').waitFor();
    expect(await panel().locator('[data-rule]').count()).toBe(9);
    expect(await rule('signal-order').locator('.verdict').textContent()).toBe('ok so far');
    expect(await rule('ends-within-grace-period').locator('.verdict').textContent()).toBe(
      'not decidable yet',
    );
    await screen.speed(25);
    await screen.button('Play').click();
    await screen.untilExit();
    await panel().locator('[data-rule="ends-within-grace-period"][data-ok="false"]').waitFor();
    await panel().locator('[data-rule="no-drop-before-drained"][data-ok="false"]').waitFor();
    await rule('signal-order')
      .getByRole('button', { name: /ShutdownInitiated fires/ })
      .click();
    await expect.poll(() => screen.clock()).toBe(0);
    await panel().locator('[data-rule="ends-within-grace-period"][data-ok="null"]').waitFor();
  });
});

describe('the log', () => {
  test('stands where the playhead stands, and takes it elsewhere', async () => {
    await openAt('slow-hook', '6.4s');
    await tab('Log').click();
    const option = panel().locator('[role="option"][aria-selected="true"]');
    await option.waitFor();
    const number = Number(await option.getAttribute('aria-posinset'));
    expect(number).toBeGreaterThan(100);
    await panel().locator('.log').focus();
    await screen.page.keyboard.press('Home');
    await expect.poll(() => option.getAttribute('aria-posinset')).toBe('1');
    await expect.poll(() => screen.clock()).toBe(-4);
    await screen.page.keyboard.press('ArrowDown');
    await expect.poll(() => option.getAttribute('aria-posinset')).toBe('2');
    await screen.page.keyboard.press('End');
    await panel().locator('[role="option"]').first().waitFor();
    expect(await panel().locator('[role="option"]').count()).toBeLessThan(60);
  });

  test('shows one kind, searches, and keeps its filter while one looks elsewhere', async () => {
    await openAt('slow-hook', '6.4s');
    await tab('Log').click();
    await screen.page.getByLabel('Kind of events').selectOption('signals');
    const lines = () => panel().locator('[role="option"]').allTextContents();
    await expect.poll(async () => (await lines()).some(line => line.includes('arrives'))).toBe(false);
    await screen.page.getByLabel('Search the log').fill('after');
    await expect.poll(lines).toEqual([expect.stringContaining('AfterShutdownDelayDuration fires')]);
    await panel().locator('[role="option"]').click();
    await expect.poll(() => screen.clock()).toBe(5);
    await tab('Why').click();
    await tab('Log').click();
    expect(await lines()).toHaveLength(1);
    await screen.page.getByLabel('Search the log').fill('no such words');
    await panel().getByText('No event matches.').waitFor();
  });
});

describe('in Chinese', () => {
  test('the panel speaks it in every tab, and keeps its tab when the language changes', async () => {
    await openAt('slow-hook', '6.4s', '&lang=zh');
    await tab('原因').waitFor();
    expect(await panel().textContent()).toContain('在等');
    for (const name of ['规则', '日志', '状态图']) {
      await tab(name).click();
      await expect
        .poll(async () => ((await panel().textContent()) ?? '').match(/\p{Script=Han}/gu)?.length ?? 0)
        .toBeGreaterThan(20);
    }
    await screen.page.getByRole('button', { name: /EN/ }).first().click();
    await expect.poll(() => tab('Statechart').getAttribute('aria-selected')).toBe('true');
  });
});
