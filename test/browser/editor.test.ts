/** The editor: form and YAML are one scenario, and applying it runs it. */
import type { BrowserContextOptions, Locator } from 'playwright-core';
import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

/** Opens the page with a scenario, paused, and its editor. */
async function edit(options: BrowserContextOptions = {}, query = ''): Promise<void> {
  screen = await stage.open(`?scenario=slow-hook${query}`, options);
  await screen.page.locator('.header .edit').click();
  await editor().waitFor();
}

const editor = (): Locator => screen.page.locator('.editor');
const field = (name: string): Locator => screen.page.getByLabel(name, { exact: true });
const text = (): Locator => screen.page.locator('.cm-content');
const yaml = async (): Promise<string> => (await text().innerText()).replaceAll('\u00a0', ' ');

/** Puts the cursor behind the last letter of the text. */
async function toEnd(): Promise<void> {
  await text().focus();
  await screen.page.keyboard.press('Control+End');
}

describe('the form', () => {
  test('changes the YAML and nothing else in it, and what is applied runs', async () => {
    await edit();
    const before = await yaml();
    await field('--shutdown-delay-duration').fill('9s');
    await expect
      .poll(yaml)
      .toBe(before.replace('shutdown-delay-duration: 5s', 'shutdown-delay-duration: 9s'));
    expect(await editor().textContent()).toContain('server shutdown-delay-duration 5s → 9s');
    expect(await screen.page.locator('[data-path="server.shutdown-delay-duration"]').textContent()).toContain(
      'in the library 5s',
    );
    await screen.button('Apply: run again').click();
    await editor().waitFor({ state: 'detached' });
    await expect.poll(() => screen.page.locator('.map').textContent()).toContain('9s');
    expect(await screen.page.locator('.header').textContent()).toContain('slow-hook (changed)');
  });

  test('shows defaults as such, and clearing a field brings its default back', async () => {
    await edit();
    const timeout = field('--request-timeout');
    expect(await timeout.inputValue()).toBe('4s');
    await timeout.fill('');
    await expect.poll(yaml).not.toContain('request-timeout');
    expect(await timeout.getAttribute('placeholder')).toBe('60s');
    const retry = field('--shutdown-send-retry-after');
    await retry.check();
    await expect.poll(yaml).toContain('shutdown-send-retry-after: true');
    await retry.uncheck();
    await expect.poll(yaml).not.toContain('shutdown-send-retry-after');
  });

  test('adds, moves and takes out entries of lists, and comments stay', async () => {
    await edit();
    await screen.button('Add a signal').click();
    await expect.poll(yaml).toContain('- { at: 5s, signal: SIGTERM }');
    await screen.page
      .locator('[data-path="script"] li')
      .last()
      .getByRole('button', { name: 'Move SIGTERM up' })
      .click();
    await expect.poll(yaml).toMatch(/signal: SIGTERM \}\n.*a connection that a client kept/);
    await screen.button('Take informers out').click();
    await expect.poll(yaml).not.toContain('informers');
    expect(await yaml()).toContain('# In flight when the door shuts at 12s');
    expect(await editor().textContent()).toContain('clients informers taken out');
  });

  test('says what is wrong in its place, and such a scenario cannot be applied', async () => {
    await edit();
    await field('--request-timeout').fill('soon');
    const row = screen.page.locator('[data-path="server.request-timeout"]');
    await expect.poll(() => row.textContent()).toContain('"soon" is not a duration');
    expect(await field('--request-timeout').getAttribute('aria-invalid')).toBe('true');
    await field('--request-timeout').press('Control+Enter');
    expect(await editor().getByRole('status').first().textContent()).toContain('cannot be run');
  });
});

