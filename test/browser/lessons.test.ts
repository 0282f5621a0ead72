/** Lessons, as somebody learns alone: by keyboard, by link, on a phone, in both languages. */
import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { misnamed, violations } from './axe.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

const STILL = { reducedMotion: 'reduce' } as const;

async function open(query = '', options = {}): Promise<void> {
  screen = await stage.open(query, options);
}

const lesson = () => screen.page.getByRole('tabpanel', { name: /^(Lesson|课程)$/ });
const heading = (name: string) => lesson().getByRole('heading', { name, exact: true }).waitFor();

test('a lesson by keyboard alone, from the list to the solved task', async () => {
  await open('', STILL);
  const { page } = screen;
  await page.keyboard.press('T');
  const list = page.getByRole('dialog', { name: 'Lessons' });
  await list.getByRole('searchbox', { name: 'Find a lesson' }).focus();
  await page.keyboard.type('guard friendlier');
  await list.getByText('One lesson is found.').waitFor();
  await page.keyboard.press('Tab');
  await page.keyboard.press('Tab');
  await list.getByRole('button', { name: /The door and the guard/ }).focus();
  await page.keyboard.press('Enter');
  await heading('The door and the guard');
  await expect.poll(() => page.evaluate(() => document.activeElement?.tagName)).toBe('H2');
  await page.keyboard.press('g');
  const question = lesson().getByRole('group', { name: /on a connection that it has kept/ });
  const radios = question.getByRole('radio');
  expect(await radios.count()).toBeGreaterThan(2);
  // The focus is in the question already: a digit marks an answer, the arrows move on, Enter says it.
  await page.keyboard.press('1');
  expect(await radios.first().isChecked()).toBe(true);
  const right = question.getByRole('radio', { name: /429/ });
  for (let press = 0; press < 5 && !(await right.isChecked()); press++)
    await page.keyboard.press('ArrowDown');
  await page.keyboard.press('Enter');
  await heading('On a kept connection');
  expect(await lesson().getByRole('status').first().textContent()).toBe('You were right.');
  expect(
    await lesson()
      .getByRole('button', { name: /^Stop 1: .*predicted right$/ })
      .count(),
  ).toBe(1);
  for (let stop = 2; stop <= 4; stop++) {
    await page.keyboard.press('g');
    await lesson().getByRole('radio').first().waitFor();
    // Without an answer the key leads nowhere; who wants none says so.
    await page.keyboard.press('g');
    await lesson().getByRole('button', { name: 'Just show me' }).press('Enter');
    await lesson().getByText(`${stop} of 4`).waitFor();
    await lesson().getByRole('button', { name: 'Next', exact: true }).waitFor();
  }
  await page.keyboard.press('g');
  await lesson().getByLabel('--shutdown-send-retry-after').focus();
  await page.keyboard.press('t');
  await page.keyboard.press('Tab');
  await lesson().getByRole('button', { name: 'Try it' }).press('Enter');
  await lesson().getByRole('button', { name: 'Skip to the end' }).press('Enter');
  await heading('Solved: the lesson is finished');
  expect(await lesson().getByText('1 of 1 predictions were right.').count()).toBe(1);
  await lesson()
    .getByRole('button', { name: /^Next lesson: / })
    .waitFor();
});

test('a wrong prediction is answered by the run, which plays to the stop; who leaves it finds back', async () => {
  await open('?lesson=door-and-guard&stop=kept');
  await lesson().getByRole('button', { name: 'Next', exact: true }).click();
  await lesson().getByText('It is answered').click();
  await lesson().getByRole('button', { name: 'Predict' }).click();
  await lesson().getByText('Not this time.', { exact: true }).waitFor();
  expect(await lesson().getByRole('status').first().textContent()).toMatch(
    /^Not this time\. The run shows: 429/,
  );
  const at = await screen.clock();
  await screen.page.keyboard.press('Home');
  await lesson().getByText('The playhead is somewhere else.').waitFor();
  await lesson().getByRole('button', { name: 'Back to it' }).click();
  await expect.poll(() => screen.clock()).toBe(at);
  await screen.button('Play').waitFor();
});

