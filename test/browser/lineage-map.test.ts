import { describe, expect, test } from 'vitest';
import { misnamed, violations } from './axe.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

/** slow-hook at 6.4 s, when the delay is over and the hook is not, on a step of the lineage. */
async function open(lineage: string, more = '', options = {}): Promise<void> {
  screen = await stage.open(`?v=1&scenario=slow-hook&lineage=${lineage}&t=6.4s${more}`, options);
  await screen.page.locator(`.map[data-lineage="${lineage}"]`).waitFor();
  await expect.poll(() => screen.clock()).toBe(6.4);
}

/** The state of a moment that has no name in the version: dark, armed or lit. */
const moment = (name: string) =>
  screen.page.locator(`.map [data-moment="${name}"]`).getAttribute('data-state');
const signals = () =>
  screen.page
    .locator('.map [data-signal]')
    .evaluateAll(lamps => lamps.map(lamp => lamp.getAttribute('data-signal')));
const map = () => screen.page.locator('.map').textContent();
const lanes = () => screen.page.locator('.time').textContent();
const panel = () => screen.page.locator('#tab-body').textContent();

describe('1.24, with four signals', () => {
  test('it rejects at an open door, for the hook still runs', async () => {
    await open('1.24');
    expect(await signals()).toEqual([
      'ShutdownInitiated',
      'AfterShutdownDelayDuration',
      'HTTPServerStoppedListening',
      'InFlightRequestsDrained',
    ]);
    expect(await moment('PreShutdownHooksStopped')).toBe('armed');
    expect(await screen.gate()).toBe('1 of 2');
    expect(await screen.lamp('HTTPServerStoppedListening')).toBe('armed');
    await screen.page.locator('[data-door="open"]').waitFor();
    expect(await screen.page.locator('[data-guard="on"]').textContent()).toContain('503');
    expect(await map()).toContain('audit-backend');
  });

  test('with retry-after the guard holds 429 from the end of the delay on', async () => {
    await open('1.24');
    await screen.page.locator('.map [data-value="shutdown-send-retry-after"]').press('Enter');
    await expect.poll(() => screen.page.locator('[data-guard="on"]').textContent()).toContain('429');
    await screen.page.locator('.map[data-lineage="1.24"]').waitFor();
    expect(await screen.clock()).toBe(6.4);
  });
});

describe('1.20, without names', () => {
  test('the moments are told by what happens, in the order of their causes', async () => {
    await open('1.20');
    expect(await signals()).toEqual([]);
    expect(await screen.page.locator('.map .lamp:not(.unnamed)').count()).toBe(0);
    expect(await moment('ShutdownInitiated')).toBe('lit');
    expect(await moment('NotAcceptingNewRequest')).toBe('armed');
    expect(await map()).toContain('waits for Server.Shutdown');
    expect(await lanes()).toContain('Moments');
    const table = screen.page.getByRole('table', { name: 'Moments in the order of their causes' });
    expect(await table.locator('tbody th').allTextContents()).toEqual([
      'SIGTERM',
      '/readyz turns red',
      'the delay is over',
      'the hooks are done',
      'the listener is closed',
      'the wait group rejects',
      'the requests have drained',
      'Process exit',
    ]);
  });

  test('a moment explains itself: what it waits for, what was wrong, and where that stands', async () => {
    await open('1.20');
    await expect.poll(panel).toContain('the wait group rejects');
    await expect.poll(panel).toContain('What was wrong with 1.19–1.21');
    const reference = screen.page.getByRole('link', { name: 'PR 102671' });
    expect(await reference.getAttribute('href')).toBe('https://github.com/kubernetes/kubernetes/pull/102671');
    const source = screen.page.getByRole('link', { name: 'genericapiserver.go' });
    expect(await source.getAttribute('href')).toContain(
      '/blob/v1.20.1/staging/src/k8s.io/apiserver/pkg/server/',
    );
    await screen.button(/^the delay is over, lit/).press('Enter');
    await expect.poll(panel).toContain('came at T+5.00 s');
    expect(await panel()).not.toContain('NotAcceptingNewRequest');
  });

  test('a value that is changed keeps the lineage and the moment', async () => {
    await open('1.20');
    expect(await moment('AfterShutdownDelayDuration')).toBe('lit');
    await screen.page.locator('.map [data-value="shutdown-delay-duration"]').press('Enter');
    await screen.page.locator('.value-input input').fill('7s');
    await screen.page.locator('.value-input input').press('Enter');
    await expect.poll(() => moment('AfterShutdownDelayDuration')).toBe('armed');
    expect(await screen.page.locator('.map').getAttribute('data-lineage')).toBe('1.20');
    expect(await screen.clock()).toBe(6.4);
  });

  test('large steps go from moment to moment', async () => {
    await open('1.20');
    await screen.page.keyboard.press('Shift+ArrowLeft');
    await expect.poll(() => screen.clock()).toBe(5);
  });
});

describe('what a version did not have', () => {
  test('1.10: no delay, and /healthz alone', async () => {
    await open('1.10');
    expect(await map()).not.toContain('shutdown-delay-duration');
    expect(
      await screen.page
        .locator('[data-health]')
        .evaluateAll(lamps => lamps.map(lamp => lamp.getAttribute('data-health'))),
    ).toEqual(['/healthz']);
    expect(await lanes()).not.toContain('/readyz');
    expect(await lanes()).not.toContain('Delay');
    expect(await screen.page.locator('[data-guard="on"]').textContent()).toContain('500');
    await screen.page.locator('.map [data-edge="http-nobody"].past').waitFor();
  });

  test('1.6: a line from SIGTERM to the end', async () => {
    await open('1.6');
    expect(await screen.page.locator('.map .lamp').count()).toBe(0);
    expect(await screen.page.locator('.map .edge').count()).toBe(1);
    expect(await screen.exit()).toContain('exit code 143');
    await expect.poll(panel).toContain('kube-apiserver 1.6–1.7');
    expect(await screen.page.locator('[data-guard]').textContent()).toContain('nobody counts requests');
  });

  test('what was chosen to look at gives way where the version has it not', async () => {
    await open('1.24', '&signal=NotAcceptingNewRequest');
    await expect.poll(panel).toContain('HTTPServerStoppedListening');
    expect(await panel()).not.toContain('NotAcceptingNewRequest');
  });
});

describe.each(['1.6', '1.10', '1.16', '1.20', '1.23', '1.24'])('%s', lineage => {
  test('shuts nobody out, light or dark, wide or narrow', async () => {
    await open(lineage, '&theme=dark');
    expect(await violations(screen.page)).toEqual([]);
    expect(await misnamed(screen.page)).toEqual([]);
    await open(lineage, '&lang=zh', { viewport: { width: 320, height: 700 } });
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    expect(await violations(screen.page)).toEqual([]);
  });
});
