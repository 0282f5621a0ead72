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

const folds = () => screen.page.getByRole('button', { name: /^Unfold/ });

/** The numbers of the axis, in seconds since the stop. */
async function ticks(): Promise<number[]> {
  const texts = await screen.page.locator('.axis .tick:not(.zero)').allTextContents();
  return texts.map(text => Number(text.replace('−', '-')));
}

/** Seconds between the first number of the axis and the last. */
async function shown(): Promise<number> {
  const numbers = await ticks();
  return (numbers.at(-1) ?? 0) - (numbers[0] ?? 0);
}

async function middleOfLanes(): Promise<number> {
  const box = await screen.page.locator('.tracks').boundingBox();
  if (!box) throw new Error('the timeline is not there');
  return box.y + box.height / 2;
}

describe('long waits on the timeline', () => {
  test('openshift: they are folded, say how long they are, and unfold', async () => {
    await ended('openshift');
    const before = await folds().allTextContents();
    expect(before).toContain('··· 38 s ···');
    await screen.page.getByRole('button', { name: 'Unfold 38 s in which nothing happened' }).click();
    await expect.poll(() => folds().count()).toBe(before.length - 1);
    await screen.page.keyboard.press('0');
    await expect.poll(() => folds().count()).toBe(before.length);
  });

  test('slow-hook has none', async () => {
    await ended('slow-hook');
    expect(await folds().count()).toBe(0);
  });

  test('on a phone nothing of it makes the page wider than its window', async () => {
    await ended('openshift', { viewport: { width: 390, height: 844 } });
    expect(await screen.overflow()).toBe(0);
    for (const key of ['i', 'i', 'i', '.']) await screen.page.keyboard.press(key);
    expect(await screen.overflow()).toBe(0);
  });
});

describe('zoom and pan', () => {
  test('by key: in, out, to the side, and back to everything', async () => {
    await ended('slow-hook');
    const everything = await ticks();
    const all = await shown();
    for (let n = 0; n < 4; n++) await screen.page.keyboard.press('i');
    await expect.poll(shown).toBeLessThan(all / 3);
    const [first = 0] = await ticks();
    await screen.page.keyboard.press(',');
    await screen.page.keyboard.press(',');
    await expect.poll(async () => (await ticks())[0]).toBeLessThan(first);
    await screen.page.keyboard.press('o');
    await screen.page.keyboard.press('o');
    await expect.poll(shown).toBeGreaterThan(all / 5);
    await screen.page.keyboard.press('0');
    await expect.poll(ticks).toEqual(everything);
  });

  test('by button, by wheel, and by dragging the axis', async () => {
    await ended('slow-hook');
    const { page } = screen;
    const everything = await ticks();
    expect(await screen.button(/Show everything/).isDisabled()).toBe(true);
    for (let n = 0; n < 3; n++) await screen.button('Zoom in').click();
    const axis = await page.locator('.axis').boundingBox();
    if (!axis) throw new Error('there is no axis');
    const [before = 0] = await ticks();
    await page.mouse.move(axis.x + 300, axis.y + 10);
    await page.mouse.down();
    await page.mouse.move(axis.x + 800, axis.y + 10, { steps: 4 });
    await page.mouse.up();
    await expect.poll(async () => (await ticks())[0]).toBeLessThan(before);
    await screen.button(/Show everything/).click();
    await expect.poll(ticks).toEqual(everything);
    const all = await shown();
    await page.mouse.move(axis.x + 300, await middleOfLanes());
    await page.keyboard.down('Control');
    await page.mouse.wheel(0, -500);
    await page.keyboard.up('Control');
    await expect.poll(shown).toBeLessThan(all / 2);
  });

  test('the playhead lands where it is dropped', async () => {
    await ended('slow-hook');
    const { page } = screen;
    for (let n = 0; n < 3; n++) await page.keyboard.press('i');
    for (let n = 0; n < 2; n++) await page.keyboard.press(',');
    const y = await middleOfLanes();
    const [from = 0, to = 0] = await ticks();
    const target = (from + to) / 2;
    await page.mouse.move(await screen.pixelOf(to), y);
    await page.mouse.down();
    await page.mouse.move(await screen.pixelOf(target), y, { steps: 3 });
    await page.mouse.up();
    await expect.poll(async () => Math.abs((await screen.clock()) - target)).toBeLessThan(0.1);
  });

  test('pausing leaves the view where it has followed to', async () => {
    screen = await stage.open(`?scenario=slow-hook`);
    const { page } = screen;
    for (let n = 0; n < 6; n++) await page.keyboard.press('i');
    const [early = 0] = await ticks();
    await screen.speed(4);
    await expect.poll(async () => (await ticks())[0]).toBeGreaterThan(early + 1);
    await page.locator('.play').click();
    await screen.button('Play').waitFor();
    expect((await ticks())[0]).toBeGreaterThan(early);
  });

  test('while the run goes on the view follows it, until the person pans', async () => {
    screen = await stage.open(`?scenario=slow-hook`);
    const { page } = screen;
    await page.keyboard.press(' ');
    for (let n = 0; n < 6; n++) await page.keyboard.press('i');
    const [early = 0] = await ticks();
    await screen.speed(4);
    await page.locator('.play').focus();
    await page.keyboard.press(' ');
    await expect.poll(async () => (await ticks())[0]).toBeGreaterThan(early);
    await page.keyboard.press(',');
    const panned = await ticks();
    expect(panned.length).toBeGreaterThan(0);
    await screen.untilExit();
    expect((await ticks()).every(at => at <= (panned.at(-1) ?? 0) + 1)).toBe(true);
  });
});
