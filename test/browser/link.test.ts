import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { EMPTY_LINK, formatLink, LONGEST_LINK } from '../../machines/view/link.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();

async function open(query: string, options: BrowserContextOptions = {}, landmark = '.transport') {
  return stage.open(query, options, landmark);
}

/** Everything that is to be the same for those who open the link. */
async function shown(screen: Screen) {
  return {
    clock: await screen.clock(),
    says: await screen.says(),
    map: await screen.page.locator('.map').innerHTML(),
    outcomes: await screen.page.locator('[data-outcome] .num').allTextContents(),
    panel: await screen.page.locator('.panel').textContent(),
  };
}

const query = (screen: Screen) => new URL(screen.page.url()).search;

describe('a link', () => {
  test('leads another person to the moment, the signal and the scenario that were shared', async () => {
    const mine = await open('?scenario=retry-after', { permissions: ['clipboard-read', 'clipboard-write'] });
    await mine.speed(4);
    await mine.untilLamp('NotAcceptingNewRequest', 'lit');
    await mine.button('Pause').click();
    await mine.page.locator('.map [data-signal="InFlightRequestsDrained"]').click();
    await mine.button('Copy link').click();
    await expect.poll(() => mine.page.getByRole('status').allTextContents()).toContain('The link is copied.');
    const url = await mine.page.evaluate(() => navigator.clipboard.readText());
    expect(await mine.page.getByLabel('Address').inputValue()).toBe(url);
    await mine.page.keyboard.press('Escape');
    await expect.poll(() => mine.page.url()).toBe(url);
    const theirs = await open(new URL(url).search);
    await theirs.button('Play').waitFor();
    expect(await shown(theirs)).toEqual(await shown(mine));
    await theirs.button('Play').click();
    await theirs.speed(25);
    await theirs.untilExit();
    expect(await theirs.exit()).toContain('exit code 0');
  });

  test('stands at the time that it names, counted from SIGTERM', async () => {
    const screen = await open('?v=1&scenario=slow-hook&t=6.4s');
    await expect.poll(() => screen.clock()).toBe(6.4);
    expect(await screen.lamp('AfterShutdownDelayDuration')).toBe('lit');
    expect(await screen.lamp('PreShutdownHooksStopped')).toBe('armed');
    await expect.poll(() => query(screen)).toBe('?v=1&scenario=slow-hook&mode=simulate&t=6.4s');
  });

  test('follows what is shown while it stands, and not frame by frame', async () => {
    const screen = await open('?scenario=slow-hook');
    const before = await screen.page.evaluate(() => history.length);
    await screen.page.evaluate(() => {
      const written: string[] = [];
      const replace = history.replaceState.bind(history);
      history.replaceState = (data, unused, url) => {
        written.push(String(url));
        replace(data, unused, url);
      };
      Object.assign(window, { written });
    });
    await expect.poll(() => query(screen)).toBe('?v=1&scenario=slow-hook');
    await screen.speed(10);
    await screen.untilExit();
    await expect.poll(() => query(screen)).toContain('&t=');
    await screen.page.keyboard.press('Home');
    await expect.poll(() => query(screen)).toContain('&t=-4s');
    await screen.page.getByLabel('Scenario', { exact: true }).selectOption('openshift');
    await expect.poll(() => query(screen)).toBe('?v=1&scenario=openshift');
    const written = await screen.page.evaluate(() => (window as unknown as { written: string[] }).written);
    expect(written.length).toBeLessThan(10);
    expect(await screen.page.evaluate(() => history.length)).toBe(before);
  });

  test('holds a whole scenario that the library does not have, with a seed', async () => {
    const source = libraryScenario('slow-hook')?.yaml.replace('name: slow-hook', 'name: mine') ?? '';
    const made = formatLink({ ...EMPTY_LINK, source, seed: 7, moment: { from: 'start', ms: 4500 } });
    const screen = await open(made.ok ? `?${made.query}` : '');
    await expect.poll(() => screen.clock()).toBe(0.5);
    expect(await screen.page.locator('.header').textContent()).toContain('mine');
    await expect.poll(() => query(screen)).toContain('&seed=7&mode=simulate&t=0.5s');
    expect(query(screen)).toContain(made.ok ? (/&s=[\w-]+/.exec(`&${made.query}`)?.[0] ?? '!') : '!');
  });

  test('is to be copied by hand where there is no clipboard, by key, with what was done by hand', async () => {
    const screen = await open('?scenario=slow-hook');
    await screen.page.evaluate(() => Object.defineProperty(navigator, 'clipboard', { value: undefined }));
    await screen.page.keyboard.press('t');
    await screen.page.keyboard.press('l');
    const popover = screen.page.getByRole('dialog', { name: 'Link' });
    await popover.waitFor();
    expect(await popover.textContent()).toContain('Copy the link from here.');
    const address = screen.page.getByLabel('Address');
    expect(await address.inputValue()).toMatch(
      /\?v=1&scenario=slow-hook&mode=simulate&do=[\d.]+s:SIGTERM&t=[\d.]+s@start$/,
    );
    const selection = () =>
      address.evaluate(field => {
        const { selectionStart, selectionEnd } = field as HTMLInputElement;
        return (selectionEnd ?? 0) - (selectionStart ?? 0);
      });
    expect(await selection()).toBe((await address.inputValue()).length);
    await screen.button('Close').click();
    await popover.waitFor({ state: 'detached' });
  });

  test.each([
    ['damaged', '?v=1&scenario=slow-hook&t=later', 't must be a time of at most an hour'],
    ['cut off', '?v=1&s=AAAA', 's must be a scenario, complete to its last letter'],
    ['too new', '?v=2&scenario=slow-hook', 'made by a newer Lastcall'],
    ['too long', `?v=1&s=${'A'.repeat(LONGEST_LINK)}`, 'too long'],
    ['for no time', '?v=1&scenario=slow-hook&t=1e9s', 'at most an hour'],
  ])('that is %s says so, and the page works on', async (_, address, says) => {
    const screen = await open(address);
    const alert = screen.page.getByRole('alert');
    await expect.poll(() => alert.textContent()).toContain(says);
    await screen.page.keyboard.press('t');
    await screen.untilLamp('ShutdownInitiated', 'lit');
    await screen.button('Dismiss').click();
    await alert.waitFor({ state: 'detached' });
  });

  test('with a scenario that is not valid says where', async () => {
    const made = formatLink({ ...EMPTY_LINK, source: 'name: mine\nservre: {}\n' });
    const screen = await open(made.ok ? `?${made.query}` : '');
    await expect.poll(() => screen.page.getByRole('alert').textContent()).toContain('line 2, servre');
  });
});

