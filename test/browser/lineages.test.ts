/** The lineage as a choice, and all of them side by side. */
import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { misnamed, violations } from './axe.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

/** Reduced motion shows each instant at once: these tests are about the runs. */
async function open(query: string, options: BrowserContextOptions = {}): Promise<void> {
  screen = await stage.open(query, { reducedMotion: 'reduce', ...options });
  await screen.button(/^(Play|播放)$/).waitFor();
}

const choice = () => screen.page.locator('dialog.lineage-choice');
const table = () => screen.page.locator('dialog.lineages');
const lineage = () => screen.page.locator('.header .lineage b').textContent();
const address = () => new URL(screen.page.url()).searchParams;

/** The table, when the last row has come. */
async function openTable(): Promise<void> {
  await screen.page.keyboard.press('v');
  await table().locator('.lineage-legend').waitFor();
}

const cells = (versions: string) =>
  table()
    .getByRole('row')
    .filter({ has: screen.page.getByRole('button', { name: `Show ${versions}`, exact: true }) })
    .getByRole('cell')
    .allTextContents();

describe('the lineage in the header', () => {
  test('is chosen by keyboard; the run stands at the same moment, and the link names it', async () => {
    await open('?scenario=graceful&t=2s');
    await screen.button('Lineage 1.27').focus();
    await screen.page.keyboard.press('Enter');
    await choice().waitFor();
    const list = screen.page.getByRole('listbox', { name: 'Which version terminates' });
    await expect.poll(() => list.evaluate(element => element === document.activeElement)).toBe(true);
    expect(await list.getByRole('option', { selected: true }).textContent()).toContain('1.27–1.28');
    await screen.page.keyboard.press('Home');
    await screen.page.keyboard.press('ArrowDown');
    expect(await list.getAttribute('aria-activedescendant')).toBe('lineage-1-10');
    expect(await choice().locator('.lineage-how').textContent()).toContain('The listener closes at once');
    await screen.page.keyboard.type('1.21');
    expect(await list.getAttribute('aria-activedescendant')).toBe('lineage-1-20');
    await screen.page.keyboard.press('Enter');
    await choice().waitFor({ state: 'detached' });
    await expect.poll(lineage).toBe('1.20');
    expect(await screen.clock()).toBe(2);
    await expect.poll(() => address().get('lineage')).toBe('1.20');
    expect(await screen.button('Lineage 1.20').evaluate(button => button === document.activeElement)).toBe(
      true,
    );
    await screen.page.reload();
    await screen.button(/^Play$/).waitFor();
    expect(await lineage()).toBe('1.20');
  });

  test('is left as it was with Escape, and says once, politely, which flags a version did not have', async () => {
    await open('?scenario=graceful&t=2s');
    await screen.page.keyboard.press('V');
    await choice().waitFor();
    await screen.page.keyboard.press('Home');
    await screen.page.keyboard.press('Escape');
    await choice().waitFor({ state: 'detached' });
    expect(await lineage()).toBe('1.27');
    await screen.page.keyboard.press('V');
    await choice()
      .getByRole('option', { name: /^1\.8–1\.13/ })
      .click();
    const notice = screen.page.getByRole('status').filter({ hasText: 'no shutdown-delay-duration' });
    await notice.waitFor();
    await screen.button('Dismiss').click();
    await notice.waitFor({ state: 'detached' });
    await screen.page.keyboard.press('r');
    await expect.poll(() => screen.clock()).toBeLessThan(2);
    expect(await notice.count()).toBe(0);
  });

  test('of two runs is compared by its moments, where one has no names for them', async () => {
    await open('?scenario=graceful&t=2s');
    await screen.page.keyboard.press('V');
    await choice()
      .getByRole('option', { name: /^1\.19/ })
      .click();
    await screen.page.locator('.transport > .runs-pill').click();
    await screen.button('Compare Run 1 with the run that is shown').click();
    const compare = screen.page.getByRole('dialog', { name: 'Two runs compared' });
    await compare.waitFor();
    await screen.button('Run both to their ends').click();
    const row = (name: string) =>
      compare.getByRole('row').filter({ hasText: name }).getByRole('cell').allTextContents();
    expect(await compare.getByRole('columnheader').allTextContents()).toContain('Run 2 on 1.20');
    expect(await row('the delay is over')).toEqual(['5.00', '5.00', '0.00']);
    const [now, then] = (await row('the wait group rejects')).map(Number);
    expect(then).toBeGreaterThan(now ?? Number.NaN);
  });
});

