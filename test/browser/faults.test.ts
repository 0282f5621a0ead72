import { describe, expect, test } from 'vitest';
import { LiveProgram } from './live-program.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

async function open(query: string, options = {}): Promise<void> {
  screen = await stage.open(`?v=1&${query}`, options);
}

const menu = () => screen.page.getByRole('menu');
const choice = (name: string) => menu().getByRole('menuitem', { name });
const thing = (key: string) => screen.page.locator(`.views [data-thing="${key}"]`).first();

/** Opens the menu of a thing by its place on the screen, as a hand does. */
async function press(key: string): Promise<void> {
  const box = await thing(key).locator('.thing-hit').boundingBox();
  if (!box) throw new Error(`${key} is not on the screen`);
  await screen.page.mouse.click(box.x + 6, box.y + box.height - 6);
  await menu().waitFor();
}

/** Opens it by key. */
async function enter(key: string, at: 'first' | 'last' = 'first'): Promise<void> {
  const all = screen.page.locator(`.views [data-thing="${key}"]`);
  await (at === 'first' ? all.first() : all.last()).press('Enter');
  await menu().waitFor();
}

async function said(): Promise<string[]> {
  return menu().getByRole('menuitem').locator('b').allTextContents();
}

/** `report` is in flight on a connection of the script. */
const IN_FLIGHT = 'scenario=slow-hook&t=6.4s';

describe('clicking a thing offers what can go wrong with it now', () => {
  test('a request stalls, and then only its client or its time can end it', async () => {
    await open(IN_FLIGHT);
    const key =
      (await screen.page.locator('[data-thing^="request/"]').last().getAttribute('data-thing')) ?? '';
    await press(key);
    expect(await menu().textContent()).toContain('report · GET /sleep?duration=3s');
    expect(await said()).toEqual(['Its client gives up', 'It stalls']);
    await choice('It stalls').click();
    await menu().waitFor({ state: 'detached' });
    await thing(key).locator('.stalled').waitFor();
    await press(key);
    expect(await said()).toEqual(['Its client gives up']);
    await choice('Its client gives up').click();
    await thing(key).waitFor({ state: 'detached' });
  });

  test('a connection is cut, and what was on it is lost', async () => {
    await open(IN_FLIGHT);
    const key = 'connection/c2';
    await press(key);
    expect((await said())[0]).toBe('Cut the connection');
    await choice('Cut the connection').click();
    await thing(key).waitFor({ state: 'detached' });
    await expect.poll(() => screen.page.locator('.room').textContent()).toMatch(/2 (watches cut|lost)/);
  });

  test('a hook fails, and the server exits without a drain', async () => {
    await open(IN_FLIGHT);
    await press('hook/preShutdown/deregister');
    expect(await said()).toEqual(['It returns now', 'It fails', 'It never returns']);
    await choice('It fails').click();
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 1');
  });

  test('a hook that never returns is killed by the kubelet', async () => {
    await open(IN_FLIGHT);
    await press('hook/preShutdown/deregister');
    await choice('It never returns').click();
    await screen.speed(25);
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 137');
  });

  test('lost probes turn the load balancer’s verdict', async () => {
    await open('scenario=slow-hook&t=-3.9s');
    await press('probe/lb');
    await choice('Lose the next 3 probes').click();
    await screen.speed(25);
    const verdict = screen.page.locator('[data-verdict="unhealthy"]');
    await verdict.waitFor();
    // Without the fault it is two seconds after the stop that it believes three failures.
    const since = /since T(\S+) s/.exec((await verdict.textContent()) ?? '')?.[1] ?? '';
    expect(Number(since.replace('−', '-'))).toBeLessThan(1);
  });

  test('the process is stopped, stopped again and killed where it stands on the map', async () => {
    await open('scenario=slow-hook&t=-2s');
    await enter('process');
    expect(await said()).toEqual(['SIGTERM', 'SIGKILL']);
    await menu().locator('[data-choice="SIGTERM"]').click();
    await screen.untilLamp('ShutdownInitiated', 'lit');
    await enter('process');
    expect(await said()).toEqual(['SIGTERM again', 'SIGKILL']);
    await choice('SIGKILL').click();
    await screen.untilExit();
    expect(await screen.exit()).toContain('exit code 137');
    await enter('process', 'last');
    expect(await said()).toEqual([]);
    expect(await menu().textContent()).toContain('Nothing can go wrong with it now.');
  });

  test('connections without a row are reached through a list', async () => {
    await open('scenario=retry-after&t=3.6s');
    await enter('list/hidden');
    const things = menu().getByRole('menuitem');
    expect(await things.count()).toBeGreaterThan(3);
    await things.first().click();
    await choice('Cut the connection').waitFor();
  });
});

