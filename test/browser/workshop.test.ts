/** A workshop with the real program: one presenter, and three who follow on devices of their own. */
import type { Browser, BrowserContextOptions, Page } from 'playwright-core';
import { afterAll, afterEach, beforeAll, beforeEach, describe, expect, test } from 'vitest';
import { violations } from './axe.ts';
import { launchChromium } from './chromium.ts';
import { LiveProgram } from './live-program.ts';
import { Screen } from './screen.ts';

let browser: Browser;
let program: LiveProgram;
let screens: Screen[] = [];

beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(async () => {
  await browser?.close();
});
beforeEach(async () => {
  program = await LiveProgram.workshop();
});
afterEach(async () => {
  const errors = screens.flatMap(screen => screen.errors);
  for (const screen of screens) await screen.close();
  screens = [];
  await program?.stop();
  expect(errors).toEqual([]);
});

const PHONE = { viewport: { width: 390, height: 844 }, hasTouch: true, isMobile: true };

async function open(url: string, how: BrowserContextOptions = {}, landmark?: string): Promise<Screen> {
  const screen = await Screen.open(browser, url, how, landmark);
  screens.push(screen);
  return screen;
}

const present = (how?: BrowserContextOptions) => open(program.url, how);
const follow = (how?: BrowserContextOptions) => open(new URL('/j', program.url).href, how);

/** Retries until it is so: devices of their own follow in their own time. */
const soon = <T>(look: () => T) => expect.poll(look, { timeout: 15_000 });

/** What a page is watched for: its sockets, to be closed, and what it has said of how it stands to the room. */
interface Watched {
  readonly sockets: WebSocket[];
  readonly said: string[];
}

/** Runs in the page. */
function watchPage(): void {
  const watched: Watched = { sockets: [], said: [] };
  Object.assign(window, watched);
  const { send } = WebSocket.prototype;
  WebSocket.prototype.send = function (data) {
    if (!watched.sockets.includes(this)) watched.sockets.push(this);
    send.call(this, data);
  };
  const state = document.querySelector('.ws-state');
  if (!state) throw new Error('this is no page of the audience');
  new MutationObserver(() => watched.said.push(state.textContent ?? '')).observe(state, {
    subtree: true,
    childList: true,
    characterData: true,
  });
}

/** How a page says that it stands to the room. */
const stateOf = (page: Page) => page.locator('.ws-state').textContent();

/** Presses the space bar until the presenter's next step is called so. */
async function onwardTo(page: Page, label: string): Promise<void> {
  for (let presses = 0; presses < 30; presses++) {
    const next = page.locator('.ws-next');
    const before = await next.textContent();
    if (before === label) return;
    await page.keyboard.press('Space');
    await soon(() => next.textContent()).not.toBe(before);
  }
  throw new Error(`the lesson does not come to "${label}"`);
}

async function choose(page: Page, lesson: string): Promise<void> {
  await page.getByRole('button', { name: 'Choose a lesson' }).click();
  await page.getByRole('dialog').getByRole('button', { name: lesson }).first().click();
  await page.locator('.lesson').waitFor();
}

async function answer(page: Page, choice: number): Promise<void> {
  await page.locator('.ws-question label').nth(choice).click();
  await page.locator('.ws-question [type="submit"]').click();
  await page.locator(`.ws-rows [data-choice="${choice}"] small`).waitFor();
}

