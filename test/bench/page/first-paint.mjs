/** What the page fetches before it is seen, and how soon it is. */
import { readFileSync } from 'node:fs';
import { gzipSync } from 'node:zlib';
import { median } from '../median.mjs';

const ROUNDS = 5;
const DIST = new URL('../../../dist/', import.meta.url);

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<import('../main.mjs').Benchmark[]>}
 */
export async function firstPaint(browser, url) {
  const paints = [];
  let scripts = linkedScripts();
  for (let round = 0; round < ROUNDS; round++) {
    // A context of its own: nothing is cached.
    const context = await browser.newContext({ serviceWorkers: 'block' });
    const page = await context.newPage();
    await page.goto(`${url}?mode=simulate&scenario=graceful`);
    const { paintedAt, fetched } = await page.evaluate(async () => {
      /** @type {number} */
      const at = await new Promise((resolve, reject) => {
        setTimeout(() => reject(new Error('the page paints nothing')), 20_000);
        new PerformanceObserver((list, observer) => {
          const entry = list.getEntriesByName('first-contentful-paint')[0];
          if (!entry) return;
          observer.disconnect();
          resolve(entry.startTime);
        }).observe({ type: 'paint', buffered: true });
      });
      const resources = performance.getEntriesByType('resource').filter(entry => entry.startTime < at);
      return { paintedAt: at, fetched: resources.map(entry => new URL(entry.name).pathname) };
    });
    paints.push(paintedAt);
    scripts = new Set([
      ...scripts,
      ...fetched.filter(path => path.endsWith('.js')).map(path => path.slice(1)),
    ]);
    await context.close();
  }
  const bytes = [...scripts].reduce(
    (sum, path) => sum + gzipSync(readFileSync(new URL(path, DIST))).length,
    0,
  );
  const painted = median(paints);
  return [
    {
      name: 'JavaScript before the first paint, compressed',
      value: bytes / 1000,
      unit: 'kB',
      baseline: null,
      ratio: null,
      goal: '≤ 200 kB',
      ok: bytes <= 200_000,
    },
    {
      name: 'first contentful paint from npm start',
      value: painted / 1000,
      unit: 's',
      baseline: null,
      ratio: null,
      goal: '< 1 s',
      ok: painted < 1000,
    },
  ];
}

/** The page's script and what it imports, as the page itself says: they are fetched whatever is painted first. */
function linkedScripts() {
  const html = readFileSync(new URL('index.html', DIST), 'utf8');
  return new Set([...html.matchAll(/(?:src|href)="\.\/([^"]+\.js)"/g)].map(([, path]) => path ?? ''));
}
