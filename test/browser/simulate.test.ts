import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

async function open(query = '', options = {}): Promise<void> {
  screen = await stage.open(query, options);
}

const SHUTDOWN = [
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'PreShutdownHooksStopped',
  'NotAcceptingNewRequest',
  'HTTPServerStoppedListening',
  'InFlightRequestsDrained',
];

describe('a run in the page', () => {
  test('plays by itself: SIGTERM comes from the script, and the signals light in order', async () => {
    await open('?scenario=slow-hook');
    expect(await screen.page.locator('.evidence').textContent()).toBe('simulated');
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    // Three seconds of the run lie between delay and hook: enough to look in, also on a busy machine.
    await screen.speed(1);
    await screen.untilLamp('ShutdownInitiated', 'lit');
    expect(await screen.lamp('NotAcceptingNewRequest')).toBe('armed');
    await screen.untilLamp('AfterShutdownDelayDuration', 'lit');
    expect(await screen.lamp('PreShutdownHooksStopped')).toBe('armed');
    expect(await screen.gate()).toBe('1 of 2');
    expect(await screen.says()).toContain('until the hooks are done');
    await screen.speed(4);
    await screen.untilLamp('NotAcceptingNewRequest', 'lit');
    expect(await screen.gate()).toBe('2 of 2');
    await screen.untilExit();
    for (const signal of SHUTDOWN) expect(await screen.lamp(signal)).toBe('lit');
    expect(await screen.exit()).toContain('exit code 0');
    expect(await screen.says()).toContain('No request was dropped');
    await screen.button('Again').waitFor();
  });

  test('with retry-after the guard turns requests back at the open door', async () => {
    await open('?scenario=retry-after');
    await screen.speed(4);
    await screen.untilLamp('NotAcceptingNewRequest', 'lit');
    // The guard is on duty for seconds: enough to look in, also on a busy machine.
    await screen.speed(1);
    await screen.page.locator('[data-guard="on"]').waitFor();
    expect(await screen.page.locator('[data-door]').getAttribute('data-door')).toBe('open');
    await screen.untilLamp('HTTPServerStoppedListening', 'lit');
    expect(await screen.lamp('InFlightRequestsDrained')).toBe('lit');
    expect(await screen.page.locator('[data-door]').getAttribute('data-door')).toBe('shut');
    expect(await screen.page.locator('[data-outcome="turned away"] .num').textContent()).not.toBe('0');
  });

  test('another scenario can be chosen, and starts from its beginning', async () => {
    await open('?scenario=slow-hook');
    await screen.page.getByLabel('Scenario', { exact: true }).selectOption('openshift');
    await expect.poll(() => screen.says()).toContain('OpenShift');
    expect(await screen.clock()).toBeLessThan(0);
    expect(await screen.page.locator('.header').textContent()).toContain('1.33');
  });

  test('a scenario that the library does not have is said to be missing', async () => {
    await open('?scenario=nonsense');
    await expect.poll(() => screen.page.getByRole('alert').textContent()).toContain('"nonsense"');
  });
});