describe('the YAML', () => {
  test('marks what is wrong, and lists it with its line; the form waits', async () => {
    await edit();
    await toEnd();
    await screen.page.keyboard.type('hooks: ');
    await screen.page.locator('.cm-lintRange-error').first().waitFor();
    const problem = screen.page.locator('.problems button').first();
    expect(await problem.textContent()).toContain('Line 27');
    await expect.poll(() => editor().textContent()).toContain('cannot be read at the moment');
    expect(await field('--request-timeout').isDisabled()).toBe(true);
    await screen.page.keyboard.press('Control+Home');
    await problem.click();
    await expect.poll(() => screen.page.evaluate(() => getSelection()?.toString())).toBe('hooks');
  });

  test('updates the form, and undo takes back what the form did', async () => {
    await edit();
    await toEnd();
    await screen.page.keyboard.type('seed: 7');
    await expect.poll(() => field('seed').inputValue()).toBe('7');
    await field('seed').fill('8');
    await expect.poll(yaml).toContain('seed: 8');
    await text().focus();
    await screen.page.keyboard.press('Control+z');
    await expect.poll(() => field('seed').inputValue()).toBe('7');
  });

  test('is completed by keyboard, with sentence and default', async () => {
    await edit();
    await toEnd();
    await screen.page.keyboard.type('pro');
    const list = screen.page.locator('.cm-tooltip-autocomplete');
    await list.getByText('process', { exact: true }).waitFor();
    await screen.page.locator('.cm-completionInfo').waitFor();
    expect(await screen.page.locator('.cm-completionInfo').textContent()).toContain('besides serving');
    // A completion that has only just appeared does not take Enter from somebody who types on.
    await expect
      .poll(async () => {
        if (await list.isVisible()) await screen.page.keyboard.press('Enter');
        return yaml();
      })
      .toContain('process:');
    await list.getByText('linger', { exact: true }).waitFor();
    expect(await list.textContent()).toContain('default 0s');
  });
});

describe('a draft', () => {
  test('is kept when the editor closes, and can be given up', async () => {
    await edit();
    await field('--shutdown-delay-duration').fill('9s');
    await screen.button('Close').click();
    await editor().waitFor({ state: 'detached' });
    await screen.button('Draft: edit').click();
    await expect.poll(() => field('--shutdown-delay-duration').inputValue()).toBe('9s');
    await screen.button('Revert to the library’s version').click();
    await expect.poll(() => field('--shutdown-delay-duration').inputValue()).toBe('5s');
    await screen.button('Edit').waitFor();
  });

  test('outlives a change of the language, and is then said in Chinese', async () => {
    await edit({}, '&lang=en');
    await field('--request-timeout').fill('soon');
    await screen.page.locator('.header').getByRole('button', { name: 'EN / 中文' }).click();
    await expect.poll(() => editor().textContent()).toContain('"soon" 不是时长');
    expect(await editor().textContent()).toContain('/readyz 开始失败后继续提供服务的时长');
  });
});

describe('the keyboard', () => {
  test('opens it, edits, leaves the text with Escape and Tab, and runs it', async () => {
    screen = await stage.open(`?scenario=slow-hook`);
    const { keyboard } = screen.page;
    await keyboard.press('e');
    await editor().waitFor();
    await expect
      .poll(() => screen.page.evaluate(() => document.activeElement?.className))
      .toContain('editor');
    await text().focus();
    await keyboard.press('Control+Home');
    await keyboard.press('Tab');
    expect(await text().evaluate(node => node === document.activeElement)).toBe(true);
    await keyboard.press('Control+z');
    await keyboard.press('Escape');
    await keyboard.press('Shift+Tab');
    expect(await text().evaluate(node => node === document.activeElement)).toBe(false);
    await field('seed').focus();
    await keyboard.type('5');
    // Letters that are typed here are no keys of the page.
    await screen.button('Clients').focus();
    await keyboard.press('t');
    await keyboard.press('Control+Enter');
    await editor().waitFor({ state: 'detached' });
    await expect.poll(() => screen.page.locator('.header').textContent()).toContain('(changed)');
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    await keyboard.press('e');
    await editor().waitFor();
    await keyboard.press('Escape');
    await editor().waitFor({ state: 'detached' });
  });
});

describe('the room that it has', () => {
  test.each([320, 390, 768])('%i px: form and YAML are tabs, and nothing is cut off', async width => {
    await edit({ viewport: { width, height: 844 }, hasTouch: true });
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    await screen.page.getByRole('tab', { name: 'YAML' }).click();
    await text().waitFor();
    expect(await field('seed').isVisible()).toBe(false);
    await screen.page.keyboard.press('ArrowLeft');
    await field('seed').waitFor();
    const cut = await editor().evaluate(node =>
      [...node.querySelectorAll('.field, .items li, .adds .btn')]
        .filter(part => part.getBoundingClientRect().right > window.innerWidth + 1)
        .map(part => part.textContent),
    );
    expect(cut).toEqual([]);
    expect((await screen.page.locator('.transport .play').boundingBox())?.y).toBeLessThan(844);
    expect((await screen.page.locator('.header .edit').boundingBox())?.y).toBeLessThan(46);
  });
});

test('the schema is a file beside the page, for editors outside of it', async () => {
  screen = await stage.open();
  const response = await screen.page.request.get(new URL('scenario.schema.json', stage.url).href);
  expect(response.ok()).toBe(true);
  const schema = (await response.json()) as { properties: Record<string, unknown> };
  expect(Object.keys(schema.properties)).toContain('server');
});
