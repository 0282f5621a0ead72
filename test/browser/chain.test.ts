/** The tab of the chain: a request's walk through the handlers, the servers behind them, and the start as a story. */
import { describe, expect, test } from 'vitest';
import { misnamed, violations } from './axe.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

async function openAt(scenario: string, moment: string, options = {}, rest = ''): Promise<void> {
  screen = await stage.open(`?scenario=${scenario}&t=${moment}${rest}`, options);
}

const panel = () => screen.page.locator('.panel');
const step = (name: string, within = panel()) => within.locator(`[data-step="${name}"]`);
const state = (name: string) => step(name).getAttribute('data-state');
const place = () => panel().locator('.way-now');

async function openTab(view?: 'handlers' | 'servers' | 'start'): Promise<void> {
  await screen.page.locator('#tab-Chain').click();
  await panel().locator('.chain-bar').waitFor();
  if (view) await panel().locator(`[data-view="${view}"]`).click();
}

/** From a moment at which the playhead stands to the end. */
async function playOn(): Promise<void> {
  await screen.speed(100);
  await screen.button('Play').click();
  await screen.untilExit();
}

/** Points at the request that is in flight, as the room offers it. */
async function pickReport(): Promise<void> {
  await screen.page.locator('.room [data-thing^="request/"]').first().click();
  await screen.page.locator('.thing-menu').waitFor();
  await screen.page.keyboard.press('Escape');
  await screen.page.locator('.thing-menu').waitFor({ state: 'detached' });
}

describe('the walk of a request', () => {
  test('is offered where the request is explained, and stands at its handler while it is in flight', async () => {
    await openAt('slow-hook', '6.4s');
    await pickReport();
    await panel().getByRole('button', { name: 'Show its way through the chain' }).click();
    await step('handler').waitFor();
    expect(await panel().locator('h2').first().textContent()).toContain('GET /sleep?duration=3s');
    expect(await state('handler')).toBe('here');
    expect(await state('wait-group')).toBe('acted');
    expect(await state('retry-after')).toBe('skipped');
    expect(await place().textContent()).toContain('works on it');
  });

  test('follows the playhead back to where the request had not come, and on to its answer', async () => {
    await openAt('slow-hook', '6.4s');
    await pickReport();
    await openTab();
    await step('handler').waitFor();
    await screen.page.keyboard.press('s');
    await expect.poll(() => place().getAttribute('data-place')).toBe('outside');
    await playOn();
    await expect.poll(() => state('handler')).toBe('answered');
  });

  test('shows by which filter it was turned away, with status and headers, and explains a step', async () => {
    await openAt('retry-after', '-1s');
    await openTab();
    await playOn();
    await expect.poll(() => state('retry-after')).toBe('rejected');
    expect(await step('retry-after').locator('.step-note').textContent()).toMatch(/^\d+ · 429$/);
    await step('retry-after').getByRole('button').first().click();
    await step('retry-after')
      .getByRole('button', { name: /^r\d+ · 429/ })
      .first()
      .click();
    await expect.poll(() => place().textContent()).toBe('The retry-after filter turned it away with 429.');
    expect(await state('http-log')).toBe('acted');
    expect(await state('wait-group')).toBe('notReached');
    await step('retry-after').getByRole('button').first().click();
    const more = (await step('retry-after').locator('.step-more').textContent()) ?? '';
    expect(more).toContain('retry-after: 5');
    expect(more).toContain('pkg/server/filters/with_retry_after.go');
    await panel().getByRole('button', { name: 'The whole chain' }).click();
    await expect.poll(() => step('retry-after').locator('.step-note').textContent()).toMatch(/ · 429$/);
  });

  test('is reached from a line of the log', async () => {
    await openAt('slow-hook', '6.4s');
    await screen.page.locator('#tab-Log').click();
    await panel().getByLabel('Kind of events').selectOption('requests');
    await panel().locator('[role="option"][aria-selected="true"]').click();
    await panel()
      .getByRole('button', { name: /its way through the chain/ })
      .click();
    await step('handler').waitFor();
    expect(await screen.page.locator('#tab-Chain').getAttribute('aria-selected')).toBe('true');
  });

  test('is walked by keys alone', async () => {
    await openAt('slow-hook', '6.4s');
    await screen.page.locator('#tab-Why').focus();
    await screen.page.keyboard.press('ArrowRight');
    await panel().locator('.chain-bar').waitFor();
    await step('audit-init').getByRole('button').focus();
    await screen.page.keyboard.press('Enter');
    await step('audit-init').locator('.step-more').waitFor();
    await screen.page.keyboard.press('Space');
    await step('audit-init').locator('.step-more').waitFor({ state: 'detached' });
  });
});