describe('what a person does', () => {
  test('SIGTERM before the script sends it stops the server once', async () => {
    await open('?scenario=slow-hook');
    await screen.button('SIGTERM').click();
    await screen.untilLamp('ShutdownInitiated', 'lit');
    await screen.button('SIGTERM again').waitFor();
    await screen.speed(25);
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 0');
  });

  test('a second SIGTERM ends it at once, and SIGKILL does', async () => {
    await open('?scenario=slow-hook');
    await screen.button('SIGTERM').click();
    await screen.button('SIGTERM again').click();
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 1');
    await screen.button('Again').click();
    await screen.button('SIGKILL').click();
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 137');
    expect(await screen.button('SIGKILL').isDisabled()).toBe(true);
  });

  test('pauses, steps back and forward by transition, and drags the playhead', async () => {
    await open('?scenario=slow-hook');
    await screen.speed(4);
    await screen.untilLamp('AfterShutdownDelayDuration', 'lit');
    await screen.button('Pause').click();
    const paused = await screen.clock();
    for (let step = 0; step < 20 && (await screen.lamp('AfterShutdownDelayDuration')) === 'lit'; step++) {
      await screen.button('Step to the previous transition').click();
    }
    expect(await screen.lamp('AfterShutdownDelayDuration')).toBe('armed');
    expect(await screen.clock()).toBeLessThanOrEqual(paused);
    for (let step = 0; step < 20 && (await screen.lamp('AfterShutdownDelayDuration')) !== 'lit'; step++) {
      await screen.button('Step to the next transition').click();
    }
    expect(await screen.clock()).toBe(5);
    const track = await screen.page.getByRole('slider', { name: 'Playhead' }).boundingBox();
    if (!track) throw new Error('there is no timeline');
    await screen.page.mouse.click(track.x + 2, track.y + track.height / 2);
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    await screen.page.keyboard.press('End');
    expect(await screen.clock()).toBeGreaterThanOrEqual(paused - 0.1);
  });

  test('sends requests: on a new connection, on a kept one, and a watch', async () => {
    await open('?scenario=slow-hook');
    await screen.speed(0.25);
    await screen.page.getByRole('tab', { name: 'Log' }).click();
    const log = () => screen.page.locator('.log').textContent();
    await screen.button('Send request').click();
    await screen.button('New connection').click();
    await expect.poll(log).toMatch(/you sends r\d+: GET \/sleep/);
    await screen.button('Kept connection').click();
    await expect.poll(log).toMatch(/you sends r\d+: GET \/sleep/);
    await screen.button('Watch').click();
    await expect.poll(log).toMatch(/you sends r\d+: GET \/api\/v1\/configmaps\?watch=true/);
    await screen.page.keyboard.press('Escape');
    await expect.poll(() => screen.page.locator('.room').textContent()).toContain('you');
  });

  test('chooses a signal and reads why it fired', async () => {
    await open('?scenario=slow-hook');
    await screen.speed(10);
    await screen.untilExit();
    await screen.page.locator('[data-signal="NotAcceptingNewRequest"]').click();
    const panel = await screen.page.locator('.panel').textContent();
    expect(panel).toContain('fired at T+8.00 s');
    expect(panel).toContain('PreShutdownHooksStopped fires');
    expect(panel).toContain('RunWithContext');
  });
});

describe('the keyboard', () => {
  test('plays, steps, stops the server and lists itself', async () => {
    await open('?scenario=slow-hook');
    await screen.page.keyboard.press('Space');
    await screen.button('Play').waitFor();
    await screen.page.keyboard.press('t');
    await screen.untilLamp('ShutdownInitiated', 'lit');
    await screen.page.keyboard.press('Space');
    for (let press = 0; press < 15; press++) await screen.page.keyboard.press('ArrowLeft');
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    for (let press = 0; press < 15; press++) await screen.page.keyboard.press('ArrowRight');
    expect(await screen.lamp('ShutdownInitiated')).toBe('lit');
    await screen.page.keyboard.press('?');
    const help = screen.page.getByRole('dialog');
    await help.waitFor();
    expect(await help.textContent()).toContain('send SIGTERM');
    await screen.page.keyboard.press('Escape');
    await help.waitFor({ state: 'detached' });
  });

  test('reaches every signal in causal order, and a chosen one explains itself', async () => {
    await open('?scenario=slow-hook');
    const order = await screen.page
      .locator('.map [data-signal]')
      .evaluateAll(nodes => nodes.map(node => node.getAttribute('data-signal')));
    expect(order).toEqual(SHUTDOWN);
    await screen.page.locator('[data-signal="InFlightRequestsDrained"]').focus();
    await screen.page.keyboard.press('Enter');
    expect(await screen.page.locator('.panel h2').textContent()).toBe('InFlightRequestsDrained');
  });

  test('typing a path sends no signals', async () => {
    await open('?scenario=slow-hook');
    await screen.button('Send request').click();
    await screen.page.getByLabel('Path').fill('/test');
    await screen.page.getByLabel('Path').press('t');
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    expect(await screen.page.getByLabel('Path').inputValue()).toBe('/testt');
  });
});

