/** A recording of a hundred thousand events: how soon it is open, how it is scrubbed, and what it takes of the heap. */
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { watchFrames } from './frame-watch.mjs';
import { percentile } from './percentile.mjs';

const BUILD = '../../../build';
const EVENTS = 100_000;
const FRAME_MS = 1000 / 60;
/** The pointer is moved over the whole timeline and back. */
const MOVES = 300;
const MOVE_EVERY_MS = 16;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<import('../main.mjs').Benchmark[]>}
 */
export async function largeRecording(browser, url) {
  const folder = mkdtempSync(join(tmpdir(), 'lastcall-bench-'));
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
  });
  try {
    const file = join(folder, 'large.jsonl');
    writeFileSync(file, await recording());
    const page = await context.newPage();
    await page.addInitScript(watchFrames);
    await page.goto(`${url}?mode=simulate&scenario=slow-hook&lang=en`);
    await page.locator('.transport').waitFor();
    const opened = page.evaluate(openedAfter);
    await page.getByRole('button', { name: 'Open…', exact: true }).click();
    await page.locator('input[type=file]').setInputFiles(file);
    const openMs = await opened;
    const { intervals, work } = await scrub(page);
    const heapMb = await heapOf(page);
    const within = (/** @type {number[]} */ frames) =>
      (100 * frames.filter(ms => ms < FRAME_MS).length) / Math.max(1, frames.length);
    return [
      {
        name: '100,000 events opened, to the first frame',
        value: openMs / 1000,
        unit: 's',
        baseline: null,
        ratio: null,
        goal: '< 2 s',
        ok: openMs < 2000,
      },
      {
        name: 'scrubbing them: main thread per frame, 95 %',
        value: percentile(work, 95),
        unit: 'ms',
        baseline: null,
        ratio: null,
        goal: '< 16.7 ms',
        ok: percentile(work, 95) < FRAME_MS,
      },
      {
        name: 'scrubbing them: frames whose work fits into 16.7 ms',
        value: within(work),
        unit: '%',
        baseline: null,
        ratio: null,
        goal: '≥ 95 %',
        ok: within(work) >= 95,
      },
      {
        // With the painting, which has no graphics card here: a frame that just misses the next one counts as two.
        name: 'scrubbing them: time between frames, 95 %',
        value: percentile(intervals, 95),
        unit: 'ms',
        baseline: null,
        ratio: null,
        goal: 'shown',
        ok: true,
      },
      {
        name: 'heap with them open',
        value: heapMb,
        unit: 'MB',
        baseline: null,
        ratio: null,
        goal: '< 300 MB',
        ok: heapMb < 300,
      },
    ];
  } finally {
    await context.close();
    rmSync(folder, { recursive: true, force: true });
  }
}

/** A run with steady traffic, as a file. */
async function recording() {
  const { parseScenario } = await import(`${BUILD}/machines/scenario/parse.js`);
  const { simulate } = await import(`${BUILD}/machines/simulation/simulation.js`);
  const { recordingLines } = await import(`${BUILD}/machines/recording/writer.js`);
  const { scenario, source } = parseScenario(`
name: large
server: { shutdown-delay-duration: 5s }
clients:
  - { name: app, kind: steady, rate: 250/s, takes: 5ms..80ms }
  - { name: batch, kind: steady, rate: 100/s, takes: 20ms..200ms, protocol: http/1.1 }
  - { name: informers, kind: watch, count: 5 }
  - { name: lb, kind: probe, path: /readyz, period: 1s }
script: [{ at: 40s, signal: SIGTERM }]
`);
  const lines = [...recordingLines(simulate(scenario, source))];
  // The stop is in the middle of it, whatever was let go of its end.
  if (lines.length < EVENTS) throw new Error(`the run has only ${lines.length} events`);
  return `${lines.slice(0, EVENTS + 1).join('\n')}\n`;
}

/** Runs in the page: how long it took from the choice of a file to the first frame that shows it. */
async function openedAfter() {
  const { frameWatch } = /** @type {{ frameWatch: import('./frame-watch.mjs').FrameWatch }} */ (
    /** @type {unknown} */ (window)
  );
  const chosenAt = await new Promise(resolve =>
    document.addEventListener('change', () => resolve(performance.timeOrigin + performance.now()), {
      capture: true,
      once: true,
    }),
  );
  await new Promise(resolve => {
    const look = () => {
      if (!document.querySelector('.evidence.recording')) return;
      observer.disconnect();
      resolve(null);
    };
    const observer = new MutationObserver(look);
    observer.observe(document.body, { subtree: true, childList: true, attributes: true });
    look();
  });
  return (await frameWatch.painted()) - chosenAt;
}

/** @param {import('playwright-core').Page} page */
async function scrub(page) {
  const box = await page.getByRole('slider', { name: 'Playhead' }).boundingBox();
  if (!box) throw new Error('there is no timeline');
  const y = box.y + box.height / 2;
  const pause = page.getByRole('button', { name: 'Pause', exact: true });
  if (await pause.isVisible()) await pause.click();
  await page.mouse.move(box.x + 1, y);
  await page.mouse.down();
  await page.evaluate('frameWatch.start()');
  for (let move = 1; move <= MOVES; move++) {
    const part = 1 - Math.abs(1 - (2 * move) / MOVES);
    const due = new Promise(resolve => setTimeout(resolve, MOVE_EVERY_MS));
    await page.mouse.move(box.x + 1 + part * (box.width - 2), y);
    await due;
  }
  const result = await page.evaluate('frameWatch.stop()');
  await page.mouse.up();
  return /** @type {{ intervals: number[], work: number[] }} */ (result);
}

/** @param {import('playwright-core').Page} page */
async function heapOf(page) {
  const cdp = await page.context().newCDPSession(page);
  await cdp.send('Performance.enable');
  await cdp.send('HeapProfiler.collectGarbage');
  const { metrics } = await cdp.send('Performance.getMetrics');
  return (metrics.find(metric => metric.name === 'JSHeapUsedSize')?.value ?? 0) / 1e6;
}