describe('the chain of servers', () => {
  const server = (name: string) => panel().locator(`.servers [data-server="${name}"]`);

  test('shows who waits for its paths, and who answered how many', async () => {
    await openAt('startup', '-6s');
    await openTab('servers');
    await expect.poll(() => server('kube-apiserver').getAttribute('data-state')).toBe('waits');
    expect(await panel().locator('.servers-mux').textContent()).toContain('waits for kube-apiserver');
    await playOn();
    expect(await panel().locator('.servers-mux').getAttribute('data-state')).toBe('past');
    const rows = await panel().locator('table tbody tr').allTextContents();
    expect(rows.some(row => /^kube-apiserver.*[1-9]\d*$/.test(row))).toBe(true);
  });

  test('draws the way of a request to whoever answers it', async () => {
    await openAt('slow-hook', '6.4s');
    await pickReport();
    await openTab('servers');
    await panel().locator('.servers [data-way]').waitFor();
    const to = (await panel().locator('.servers [data-way]').getAttribute('data-way')) ?? '';
    expect(await server(to).getAttribute('class')).toContain('now');
    expect(await place().textContent()).toContain(`${to} works on it`);
    await server('aggregator').focus();
    await screen.page.keyboard.press('Enter');
    await panel().getByRole('region', { name: 'aggregator' }).getByText('apiregistration.k8s.io').waitFor();
  });
});

describe('beside the chain of servers', () => {
  test('stands the server of an APIService; who came too early fell through all of them', async () => {
    await openAt('server-chain', '-0.5s');
    await openTab();
    await step('handler').getByRole('button').first().click();
    await step('handler')
      .getByRole('button', { name: /^r\d+ · 503/ })
      .first()
      .click();
    await expect.poll(() => place().textContent()).toContain('nobody behind it knows its path: 503');
    await panel().locator('[data-view="servers"]').click();
    await panel().locator('.servers [data-way="not-found"]').waitFor();
    expect(await place().textContent()).toContain('aggregator, kube-apiserver, apiextensions handed it on');
    const service = panel().locator('.servers [data-server="v1alpha1.metrics.example.com"]');
    expect(await service.getAttribute('aria-label')).toMatch(/up since T−1\.5 s, [1-9]\d* answered$/);
    await service.click();
    await panel().getByRole('region', { name: 'v1alpha1.metrics.example.com' }).waitFor();
  });
});

describe('the start', () => {
  test('is told step by step, with the time of each', async () => {
    await openAt('startup', '-6s');
    await openTab('start');
    await expect.poll(() => state('hooks')).toBe('now');
    expect(await state('audit')).toBe('past');
    expect(await state('notified')).toBe('past');
    expect(await state('beenReady')).toBe('next');
    const order = await panel()
      .locator('.way > li')
      .evaluateAll(items => items.map(item => item.getAttribute('data-step')));
    expect(order.slice(0, 5)).toEqual(['process', 'prepared', 'audit', 'listener', 'hooks']);
    await playOn();
    await expect.poll(() => state('mux')).toBe('past');
    expect(await step('mux').locator('.step-note').textContent()).toBe('3.00 s');
    expect(await panel().textContent()).toContain('is turned away with 503 by the not-found filter');
  });

  test('stands on the timeline and in the narrator while it goes on', async () => {
    await openAt('startup', '-6s');
    await screen.page.locator('[data-start="run"]').waitFor();
    await expect.poll(() => screen.says()).toContain('Still running: bootstrap-roles.');
  });
});

describe('the whole API server', () => {
  test('is shown over the page, follows the playhead there, and gives the focus back', async () => {
    await openAt('slow-hook', '6.4s');
    await openTab();
    await panel().getByRole('button', { name: 'Enlarge' }).click();
    const dialog = screen.page.getByRole('dialog', { name: 'The whole API server' });
    await step('wait-group', dialog).waitFor();
    await dialog.locator('.servers').waitFor();
    const time = dialog.locator('.sc-play b');
    const before = await time.textContent();
    await dialog.getByRole('button', { name: 'On to the next transition' }).click();
    await expect.poll(() => time.textContent()).not.toBe(before);
    await screen.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
    await expect.poll(() => screen.page.evaluate(() => document.activeElement?.textContent)).toBe('Enlarge');
  });

  test('is fetched only when somebody looks at it', async () => {
    await openAt('slow-hook', '6.4s');
    const scripts = () =>
      screen.page.evaluate(() => performance.getEntriesByType('resource').map(({ name }) => name));
    expect((await scripts()).filter(name => /chain-tab/.test(name))).toEqual([]);
    await openTab();
    expect((await scripts()).filter(name => /chain-tab/.test(name))).not.toEqual([]);
  });
});

describe.each([
  ['en', 'light', 1440],
  ['zh', 'dark', 1440],
  ['zh', 'light', 320],
] as const)('in %s, %s, %i pixels wide', (lang, colorScheme, width) => {
  test('nobody is shut out and nothing overflows', async () => {
    await openAt('startup', '-6s', { colorScheme, viewport: { width, height: 900 } }, `&lang=${lang}`);
    await screen.page.locator('#tab-Chain').click();
    for (const view of ['handlers', 'servers', 'start']) {
      await panel().locator(`[data-view="${view}"]`).click();
      await panel()
        .locator(view === 'servers' ? '.servers' : '.way')
        .first()
        .waitFor();
      expect([...(await violations(screen.page)), ...(await misnamed(screen.page))], view).toEqual([]);
      expect(await screen.overflow(), view).toBeLessThanOrEqual(0);
    }
    await panel().locator('.chain-bar .btn').click();
    await screen.page.locator('.chain-dialog .servers').waitFor();
    expect(await violations(screen.page)).toEqual([]);
  });
});
