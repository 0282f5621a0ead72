import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

/** The whole run of a scenario, at its end. */
async function ended(scenario: string, options = {}): Promise<void> {
  screen = await stage.open(`?scenario=${scenario}`, options);
  await screen.playToEnd();
}

/** A time of a lane, in pixels of the window. */
async function placeIn(lane: string, share: number): Promise<{ readonly x: number; readonly y: number }> {
  const box = await screen.page.locator(`.track[data-lane=${lane}]`).boundingBox();
  if (!box) throw new Error(`there is no lane ${lane}`);
  return { x: box.x + box.width * share, y: box.y + box.height / 2 };
}

/** The page at a moment of slow-hook at which the hook runs, standing. */
async function standing(options = {}, query = ''): Promise<void> {
  screen = await stage.open(`?scenario=slow-hook&t=6.4s${query}`, options);
  await expect.poll(() => screen.clock()).toBe(6.4);
}

const menu = () => screen.page.getByRole('menu');

describe('things on the timeline', () => {
  test('a click on the bar of the hook that runs opens its menu, and the playhead stays', async () => {
    await standing();
    const { x, y } = await placeIn('hooks', 0);
    const at = await screen.pixelOf(3);
    await screen.page.mouse.click(Math.max(at, x), y);
    await menu().waitFor();
    expect(await menu().textContent()).toContain('deregister');
    expect(await screen.clock()).toBe(6.4);
  });

  test('a click on the bar of a request that has ended goes to a moment in which it was there', async () => {
    await standing();
    const canvas = await screen.page.locator('.tracks canvas').boundingBox();
    if (!canvas) throw new Error('there are no lanes of requests');
    const x = await screen.pixelOf(-1);
    for (const dy of [4, 9, 14]) {
      await screen.page.mouse.click(x, canvas.y + dy);
      if ((await menu().count()) > 0) break;
    }
    await menu().waitFor();
    expect(await menu().textContent()).toContain('GET /sleep');
    expect(await menu().textContent()).not.toContain('has ended');
    expect(Math.abs((await screen.clock()) + 1)).toBeLessThan(0.35);
  });

  test('a drag that begins on a bar moves the playhead, and opens nothing', async () => {
    await standing();
    const { y } = await placeIn('hooks', 0);
    const { mouse } = screen.page;
    await mouse.move(await screen.pixelOf(3), y);
    await mouse.down();
    await mouse.move(await screen.pixelOf(2), y, { steps: 4 });
    await mouse.up();
    await expect.poll(async () => Math.abs((await screen.clock()) - 2)).toBeLessThan(0.1);
    expect(await menu().count()).toBe(0);
  });

  test('by key: one stop of the tabulator, arrows in causal order, Enter opens, and the focus comes back', async () => {
    await standing();
    const { page } = screen;
    const buttons = page.getByRole('toolbar', { name: 'In flight on the timeline' }).getByRole('button');
    const names = await buttons.evaluateAll(all => all.map(button => button.getAttribute('aria-label')));
    const since = names.map(name =>
      Number((name ?? '').split('T').at(-1)?.replace('−', '-').replace(' s', '')),
    );
    expect(since).toEqual([...since].sort((a, b) => a - b));
    expect(await buttons.evaluateAll(all => all.filter(button => button.tabIndex === 0).length)).toBe(1);
    await buttons.first().focus();
    const position = names.findIndex(name => name?.startsWith('hook deregister'));
    for (let n = 0; n < position; n++) await page.keyboard.press('ArrowRight');
    const focused = () => page.evaluate(() => document.activeElement?.getAttribute('aria-label'));
    expect(await focused()).toContain('hook deregister');
    await page.keyboard.press('Enter');
    await menu().waitFor();
    await page.keyboard.press('Escape');
    await expect.poll(focused).toContain('hook deregister');
  });
});

describe('the grace period', () => {
  test('typed, it is that of another run at the same moment', async () => {
    await standing();
    const { page } = screen;
    await screen.button('terminationGracePeriodSeconds: 14s').click();
    await page.keyboard.type('soon');
    expect(await page.getByLabel('terminationGracePeriodSeconds').getAttribute('aria-invalid')).toBe('true');
    await page.keyboard.press('ControlOrMeta+a');
    await page.keyboard.type('7');
    await page.keyboard.press('Enter');
    await screen.button('terminationGracePeriodSeconds: 7s').waitFor();
    expect(await screen.clock()).toBe(6.4);
    expect(await page.locator('.bar.overrun').count()).toBe(1);
  });

  test('drawn by the line of SIGKILL', async () => {
    await standing();
    const { page } = screen;
    const handle = await page.locator('.kill-handle').boundingBox();
    if (!handle) throw new Error('the line of SIGKILL has no handle');
    const y = handle.y + handle.height / 2;
    await page.mouse.move(handle.x + handle.width / 2, y);
    await page.mouse.down();
    await page.mouse.move(await screen.pixelOf(12), y, { steps: 5 });
    await page.locator('.kill-draft', { hasText: 'SIGKILL +12 s' }).waitFor();
    await page.mouse.up();
    await screen.button('terminationGracePeriodSeconds: 12s').waitFor();
  });

  test('by key', async () => {
    await standing();
    await screen.page.locator('.kill-handle').focus();
    for (const key of ['ArrowLeft', 'ArrowLeft', 'Enter']) await screen.page.keyboard.press(key);
    await screen.button('terminationGracePeriodSeconds: 12s').waitFor();
  });
});

