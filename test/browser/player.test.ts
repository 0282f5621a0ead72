import type { BrowserContextOptions } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();

async function open(query: string, options: BrowserContextOptions = {}): Promise<Screen> {
  return stage.open(query, options);
}

/** The lamps that are lit, in causal order. */
const lit = (screen: Screen) =>
  screen.page
    .locator('.map [data-signal][data-state="lit"]')
    .evaluateAll(lamps => lamps.map(lamp => lamp.getAttribute('data-signal')));

describe('stepping', () => {
  test('by signal stops at each of them, forward and back', async () => {
    const screen = await open('?scenario=slow-hook&t=-1s');
    await screen.button('Play').waitFor();
    const { keyboard } = screen.page;
    const seen: string[] = [];
    for (let step = 0; step < 7; step++) {
      await keyboard.press('Shift+ArrowRight');
      seen.push(`${await screen.clock()} ${(await lit(screen)).length}`);
    }
    expect(seen).toEqual(['0 0', '0 1', '5 2', '8 3', '8 4', '8 5', '9 6']);
    for (const before of seen.slice(0, -1).reverse()) {
      await keyboard.press('Shift+ArrowLeft');
      expect(`${await screen.clock()} ${(await lit(screen)).length}`).toBe(before);
    }
  });

  test('to SIGTERM runs up to it from before, and comes back to it from later', async () => {
    const screen = await open('?scenario=slow-hook&t=-3s');
    await screen.button('Play').waitFor();
    await screen.page.keyboard.press('s');
    await expect.poll(() => screen.clock()).toBe(0);
    expect(await lit(screen)).toEqual([]);
    await screen.page.keyboard.press('Shift+ArrowRight');
    expect(await lit(screen)).toEqual(['ShutdownInitiated']);
    for (let step = 0; step < 3; step++) await screen.page.keyboard.press('Shift+ArrowRight');
    await screen.button('Go to SIGTERM').click();
    await expect.poll(() => screen.clock()).toBe(0);
    expect(await lit(screen)).toEqual([]);
  });
});

describe('what happens in one instant', () => {
  test('is shown one after the other while the clock stands', async () => {
    const screen = await open('?scenario=slow-hook&t=7.9s');
    await screen.button('Play').waitFor();
    const seen = screen.page.evaluate(
      () =>
        new Promise<string[]>(resolve => {
          const moments: string[] = [];
          const look = (): void => {
            const lamps = document.querySelectorAll('.map [data-signal][data-state="lit"]').length;
            const clock = document.querySelector('.clock')?.textContent ?? '';
            const moment = `${clock} ${lamps}`;
            if (moments.at(-1) !== moment) moments.push(moment);
            if (lamps >= 5 && !clock.startsWith('T+8.0')) resolve(moments);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    await screen.button('Play').click();
    expect((await seen).filter(moment => /^T\+8\.0 s [345]$/.test(moment))).toEqual([
      'T+8.0 s 3',
      'T+8.0 s 4',
      'T+8.0 s 5',
    ]);
  });

  test('is shown at once to those who want no motion', async () => {
    const screen = await open('?scenario=slow-hook&t=7.9s', { reducedMotion: 'reduce' });
    await screen.button('Play').waitFor();
    const counts = screen.page.evaluate(
      () =>
        new Promise<number[]>(resolve => {
          const seen: number[] = [];
          const look = (): void => {
            const lamps = document.querySelectorAll('.map [data-signal][data-state="lit"]').length;
            if (seen.at(-1) !== lamps) seen.push(lamps);
            if (lamps >= 5) resolve(seen);
            else requestAnimationFrame(look);
          };
          look();
        }),
    );
    await screen.button('Play').click();
    expect(await counts).toEqual([2, 5]);
  });
});

describe('a link to what was done by hand', () => {
  test('does it again, and stands at the same moment', async () => {
    const mine = await open('?scenario=slow-hook&t=-2s', { reducedMotion: 'reduce' });
    await mine.button('Play').waitFor();
    const { keyboard } = mine.page;
    await keyboard.press('t');
    await keyboard.press('Space');
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('w');
    await keyboard.press('Space');
    await keyboard.press('Shift+ArrowRight');
    await keyboard.press('End');
    await mine.untilLamp('HTTPServerStoppedListening', 'lit');
    // The address follows after a moment; the copied link is of now.
    await keyboard.press('l');
    const url = new URL(await mine.page.getByLabel('Address').inputValue());
    await keyboard.press('Escape');
    expect(url.search).toMatch(/&do=2s:SIGTERM,[\d.]+s:send:reuse:\/api\/v1\/configmaps\?watch=true&t=/);
    await expect.poll(() => new URL(mine.page.url()).search).toBe(url.search);
    const theirs = await open(url.search, { reducedMotion: 'reduce' });
    await theirs.untilLamp('HTTPServerStoppedListening', 'lit');
    const shown = async (screen: Screen) => ({
      clock: await screen.clock(),
      says: await screen.says(),
      map: await screen.page.locator('.map').textContent(),
      lit: await lit(screen),
      outcomes: await screen.page.locator('[data-outcome] .num').allTextContents(),
    });
    expect(await shown(theirs)).toEqual(await shown(mine));
    await expect.poll(() => new URL(theirs.page.url()).search).toBe(url.search);
  });

  test('that cannot be done says what, and the page works on', async () => {
    const screen = await open('?scenario=slow-hook&do=1s:request.abort:r999&t=-1s');
    const alert = screen.page.getByRole('alert');
    await expect
      .poll(() => alert.textContent())
      .toContain('What this link says was done at 1.00 s cannot be done, the client of r999 gives up');
    await screen.button('Play').waitFor();
    const damaged = await open('?scenario=slow-hook&do=1s:SIGHUP');
    await expect.poll(() => damaged.page.getByRole('alert').textContent()).toContain('and it is "1s:SIGHUP"');
  });
});

describe('the keys', () => {
  test('are listed in groups, from the top', async () => {
    const screen = await open('?scenario=slow-hook');
    await screen.page.keyboard.press('?');
    const help = screen.page.getByRole('dialog', { name: 'Keys' });
    await help.waitFor();
    expect(await help.getByRole('heading', { level: 3 }).allTextContents()).toEqual([
      'Playing',
      'Stepping',
      'Timeline',
      'Acting',
      'The page',
    ]);
    expect(await help.evaluate(dialog => dialog.scrollTop)).toBe(0);
    expect(await help.textContent()).toContain('Shift →');
  });
});
