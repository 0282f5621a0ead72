import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

const WORDS = {
  en: { map: 'Save the map as a picture', timeline: 'Save the timeline as a picture' },
  zh: { map: '将信号图存为图片', timeline: '将时间线存为图片' },
} as const;

type Language = keyof typeof WORDS;
type View = 'map' | 'timeline';

async function open(lang: Language, query: string, options = {}): Promise<void> {
  screen = await stage.open(`?lang=${lang}&${query}`, options);
  await screen.page.locator('.map .event.lit').first().waitFor();
}

/** Saves a view, and gives the file with its name. */
async function save(lang: Language, view: View, format: 'SVG' | 'PNG') {
  await screen.button(WORDS[lang][view]).click();
  const item = screen.page.getByRole('menuitem', { name: format });
  const [download] = await Promise.all([screen.page.waitForEvent('download'), item.click()]);
  const path = await download.path();
  await expect.poll(() => item.count()).toBe(0);
  return { name: download.suggestedFilename(), content: await readFile(path) };
}

/** What an XML parser and a browser without the page's style sheets make of a picture. */
async function examined(svg: string) {
  return screen.page.evaluate(async text => {
    const parsed = new DOMParser().parseFromString(text, 'image/svg+xml');
    const elements = [...parsed.querySelectorAll('*')];
    const image = new Image();
    image.src = URL.createObjectURL(new Blob([text], { type: 'image/svg+xml' }));
    await image.decode();
    const unpainted = elements.filter(
      element =>
        ['path', 'rect', 'circle', 'polygon'].includes(element.localName) &&
        element.closest('clipPath') === null &&
        !element.hasAttribute('fill') &&
        !element.hasAttribute('stroke'),
    );
    const ids = new Set(elements.flatMap(element => element.getAttribute('id') ?? []));
    const references = [...text.matchAll(/url\(#([^)]+)\)/g)].map(match => match[1] ?? '');
    return {
      error: parsed.querySelector('parsererror')?.textContent ?? null,
      styled: elements.filter(element => element.hasAttribute('class')).length,
      unpainted: unpainted.map(element => element.outerHTML.slice(0, 80)),
      dangling: references.filter(id => !ids.has(id)),
      words: [...parsed.querySelectorAll('text')].map(element => element.textContent ?? ''),
      unnamed: elements.filter(element => element.localName === 'foreignObject').length,
      width: image.naturalWidth,
      height: image.naturalHeight,
      colours: new Set(elements.flatMap(element => element.getAttribute('fill') ?? [])).size,
    };
  }, svg);
}

describe.each(['map', 'timeline'] as const)('the %s as a picture', view => {
  test.each(['en', 'zh'] as const)(
    '%s: vectors that need nothing else, with a title and a legend',
    async lang => {
      await open(lang, 'scenario=slow-hook&t=6.4s');
      const { name, content } = await save(lang, view, 'SVG');
      expect(name).toBe(`lastcall-slow-hook-${view}-T+6.4s.svg`);
      const svg = content.toString('utf8');
      const found = await examined(svg);
      expect(found).toMatchObject({ error: null, styled: 0, unpainted: [], dangling: [], unnamed: 0 });
      expect(svg.replace('http://www.w3.org/2000/svg', '')).not.toMatch(
        /https?:|href|@import|<script|<style|var\(/,
      );
      const [title, facts] = found.words;
      expect(title).toBe('slow-hook');
      expect(facts).toBe(
        {
          map: {
            en: 'Signal map · kube-apiserver 1.25 · simulated · T+6.4 s',
            zh: '信号图 · kube-apiserver 1.25 · 模拟 · T+6.4 s',
          },
          timeline: {
            en: 'Timeline · kube-apiserver 1.25 · simulated · T+6.4 s',
            zh: '时间线 · kube-apiserver 1.25 · 模拟 · T+6.4 s',
          },
        }[view][lang],
      );
      expect(found.words).toContain('AfterShutdownDelayDuration');
      const legend = {
        map: { en: 'signal that is waited for', zh: '正在等待的信号' },
        timeline: { en: 'request in flight', zh: '进行中的请求' },
      }[view][lang];
      expect(found.words).toContain(legend);
      expect(found.colours).toBeGreaterThan(4);
    },
  );

  test('pixels, two for each of the page, as light or dark as it is', async () => {
    await open('en', 'scenario=slow-hook&t=6.4s', { colorScheme: 'dark' });
    const svg = await save('en', view, 'SVG');
    const { width, height } = await examined(svg.content.toString('utf8'));
    const { name, content } = await save('en', view, 'PNG');
    expect(name).toBe(`lastcall-slow-hook-${view}-T+6.4s.png`);
    const pixels = await screen.page.evaluate(async base64 => {
      const image = new Image();
      image.src = `data:image/png;base64,${base64}`;
      await image.decode();
      const canvas = document.createElement('canvas');
      canvas.width = image.naturalWidth;
      canvas.height = image.naturalHeight;
      const context = canvas.getContext('2d');
      context?.drawImage(image, 0, 0);
      const { data } = context?.getImageData(0, 0, canvas.width, canvas.height) ?? { data: [] };
      let bright = 0;
      for (let at = 0; at < data.length; at += 4) if ((data[at] ?? 0) > 200) bright++;
      return { width: canvas.width, height: canvas.height, corner: [...data.slice(0, 4)], bright };
    }, content.toString('base64'));
    expect(pixels).toMatchObject({ width: 2 * width, height: 2 * height });
    // The ground of the dark theme, and light words on it.
    expect(pixels.corner).toEqual([15, 18, 21, 255]);
    expect(pixels.bright).toBeGreaterThan(1_000);
  });
});

test('the legend has what is in the picture, and nothing else', async () => {
  await open('en', 'scenario=openshift&t=79s');
  const { content } = await save('en', 'timeline', 'SVG');
  const { words } = await examined(content.toString('utf8'));
  for (const present of ['turned away', 'GOAWAY', 'folded wait', 'audit event', 'watch'])
    expect(words).toContain(present);
  for (const absent of ['dropped', 'planned', 'crosses the grace period'])
    expect(words).not.toContain(absent);
});

test('the menu is one for keys: it opens, moves, closes, and gives the focus back', async () => {
  await open('en', 'scenario=slow-hook&t=6.4s');
  const { page } = screen;
  const button = screen.button(WORDS.en.timeline);
  await button.focus();
  await page.keyboard.press('Enter');
  const focused = () => page.evaluate(() => document.activeElement?.textContent ?? '');
  await expect.poll(focused).toContain('SVG');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('PNG');
  await page.keyboard.press('ArrowDown');
  expect(await focused()).toContain('SVG');
  await page.keyboard.press('Escape');
  expect(await page.getByRole('menu').count()).toBe(0);
  expect(await button.evaluate(element => element === document.activeElement)).toBe(true);
  expect(await screen.clock()).toBe(6.4);
});

test('on a phone the menu stays in the window', async () => {
  await open('zh', 'scenario=slow-hook&t=6.4s', { viewport: { width: 390, height: 844 } });
  for (const view of ['map', 'timeline'] as const) {
    await screen.button(WORDS.zh[view]).click();
    const box = await screen.page.getByRole('menu').boundingBox();
    expect(box?.x).toBeGreaterThanOrEqual(0);
    expect((box?.x ?? 0) + (box?.width ?? 0)).toBeLessThanOrEqual(390);
    expect(box?.y).toBeGreaterThanOrEqual(0);
    await screen.page.keyboard.press('Escape');
  }
  expect(await screen.overflow()).toBe(0);
});
