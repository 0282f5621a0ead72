/** Nobody is shut out: what axe finds, the page at 200 %, and the whole of it by keyboard. */
import { describe, expect, test } from 'vitest';
import { misnamed, violations } from './axe.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

async function open(query: string, options = {}, landmark?: string): Promise<void> {
  screen = await stage.open(query, options, landmark);
}

const MID_RUN = '?scenario=slow-hook&t=6.4s';
const PHONE = { viewport: { width: 390, height: 844 } };

const expectNone = async (where: string): Promise<void> =>
  expect([...(await violations(screen.page)), ...(await misnamed(screen.page))], where).toEqual([]);

/** What opens over the page in the middle of a run: how it is opened, and what stands there then. Escape closes it. */
const OVERLAYS = [
  ['the help', '.header button:last-of-type', '.help'],
  ['the request menu', '.transport [aria-haspopup="dialog"]', '.menu'],
  ['the menu of a thing', '.room [data-thing^="request/"]', '.thing-menu'],
  ['the export menu', '.save-picture-button', '.save-picture-menu'],
  ['the editor', '.header .edit', '.editor .editor-sides'],
] as const;

const TABS = [
  ['Rules', '[data-rule]'],
  ['Log', '[role="option"]'],
  ['Statechart', '.sc [data-state]'],
] as const;

describe.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('axe finds nothing in %s, %s', (lang, colorScheme) => {
  test('on the page at its start', async () => {
    await open(`?scenario=graceful&t=-4s&lang=${lang}`, { colorScheme });
    await expectNone('at the start');
  });

  test('in the middle of a run, in any tab of the panel', async () => {
    await open(`${MID_RUN}&lang=${lang}`, { colorScheme });
    await expectNone('in the middle');
    for (const [tab, landmark] of TABS) {
      await screen.page.locator(`#tab-${tab}`).click();
      await screen.page.locator(landmark).first().waitFor();
      await expectNone(tab);
    }
    await screen.page.locator('.sc-bar .btn').click();
    await screen.page.locator('.sc-dialog [data-state]').first().waitFor();
    await expectNone('the enlarged statechart');
  });

  test('in what opens over the page', async () => {
    await open(`${MID_RUN}&lang=${lang}`, { colorScheme });
    for (const [name, opener, opened] of OVERLAYS) {
      await screen.page.locator(opener).first().click();
      await screen.page.locator(opened).first().waitFor();
      await expectNone(name);
      await screen.page.keyboard.press('Escape');
      await screen.page.locator(opened).first().waitFor({ state: 'hidden' });
    }
  });

  test('in the list of runs, when somebody has acted in the past', async () => {
    await open(`${MID_RUN}&lang=${lang}`, { colorScheme });
    await screen.page.keyboard.press('ArrowLeft');
    await screen.page.keyboard.press('n');
    await screen.page.locator('.transport .runs-pill').click();
    await screen.page.locator('.runs').waitFor();
    await expectNone('the list of runs');
  });

  test('on a phone, with and without its menu', async () => {
    await open(`${MID_RUN}&lang=${lang}`, { colorScheme, ...PHONE });
    await expectNone('a phone');
    await screen.page.locator('.transport [aria-haspopup="dialog"]').click();
    await screen.page.locator('.menu').waitFor();
    await expectNone('its menu');
  });

  test('in an embed', async () => {
    await open(`${MID_RUN}&lang=${lang}&embed=1&view=map`, { colorScheme }, '.map');
    await expectNone('an embed');
  });
});

describe('at 200 % a window of 1440 × 900', () => {
  test('has nothing beside it, and everything can be reached and pressed', async () => {
    await open(MID_RUN, { viewport: { width: 720, height: 450 } });
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    for (const selector of ['.header', '.say p', '.map', '.room', '.panel', '.time', '.transport']) {
      const part = screen.page.locator(selector).first();
      await part.scrollIntoViewIfNeeded();
      const box = await part.boundingBox();
      expect(box?.width, selector).toBeGreaterThan(200);
      expect((box?.x ?? -1) >= 0 && (box?.x ?? 0) + (box?.width ?? 0) <= 720, selector).toBe(true);
    }
    await screen.page.locator('#tab-Rules').click();
    await screen.page.locator('[data-rule] button').first().click();
    await screen.button('Step to the next transition').click();
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
  });
});

