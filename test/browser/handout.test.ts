import { fileURLToPath } from 'node:url';
import type { Browser, Page } from 'playwright-core';
import { afterAll, beforeAll, expect, test } from 'vitest';
import { checkLesson } from '../../machines/lessons/check-lesson.ts';
import { COURSE } from '../../machines/lessons/course-order.ts';
import { handoutHtml } from '../../machines/lessons/handout/handout.ts';
import { parseLesson } from '../../machines/lessons/parse-lesson.ts';
import { runLesson } from '../../machines/lessons/run-lesson.ts';
import { english, translation } from '../../machines/words/translate.ts';
import { CATALOG } from '../../machines/words/zh/catalog.ts';
import { readLessonFolder } from '../../src/lessons/lesson-folder.ts';
import { launchChromium } from './chromium.ts';

/** Letter without its margins, which is lower than A4: in CSS pixels. */
const LETTER = { width: 700, height: 965 };
const PHONE = { width: 320, height: 568 };

let browser: Browser;
beforeAll(async () => {
  browser = await launchChromium();
});
afterAll(() => browser?.close());

async function handoutOf(name: string): Promise<string> {
  const folder = fileURLToPath(new URL(`../../machines/lessons/course/${name}`, import.meta.url));
  const result = parseLesson(await readLessonFolder(folder));
  if (!result.ok) throw new Error(`${name}: ${result.problems[0]?.message}`);
  const { lesson } = result;
  const languages = [
    { language: 'en', tr: english },
    { language: 'zh', tr: translation(CATALOG) },
  ] as const;
  const source = { lesson, run: runLesson(lesson), findings: checkLesson(lesson).facts };
  return handoutHtml(source, { languages, presenter: true });
}

/** What reaches beyond the page, and what would not fit on one sheet in one piece. */
function whatDoesNotFit(page: Page, sheetHeight: number): Promise<string[]> {
  return page.evaluate(height => {
    const name = (element: Element): string => `${element.tagName} ${element.className}`;
    const { clientWidth, scrollWidth } = document.documentElement;
    const wide = [...document.querySelectorAll('main *:not(svg *)')].filter(
      element => element.getBoundingClientRect().right > clientWidth + 1,
    );
    const high = [...document.querySelectorAll('.stop, .question, .task, figure')].filter(
      element => element.getBoundingClientRect().height > height,
    );
    const clipped = [...document.querySelectorAll('svg')].flatMap(svg => {
      const frame = svg.getBoundingClientRect();
      return [...svg.querySelectorAll('text')].filter(text => {
        const { left, right, top, bottom } = text.getBoundingClientRect();
        return (
          left < frame.left - 1 || right > frame.right + 1 || top < frame.top - 1 || bottom > frame.bottom + 1
        );
      });
    });
    return [
      ...(scrollWidth > clientWidth ? [`the page is ${scrollWidth} wide`] : []),
      ...wide.map(element => `wide: ${name(element)}`),
      ...high.map(element => `high: ${name(element)}`),
      ...clipped.map(text => `clipped: ${text.textContent}`),
    ];
  }, sheetHeight);
}

test('every lesson of the course fits on paper and on a phone in both languages, with no word clipped', async () => {
  const page = await browser.newPage();
  const requests: string[] = [];
  page.on('request', request => requests.push(request.url()));
  for (const name of COURSE) {
    await page.setViewportSize(LETTER);
    await page.emulateMedia({ media: 'print' });
    await page.setContent(await handoutOf(name));
    expect.soft(await whatDoesNotFit(page, LETTER.height), `${name} on paper`).toEqual([]);
    await page.setViewportSize(PHONE);
    await page.emulateMedia({ media: 'screen', colorScheme: 'dark' });
    expect.soft(await whatDoesNotFit(page, Number.POSITIVE_INFINITY), `${name} on a phone`).toEqual([]);
  }
  expect(requests).toEqual([]);
  await page.close();
});