test('progress survives a reload, can be taken along as a file, and is forgotten when that is confirmed', async () => {
  await open('?lesson=delay-zero', STILL);
  const { page } = screen;
  await lesson().getByRole('button', { name: 'Begin' }).click();
  await expect
    .poll(() => page.evaluate(() => localStorage.getItem('lastcall.progress')))
    .toContain('delay-zero');
  await page.goto(stage.url);
  await screen.button('Lessons').click();
  const row = page.getByRole('button', { name: /A delay of zero/ });
  expect(await row.textContent()).toMatch(/begun|at stop/);
  const [download] = await Promise.all([
    page.waitForEvent('download'),
    screen.button('Export progress').click(),
  ]);
  expect(download.suggestedFilename()).toBe('lastcall-progress.json');
  expect(await readFile(await download.path(), 'utf8')).toContain('delay-zero');
  await screen.button('Reset…').click();
  expect(await row.textContent()).not.toContain('not begun');
  await screen.button('Forget all of it').click();
  expect(await row.textContent()).toContain('not begun');
  await page.getByLabel('Import progress…').setInputFiles(await download.path());
  await page.getByText('The progress of the file is taken over.').waitFor();
  expect(await row.textContent()).not.toContain('not begun');
});

test('a link to a lesson that is not there says so, and what may be meant', async () => {
  await open('?lesson=delay-zro');
  await screen.page.getByRole('alert').getByText('Do you mean delay-zero?').waitFor();
});

test.each([320, 390])(
  'on a phone of %i pixels the lesson stands before the map, in fingers’ size',
  async width => {
    await open('?lesson=door-and-guard&stop=shut&lang=zh', { ...STILL, viewport: { width, height: 844 } });
    const { page } = screen;
    const boxOf = async (selector: string) => (await page.locator(selector).first().boundingBox())?.y ?? 0;
    expect(await boxOf('.lesson')).toBeLessThan(await boxOf('.map'));
    const expectFits = async (where: string): Promise<void> => {
      expect(await screen.overflow(), where).toBeLessThanOrEqual(0);
      const small = await lesson()
        .locator('button, select, .choice:has(input)')
        .evaluateAll(all =>
          all.filter(one => one.getBoundingClientRect().height < 43.5).map(one => one.outerHTML),
        );
      expect(small, where).toEqual([]);
    };
    await expectFits('at a stop');
    await lesson().getByRole('button', { name: '下一步' }).click();
    await lesson().getByLabel('--shutdown-send-retry-after').waitFor();
    await expectFits('at the task');
    await page.keyboard.press('T');
    await page.getByRole('dialog', { name: '课程' }).getByText('门和门卫').waitFor();
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
  },
);

describe.each([
  ['en', 'light'],
  ['zh', 'dark'],
] as const)('axe finds nothing in %s, %s', (lang, colorScheme) => {
  test('in the list, before a question, at a stop, at the task', async () => {
    await open(`?lesson=door-and-guard&stop=kept&lang=${lang}`, { ...STILL, colorScheme });
    const expectNone = async (where: string): Promise<void> =>
      expect([...(await violations(screen.page)), ...(await misnamed(screen.page))], where).toEqual([]);
    await expectNone('at a stop');
    await screen.page.keyboard.press('g');
    await lesson().getByRole('radio').first().waitFor();
    await expectNone('before a question');
    await screen.page.keyboard.press('1');
    await screen.page.keyboard.press('Enter');
    await lesson().locator('.answered').waitFor();
    await expectNone('behind a question');
    await screen.page.goto(`${stage.url}?lesson=door-and-guard&stop=task&lang=${lang}`);
    await lesson().locator('.goal').first().waitFor();
    await expectNone('at the task');
    await screen.page.keyboard.press('T');
    await screen.page.locator('.lessons-list button').first().waitFor();
    await expectNone('the list');
  });
});