describe('those who do not see the drawing', () => {
  test('have the signals as a table in order, and the narrator’s sentence read to them', async () => {
    await open('?scenario=slow-hook');
    await screen.speed(25);
    await screen.untilExit();
    const rows = await screen.page.getByRole('table').locator('tbody th').allTextContents();
    expect(rows).toEqual(['SIGTERM', ...SHUTDOWN, 'Process exit']);
    await screen.page.locator('.say [role="status"]').waitFor({ state: 'attached' });
  });
});

test('the page comes in a handful of files, and what runs a scenario in a few more', async () => {
  await open('?scenario=slow-hook');
  const scripts = await screen.page.evaluate(() =>
    performance.getEntriesByType('resource').filter(({ name }) => name.endsWith('.js')),
  );
  expect(scripts.length).toBeGreaterThan(1);
  expect(scripts.length).toBeLessThan(15);
});

describe('the page fits', () => {
  test.each([320, 390, 768, 1024, 1440, 2560])(
    'a window %i px wide without scrolling sideways',
    async width => {
      await open('?scenario=slow-hook', { viewport: { width, height: 844 } });
      await screen.page.keyboard.press('t');
      await screen.untilLamp('ShutdownInitiated', 'lit');
      expect(await screen.overflow()).toBeLessThanOrEqual(0);
    },
  );

  test('on a phone everything that can be done is in one menu', async () => {
    await open('?scenario=slow-hook', { viewport: { width: 390, height: 844 }, hasTouch: true });
    await screen.button('Send…').click();
    await screen.button('SIGKILL').click();
    await screen.untilExit();
    const target = await screen.button('Step to the next transition').boundingBox();
    expect(target?.height).toBeGreaterThanOrEqual(44);
  });

  test.each(['light', 'dark'] as const)('the %s theme, and it can be switched', async colorScheme => {
    await open('', { colorScheme });
    const ground = () => screen.page.evaluate(() => getComputedStyle(document.body).backgroundColor);
    const before = await ground();
    expect(before).toBe(colorScheme === 'light' ? 'rgb(244, 245, 244)' : 'rgb(15, 18, 21)');
    await screen.button('Theme').click();
    expect(await ground()).not.toBe(before);
    await screen.page.reload();
    await screen.page.locator('.transport').waitFor();
    expect(await ground()).not.toBe(before);
  });

  test('with reduced motion nothing travels', async () => {
    await open('?scenario=slow-hook', { reducedMotion: 'reduce' });
    await screen.page.keyboard.press('t');
    await screen.untilLamp('ShutdownInitiated', 'lit');
    const moving = await screen.page.evaluate(
      () => document.getAnimations().filter(animation => animation.playState === 'running').length,
    );
    expect(moving).toBe(0);
  });

  test('nothing moves when texts change', async () => {
    await open('?scenario=slow-hook');
    const places = () =>
      screen.page.evaluate(() =>
        ['.views', '.time', '.transport', '.say p', '.btn.danger', '.map', '.room'].map(selector => {
          const box = document.querySelector(selector)?.getBoundingClientRect();
          return [selector, box?.x, box?.y, selector === '.say p' ? 0 : box?.width];
        }),
      );
    const before = (await places()).map(row => (row[0] === '.say p' ? row.slice(0, 2) : row));
    await screen.speed(25);
    await screen.untilExit();
    expect((await places()).map(row => (row[0] === '.say p' ? row.slice(0, 2) : row))).toEqual(before);
  });
});