describe('what stands in the lanes', () => {
  test('of one instant: a bracket from the process down to /readyz', async () => {
    await standing();
    const bracket = await screen.page.locator('.same-instant', { hasText: 'same instant' }).boundingBox();
    const [pod, readyz] = [await placeIn('pod', 0), await placeIn('readyz', 0)];
    expect(bracket?.y).toBeLessThan(pod.y);
    expect((bracket?.y ?? 0) + (bracket?.height ?? 0)).toBeGreaterThan(readyz.y);
  });

  test('slow-hook loses audit events of the watches that its end cuts off', async () => {
    await ended('slow-hook');
    await screen.page.locator('.audit-word.danger', { hasText: '2 lost' }).waitFor();
    await screen.page.locator('.audit-word', { hasText: 'backend shut down' }).waitFor();
  });

  test.each([
    ['slow-hook', '6.4s', 'en'],
    ['slow-hook', '6.4s', 'zh'],
    ['killed-by-kubelet', '7s', 'en'],
    ['openshift', '75s', 'zh'],
  ])('%s at %s, %s: no word overlaps another one, and none is cut off', async (scenario, at, lang) => {
    screen = await stage.open(`?scenario=${scenario}&t=${at}&lang=${lang}`);
    for (const [width, height] of [
      [1440, 900],
      [768, 1024],
      [390, 844],
      [320, 700],
    ] as const) {
      await screen.page.setViewportSize({ width, height });
      const tracks = screen.page.locator('.tracks');
      await expect.poll(async () => ((await tracks.boundingBox())?.width ?? 0) < width).toBe(true);
      await screen.page.locator('.flag', { hasText: `T+${at.replace('s', '')}` }).waitFor();
      await expect.poll(clashes, { message: `${width} pixels` }).toEqual([]);
    }
  });
});

/** Words of the timeline that overlap each other, or stick out of their lanes. */
async function clashes(): Promise<string[]> {
  return screen.page.evaluate(() => {
    const boxOf = (element: Element) => {
      const range = document.createRange();
      range.selectNodeContents(element);
      return range.getBoundingClientRect();
    };
    const frame = document.querySelector('.tracks')?.getBoundingClientRect();
    const words = [
      ...document.querySelectorAll('.tick, .flag, .mark-text, .grace-value, .same-instant span, .unfold'),
    ]
      .filter(element => (element.textContent ?? '') !== '')
      .map(element => ({ text: element.textContent, box: boxOf(element) }));
    const found: string[] = [];
    words.forEach(({ text, box }, index) => {
      if (frame && (box.left < frame.left - 1 || box.right > frame.right + 1))
        found.push(`${text} sticks out`);
      for (const other of words.slice(index + 1)) {
        const isBeside = other.box.left >= box.right - 1 || other.box.right <= box.left + 1;
        const isAbove = other.box.top >= box.bottom - 4 || other.box.bottom <= box.top + 4;
        if (!isBeside && !isAbove) found.push(`${text} and ${other.text}`);
      }
    });
    return found;
  });
}

describe('fingers', () => {
  const phone = { viewport: { width: 390, height: 844 }, hasTouch: true };

  /** Touches of one or two fingers, in pixels of the window. */
  async function touch(
    steps: readonly (readonly { readonly x: number; readonly y: number }[])[],
  ): Promise<void> {
    const session = await screen.page.context().newCDPSession(screen.page);
    const send = (type: 'touchStart' | 'touchMove' | 'touchEnd', points: (typeof steps)[number]) =>
      session.send('Input.dispatchTouchEvent', {
        type,
        touchPoints: points.map((point, id) => ({ ...point, id })),
      });
    const [first = [], ...rest] = steps;
    await send('touchStart', first);
    for (const points of rest) await send('touchMove', points);
    await send('touchEnd', []);
  }

  async function lanes(): Promise<{ readonly x: number; readonly y: number; readonly width: number }> {
    await screen.page.locator('.tracks').scrollIntoViewIfNeeded();
    const box = await screen.page.locator('.tracks').boundingBox();
    if (!box) throw new Error('the timeline is not there');
    return { x: box.x, y: box.y + 120, width: box.width };
  }

  test('one moves the playhead', async () => {
    await standing(phone);
    const { x, y, width } = await lanes();
    const from = { x: x + width * 0.4, y };
    await touch([0, 15, 30, 45, 60].map(dx => [{ x: from.x - dx, y: from.y }]));
    await expect.poll(() => screen.clock()).toBeLessThan(4);
  });

  test('two zoom, and the playhead stays', async () => {
    await standing(phone);
    const { x, y, width } = await lanes();
    const middle = x + width / 2;
    const before = await screen.page.locator('.axis .ruler').count();
    await touch(
      [30, 45, 60, 80, 100].map(half => [
        { x: middle - half, y },
        { x: middle + half, y },
      ]),
    );
    await expect.poll(() => screen.button(/Show everything/).isEnabled()).toBe(true);
    expect(await screen.clock()).toBe(6.4);
    expect(before).toBeGreaterThan(0);
  });

  test('what is pressed is large enough for them', async () => {
    await standing(phone);
    const sizes = await screen.page
      .locator('.axis-name button, .kill-handle')
      .evaluateAll(all =>
        all.map(element => element.getBoundingClientRect()).map(box => Math.min(box.width, box.height)),
      );
    expect(sizes.length).toBeGreaterThan(3);
    expect(Math.min(...sizes)).toBeGreaterThanOrEqual(44);
  });
});