describe('all versions side by side', () => {
  test('are in one table: what came of the requests, and how it ended', async () => {
    await open('?scenario=graceful&t=2s');
    await openTable();
    expect(await table().locator('.lineages-row').count()).toBe(12);
    expect(await table().locator('.picture svg').count()).toBe(12);
    const oldest = await cells('1.6–1.7');
    expect(oldest.at(-1)).toContain('killed');
    expect(Number(oldest.at(-4))).toBeGreaterThan(0);
    const now = await cells('1.27–1.28');
    expect(now.at(-1)).toContain('ended by itself');
    expect(Number(now.at(-4))).toBe(0);
    const picture = (versions: string) =>
      table()
        .getByRole('row')
        .filter({ has: screen.page.getByRole('button', { name: `Show ${versions}` }) })
        .getByRole('img');
    expect(await picture('1.16–1.18').getAttribute('aria-label')).toContain('/readyz fails from 5.0');
    expect(await picture('1.19–1.21').getAttribute('aria-label')).toContain('/readyz fails from 0.0');
    // Before 1.22 no moment has a name, since 1.25 nearly all have one.
    expect(await picture('1.19–1.21').locator('.named').count()).toBe(0);
    expect(await picture('1.25–1.26').locator('.named').count()).toBeGreaterThan(4);
  });

  test('fit on a projector and beside each other, and a row opens its run', async () => {
    await open('?scenario=openshift&t=2s');
    await openTable();
    const size = () =>
      table().evaluate(box => [box.scrollWidth - box.clientWidth, box.scrollHeight - box.clientHeight]);
    expect(await size()).toEqual([0, 0]);
    await screen.button('Show 1.22').focus();
    await screen.page.keyboard.press('Enter');
    await table().waitFor({ state: 'detached' });
    await expect.poll(lineage).toBe('1.22');
    await openTable();
    await table().locator('.lineages-row .defect').first().click();
    await table().waitFor({ state: 'detached' });
    await expect.poll(lineage).toBe('1.6');
  });

  test('are simulated with what was done by hand, while the page stays alive', async () => {
    await open('?scenario=graceful&do=1s:SIGTERM&t=1s@start&mode=simulate');
    await screen.button('All versions').click();
    await table().locator('.lineage-legend').waitFor();
    expect((await cells('1.6–1.7')).at(-1)).toContain('killed');
    await screen.page.keyboard.press('Escape');
    await table().waitFor({ state: 'detached' });
    expect(await screen.clock()).toBe(0);
  });

  test('are stacked on a phone, where the help leads to them, and nothing overflows', async () => {
    for (const width of [320, 390]) {
      await open('?scenario=openshift&t=2s&lang=zh', { viewport: { width, height: 844 }, hasTouch: true });
      await screen.button('按键与帮助').click();
      await screen.page.locator('.help').getByRole('button', { name: '所有版本' }).click();
      await table().locator('.lineage-legend').waitFor();
      expect(await table().evaluate(box => box.scrollWidth - box.clientWidth)).toBe(0);
      expect(await screen.overflow()).toBeLessThanOrEqual(0);
      for (const target of await table().getByRole('button').all())
        expect((await target.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    }
  });

  test.each([
    ['en', 'light'],
    ['zh', 'dark'],
  ] as const)('and their list shut nobody out, in %s, %s', async (lang, colorScheme) => {
    await open(`?scenario=graceful&t=2s&lang=${lang}`, { colorScheme });
    await screen.page.keyboard.press('V');
    await choice().waitFor();
    expect([...(await violations(screen.page)), ...(await misnamed(screen.page))]).toEqual([]);
    await screen.page.keyboard.press('Escape');
    await choice().waitFor({ state: 'detached' });
    await openTable();
    expect([...(await violations(screen.page)), ...(await misnamed(screen.page))]).toEqual([]);
  });
});