describe('with keys alone', () => {
  /** What has the focus, by what it is called or says, and whether one can see that it has. */
  const focus = () =>
    screen.page.evaluate(() => {
      const element = document.activeElement ?? document.body;
      const style = getComputedStyle(element);
      const hit = element.querySelector('.thing-hit, .hit');
      const ring = hit ? getComputedStyle(hit) : null;
      return {
        name: (
          element.getAttribute('aria-label') ??
          (element instanceof HTMLInputElement ? element.labels?.[0]?.textContent : null) ??
          element.textContent ??
          ''
        ).trim(),
        thing: element.getAttribute('data-thing') ?? '',
        signal: element.closest('[data-signal]')?.getAttribute('data-signal') ?? '',
        isSeen:
          (style.outlineStyle !== 'none' && Number.parseFloat(style.outlineWidth) > 0) ||
          element.parentElement?.matches(':has(:focus-visible)') === true ||
          (ring !== null && ring.stroke !== 'none' && ring.stroke !== 'rgba(0, 0, 0, 0)'),
      };
    });

  /** Goes on with Tab to the first place that is asked for; every place on the way shows its focus. */
  async function tabTo(
    is: (place: Awaited<ReturnType<typeof focus>>) => boolean,
    key = 'Tab',
  ): Promise<void> {
    for (let step = 0; step < 120; step++) {
      await screen.page.keyboard.press(key);
      const place = await focus();
      if (place.name !== '') expect(place, 'focus that cannot be seen').toMatchObject({ isSeen: true });
      if (is(place)) return;
    }
    throw new Error('no such place can be reached with Tab');
  }

  test('a run is played and stepped, a signal is looked at, a fault is made to happen', async () => {
    await open('?scenario=slow-hook&t=1s');
    await screen.page.keyboard.press('ArrowRight');
    await screen.page.keyboard.press(' ');
    await screen.untilLamp('AfterShutdownDelayDuration', 'lit');
    await screen.page.keyboard.press(' ');
    await screen.button('Play').waitFor();
    // In the order of causes: the room before the map, on the map what comes first before what follows.
    const order: string[] = [];
    await tabTo(({ thing, signal }) => {
      if (signal !== '' && !order.includes(signal)) order.push(signal);
      return signal === 'InFlightRequestsDrained' || thing === 'none';
    });
    expect(order.slice(0, 2)).toEqual(['ShutdownInitiated', 'AfterShutdownDelayDuration']);
    expect(order.indexOf('NotAcceptingNewRequest')).toBeGreaterThan(order.indexOf('PreShutdownHooksStopped'));
    await screen.page.keyboard.press('Enter');
    await expect.poll(() => screen.page.locator('.panel h2').textContent()).toBe('InFlightRequestsDrained');
    await tabTo(({ thing }) => thing.startsWith('hook/'), 'Shift+Tab');
    await screen.page.keyboard.press('Enter');
    await screen.page.locator('.thing-menu').waitFor();
    await screen.page.keyboard.press('Enter');
    await screen.page.locator('.thing-menu').waitFor({ state: 'detached' });
    await screen.untilLamp('NotAcceptingNewRequest', 'lit');
  });

  test('a flag is edited, and the run is made again with it', async () => {
    await open('?scenario=graceful&t=-1s');
    await tabTo(({ name }) => name === 'Edit');
    await screen.page.keyboard.press('Enter');
    await screen.page.locator('.editor .form-nav').waitFor();
    await tabTo(({ name }) => name === '--shutdown-delay-duration');
    await screen.page.keyboard.press('Control+a');
    await screen.page.keyboard.type('3s');
    await tabTo(({ name }) => name === 'Apply: run again', 'Shift+Tab');
    await screen.page.keyboard.press('Enter');
    await screen.page.locator('.map').getByText('3s', { exact: true }).waitFor();
  });
});