describe('a workshop', () => {
  test('goes through a whole lesson together: predict, see the room, see the run, solve the task', async () => {
    const presenter = await present();
    const phone = await follow(PHONE);
    const chinese = await follow({ locale: 'zh-CN' });
    const still = await follow({ reducedMotion: 'reduce' });
    await soon(() => presenter.page.locator('.ws-present').textContent()).toContain('3 are here');
    await choose(presenter.page, 'The door and the guard');
    await soon(() => chinese.page.locator('.lesson-head h2').textContent()).toBe('门和门卫');

    // The question: on a phone it is there whole, and nobody sees the room's answers before answering.
    await onwardTo(presenter.page, 'Show the answers');
    const predict = phone.page.getByRole('button', { name: 'Predict', exact: true });
    await predict.waitFor();
    const box = await predict.boundingBox();
    const transport = await phone.page.locator('.transport').boundingBox();
    expect((box?.y ?? 0) + (box?.height ?? 0)).toBeLessThan(transport?.y ?? 0);
    expect(box?.height).toBeGreaterThanOrEqual(44);
    expect(await phone.overflow()).toBe(0);
    await answer(phone.page, 1);
    await answer(chinese.page, 0);
    await expect
      .poll(() => presenter.page.locator('.ws-verdict').textContent())
      .toContain('2 of 3 have answered');
    expect(await presenter.page.locator('.ws-rows b').count()).toBe(0);
    expect(await still.page.locator('.ws-rows').count()).toBe(0);
    await phone.page.getByRole('button', { name: 'Change my answer' }).click();
    await answer(phone.page, 2);

    // The bars: shown to all, and still nothing says which one is right.
    await presenter.page.keyboard.press('PageDown');
    await soon(() => still.page.locator('.ws-rows b').allTextContents()).toEqual(['1', '0', '1', '0']);
    for (const { page } of [presenter, phone, still])
      expect(await page.locator('.ws-rows .right').count()).toBe(0);

    // The run: it decides, and everybody stands where the presenter stands.
    await presenter.page.keyboard.press('PageDown');
    await phone.page.locator('.clock').filter({ hasText: '+' }).waitFor();
    await onwardTo(presenter.page, 'Put the question');
    for (const { page } of [presenter, phone, chinese, still])
      await soon(() => page.locator('.ws-rows .right').getAttribute('data-choice')).toBe('1');
    expect(await phone.page.locator('.ws-verdict').textContent()).toContain('Not this time.');
    const stop = await presenter.clock();
    for (const screen of [phone, chinese, still]) await soon(() => screen.clock()).toBe(stop);
    expect(await phone.lamp('NotAcceptingNewRequest')).toBe('lit');
    expect(await stateOf(phone.page)).toContain('You follow the presenter.');
    expect(await stateOf(chinese.page)).toContain('正在跟随讲师。');

    // Who looks around is let go, and comes back to where the presenter is by then.
    await still.page.keyboard.press('Home');
    await soon(() => stateOf(still.page)).toContain('The page is in your hands now.');
    await onwardTo(presenter.page, 'To the task');
    const last = await presenter.clock();
    expect(last).toBeGreaterThan(stop);
    expect(await still.clock()).toBeLessThan(stop);
    await still.button('Follow again').click();
    await soon(() => still.clock()).toBe(last);

    // The task: a sandbox for everybody, counted for the presenter, and back.
    await presenter.button('Hand out the task').click();
    await soon(() => stateOf(phone.page)).toContain('A sandbox of your own.');
    await phone.page.getByLabel('--shutdown-send-retry-after').selectOption('true');
    await phone.button('Try it').click();
    await phone.button('Skip to the end').click();
    await presenter.page.getByText('The task: 1 have tried, 1 have solved it').waitFor();
    expect(await phone.overflow()).toBe(0);
    await presenter.button('Take the task back').click();
    await soon(() => stateOf(phone.page)).toContain('You follow the presenter.');
    await soon(() => phone.clock()).toBe(last);
    await phone.page.setViewportSize({ width: 320, height: 700 });
    expect(await phone.overflow()).toBe(0);
  });

  test('outlives lost connections and a presenter’s page that is loaded again', async () => {
    const presenter = await present();
    const phone = await follow({ ...PHONE, colorScheme: 'dark' });
    await phone.page.evaluate(watchPage);
    await choose(presenter.page, 'The door and the guard');
    await onwardTo(presenter.page, 'Show the answers');
    await answer(phone.page, 1);
    await presenter.page.reload();
    await presenter.page.locator('.ws-next').filter({ hasText: 'Show the answers' }).waitFor();
    expect(new URL(presenter.page.url()).hash).toBe('');
    await phone.page.evaluate(() => {
      for (const socket of (window as unknown as Watched).sockets) socket.close();
    });
    await soon(() => phone.page.evaluate(() => (window as unknown as Watched).said.join())).toContain(
      'The connection is lost, trying again.',
    );
    await soon(() => stateOf(phone.page)).toContain('You follow the presenter.');
    expect(await phone.page.locator('.ws-rows small').textContent()).toBe('your answer');
    await presenter.page.keyboard.press('PageDown');
    await soon(() => phone.page.locator('.ws-rows b').allTextContents()).toEqual(['0', '1', '0', '0']);

    // The dark screen, and from the notes the light again.
    const notes = await open(program.url.replace('/present', '/notes'), {}, '.ws-notes main h1');
    expect(await notes.page.locator('.ws-rows .right').getAttribute('data-choice')).toBe('1');
    await presenter.page.keyboard.press('b');
    await phone.page.getByText('The presenter has darkened the screen.').waitFor();
    await notes.button('Next').click();
    await soon(() => phone.page.locator('.ws-blank').count()).toBe(0);
    for (const { page } of [presenter, phone, notes]) expect(await violations(page)).toEqual([]);
  });

  test('lets everybody press at once, and tells each what became of theirs', async () => {
    const presenter = await present({ viewport: { width: 1280, height: 720 } });
    const phone = await follow(PHONE);
    await presenter.button('Everybody press now').click();
    await phone.button('On a new connection').click();
    await phone.page.locator('.ws-mine [data-outcome="ok"]').getByText('It is answered: 200').waitFor();
    await presenter.page.locator('.ws-aside [data-outcome="ok"]').waitFor();
    await phone.page.locator('.evidence.live').waitFor();
    await presenter.button('No more requests').click();
    await soon(() => phone.button('On a new connection').count()).toBe(0);
  });

  test('is led by nobody who has not the secret', async () => {
    const stranger = await open(new URL('/present#AAAAAAAAAAAAAAAAAAAAAA', program.url).href);
    await stranger.page
      .getByRole('alert')
      .filter({ hasText: 'The secret of this address is wrong.' })
      .waitFor();
    expect(await stranger.page.locator('.ws-present').count()).toBe(0);
  });
});
