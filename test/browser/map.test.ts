import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

async function open(query: string, options = {}): Promise<void> {
  screen = await stage.open(`?v=1&${query}`, options);
}

const value = (name: string) => screen.page.locator(`.map [data-value="${name}"]`);
const field = () => screen.page.locator('.value-input input');
const map = () => screen.page.locator('.map').textContent();

async function centre(name: string): Promise<{ readonly x: number; readonly y: number }> {
  const box = await value(name).locator('rect').boundingBox();
  if (!box) throw new Error(`${name} is not on the map`);
  return { x: box.x + box.width / 2, y: box.y + box.height / 2 };
}

async function heightOf(signal: string): Promise<number> {
  return (await screen.page.locator(`.map [data-signal="${signal}"]`).boundingBox())?.y ?? 0;
}

describe('values on the map', () => {
  test('the delay is typed in its place, and the run stands at the same moment', async () => {
    await open('scenario=slow-hook&t=6.4s');
    expect(await screen.lamp('AfterShutdownDelayDuration')).toBe('lit');
    const at = await centre('shutdown-delay-duration');
    await screen.page.mouse.click(at.x, at.y);
    await field().fill('7s');
    await field().press('Enter');
    await expect.poll(() => screen.lamp('AfterShutdownDelayDuration')).toBe('armed');
    expect(await map()).toContain('shutdown-delay-duration 7s');
    expect(await screen.clock()).toBe(6.4);
    expect(await screen.button('Play').count()).toBe(1);
  });

  test('what is no duration is said in place, and Escape leaves all as it was', async () => {
    await open('scenario=slow-hook&t=6.4s');
    await value('shutdown-delay-duration').press('Enter');
    await field().fill('soon');
    await field().press('Enter');
    await expect.poll(() => screen.page.getByRole('alert').textContent()).toContain('"soon"');
    await field().press('Escape');
    await field().waitFor({ state: 'detached' });
    expect(await map()).toContain('shutdown-delay-duration 5s');
    const back = await screen.page.evaluate(() => document.activeElement?.getAttribute('data-value'));
    expect(back).toBe('shutdown-delay-duration');
  });

  test('the hook’s duration is dragged to the left, and the gate opens sooner', async () => {
    await open('scenario=slow-hook&t=6.4s');
    expect(await screen.gate()).toBe('1 of 2');
    const at = await centre('duration of hook deregister');
    await screen.page.mouse.move(at.x, at.y);
    await screen.page.mouse.down();
    await screen.page.mouse.move(at.x - 30, at.y, { steps: 4 });
    await screen.page.mouse.move(at.x - 60, at.y, { steps: 4 });
    await expect.poll(map).toContain('deregister 5s');
    await screen.page.mouse.up();
    await expect.poll(() => screen.gate()).toBe('2 of 2');
    expect(await screen.clock()).toBe(6.4);
  });

  test('a run that plays begins anew with the changed value', async () => {
    await open('scenario=slow-hook');
    await screen.speed(4);
    await screen.untilLamp('ShutdownInitiated', 'lit');
    await value('shutdown-delay-duration').press('Enter');
    await field().press('ArrowUp');
    await field().press('Enter');
    await expect.poll(() => screen.lamp('ShutdownInitiated')).toBe('dark');
    expect(await map()).toContain('shutdown-delay-duration 5.5s');
    await screen.button('Pause').waitFor();
  });

  test('the watch grace period stands on the drain’s edge since 1.27, and in no older lineage', async () => {
    await open('scenario=watches&t=4s');
    await value('shutdown-watch-termination-grace-period').press('Enter');
    await field().fill('5s');
    await field().press('Enter');
    await expect.poll(map).toContain('at most 5s');
    await screen.close();
    await open('scenario=slow-hook');
    expect(await value('shutdown-watch-termination-grace-period').count()).toBe(0);
  });
});

describe('retry-after', () => {
  test('switched, exchanges the last two lamps and the route between them', async () => {
    await open('scenario=slow-hook&t=6.4s', { reducedMotion: 'reduce' });
    expect(await value('shutdown-send-retry-after').getAttribute('aria-checked')).toBe('false');
    const before = [await heightOf('HTTPServerStoppedListening'), await heightOf('InFlightRequestsDrained')];
    const at = await centre('shutdown-send-retry-after');
    await screen.page.mouse.click(at.x, at.y);
    await screen.page.locator('.map [data-edge="drain-http"]').waitFor();
    expect(await screen.page.locator('.map [data-edge="nanr-http"]').count()).toBe(0);
    expect(await value('shutdown-send-retry-after').getAttribute('aria-checked')).toBe('true');
    const after = [await heightOf('InFlightRequestsDrained'), await heightOf('HTTPServerStoppedListening')];
    expect(after).toEqual(before);
  });

  test('switched where motion is wanted, slides for less than half a second', async () => {
    await open('scenario=slow-hook&t=6.4s');
    await value('shutdown-send-retry-after').press('Enter');
    await screen.page.locator('.map [data-edge="drain-http"]').waitFor();
    const sliding = await screen.page.evaluate(() => {
      const lamp = document.querySelector('[data-signal="InFlightRequestsDrained"]');
      return lamp?.getAnimations().map(({ effect }) => effect?.getTiming().duration);
    });
    expect(sliding).toEqual([400]);
  });
});

describe('one instant', () => {
  test('its lamps light one after the other, each after its token, with a bracket beside them', async () => {
    await open('scenario=slow-hook&t=7.9s');
    await screen.page.evaluate(() => {
      const seen: string[] = [];
      Object.assign(window, { seen });
      const map = document.querySelector('.map');
      if (!map) throw new Error('there is no map');
      new MutationObserver(records => {
        for (const { target, type, addedNodes } of records) {
          if (
            type === 'attributes' &&
            target instanceof Element &&
            target.getAttribute('data-state') === 'lit'
          )
            seen.push(target.getAttribute('data-signal') ?? '');
          for (const node of addedNodes)
            if (node instanceof Element && node.matches('.token')) seen.push('token');
        }
      }).observe(map, { subtree: true, childList: true, attributeFilter: ['data-state'] });
    });
    await screen.button('Play').click();
    await screen.page.locator('.map-instant').waitFor();
    await screen.untilLamp('HTTPServerStoppedListening', 'lit');
    const seen = await screen.page.evaluate(() => (window as unknown as { seen: string[] }).seen);
    const lamps = seen.filter(name => name !== 'token');
    expect(lamps).toEqual([
      'PreShutdownHooksStopped',
      'NotAcceptingNewRequest',
      'HTTPServerStoppedListening',
    ]);
    expect(seen.slice(0, seen.indexOf('HTTPServerStoppedListening'))).toContain('token');
    expect(await screen.page.locator('.map-instant').textContent()).toBe('same instant');
  });
});