describe('an embedded view', () => {
  test.each([
    [390, 'map'],
    [1440, 'map'],
    [390, 'room'],
    [1440, 'room'],
    [390, 'timeline'],
    [1440, 'timeline'],
  ] as const)('in a frame %i px wide shows the %s alone, and a way to the page', async (width, view) => {
    const asked = view === 'map' ? '' : `&view=${view}`;
    const viewport = { width, height: width === 390 ? 700 : 600 };
    const screen = await open(`?v=1&scenario=slow-hook&t=6.4s&embed=1${asked}`, { viewport }, '.embed');
    const views = { map: '.map', room: '.room', timeline: '.time' };
    await screen.page.locator(views[view]).waitFor();
    for (const [name, selector] of Object.entries(views)) {
      expect([name, await screen.page.locator(selector).count()]).toEqual([name, name === view ? 1 : 0]);
    }
    expect(await screen.page.locator('.header, .transport, .say').count()).toBe(0);
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    const box = await screen.page.locator(views[view]).boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
    const link = screen.page.getByRole('link', { name: 'Open in Lastcall' });
    await expect.poll(() => link.getAttribute('href')).toBe('?v=1&scenario=slow-hook&mode=simulate&t=6.4s');
    const foot = await link.boundingBox();
    expect((foot?.y ?? 0) + (foot?.height ?? 0)).toBeLessThanOrEqual(viewport.height);
  });

  test('has the theme that its link asks for, and says what is wrong with a link', async () => {
    const dark = await open('?v=1&embed=1&theme=dark', { colorScheme: 'light' }, '.embed');
    const ground = () => dark.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    expect(await ground()).toBe('rgb(15, 18, 21)');
    const damaged = await open('?v=1&embed=1&view=panel', {}, '.embed');
    await expect.poll(() => damaged.page.getByRole('alert').textContent()).toContain('view must be one of');
    await damaged.page.locator('.map').waitFor();
  });
});