describe('the menu', () => {
  test('is gone through by keys, left by Escape, and gives the focus back', async () => {
    await open(IN_FLIGHT);
    await thing('hook/preShutdown/deregister').focus();
    await screen.page.keyboard.press('Enter');
    await menu().waitFor();
    const focused = () => screen.page.evaluate(() => document.activeElement?.getAttribute('data-choice'));
    expect(await focused()).toBe('hook.finish');
    await screen.page.keyboard.press('ArrowDown');
    expect(await focused()).toBe('hook.fail');
    await screen.page.keyboard.press('ArrowUp');
    await screen.page.keyboard.press('ArrowUp');
    expect(await focused()).toBe('hook.hang');
    await screen.page.keyboard.press('Escape');
    await menu().waitFor({ state: 'detached' });
    const back = await screen.page.evaluate(() => document.activeElement?.getAttribute('data-thing'));
    expect(back).toBe('hook/preShutdown/deregister');
  });

  test('makes a simulation wait while it is read, and lets it go on', async () => {
    await open('scenario=slow-hook');
    await screen.button('Pause').waitFor();
    await enter('probe/lb');
    await screen.page.locator('.play', { hasText: 'Play' }).waitFor();
    const stood = await screen.clock();
    await screen.page.keyboard.press('Escape');
    await expect.poll(() => screen.clock()).toBeGreaterThan(stood);
  });

  test.each([320, 390])('is in sight whole on a phone %i px wide, with targets for fingers', async width => {
    await open(IN_FLIGHT, { viewport: { width, height: 700 }, hasTouch: true });
    await enter('hook/preShutdown/deregister');
    const box = await menu().boundingBox();
    if (!box) throw new Error('there is no menu');
    expect(box.x).toBeGreaterThanOrEqual(0);
    expect(box.y).toBeGreaterThanOrEqual(0);
    expect(box.x + box.width).toBeLessThanOrEqual(width);
    expect(box.y + box.height).toBeLessThanOrEqual(700);
    for (const item of await menu().getByRole('menuitem').all())
      expect((await item.boundingBox())?.height).toBeGreaterThanOrEqual(44);
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
  });

  test('speaks Chinese', async () => {
    await open(`${IN_FLIGHT}&lang=zh`);
    await enter('hook/preShutdown/deregister');
    expect(await said()).toEqual(['立即返回', '失败', '永不返回']);
  });
});

describe('a live server', () => {
  test('takes faults in its present, and none in its past', async () => {
    const program = await LiveProgram.start('slow-hook');
    try {
      screen = await stage.open(`${program.url}?v=1&mode=live`);
      await screen.page.locator('.evidence.live').waitFor();
      const connection = screen.page.locator('.room [data-thing^="connection/"]').first();
      const key = (await connection.getAttribute('data-thing')) ?? '';
      await enter(key);
      await choice('Cut the connection').click();
      await thing(key).waitFor({ state: 'detached' });
      await screen.page.keyboard.press('Home');
      await enter('process');
      expect(await said()).toEqual(['Go to the present']);
      expect(await menu().textContent()).toContain('A live server cannot be taken back');
      await choice('Go to the present').click();
      await expect.poll(said).toEqual(['SIGTERM', 'SIGKILL']);
    } finally {
      await program.stop();
    }
  });
});

describe('everything that can be pressed', () => {
  test('is large enough, has a name, and comes in the order of its causes', async () => {
    await open(IN_FLIGHT);
    const found = await screen.page.locator('.views [data-thing], .map [data-value]').evaluateAll(nodes =>
      nodes.map(node => {
        const { width, height } = (node.querySelector('.thing-hit') ?? node).getBoundingClientRect();
        return { label: node.getAttribute('aria-label') ?? '', least: Math.min(width, height) };
      }),
    );
    for (const { label, least } of found) {
      expect(label).not.toBe('');
      expect(least, label).toBeGreaterThanOrEqual(24);
    }
    const order = await screen.page
      .locator('.map :is([data-thing], [data-value], [data-signal])')
      .evaluateAll(nodes =>
        nodes.map(node => node.getAttribute('data-signal') ?? node.getAttribute('data-value') ?? 'thing'),
      );
    expect(order).toEqual([
      'thing',
      'ShutdownInitiated',
      'shutdown-delay-duration',
      'AfterShutdownDelayDuration',
      'thing',
      'duration of hook deregister',
      'PreShutdownHooksStopped',
      'NotAcceptingNewRequest',
      'shutdown-send-retry-after',
      'HTTPServerStoppedListening',
      'InFlightRequestsDrained',
      'thing',
    ]);
  });
});
