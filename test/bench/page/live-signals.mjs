/** How long after a signal fires on the live server its lamp is lit on the page. One machine, one clock. */
import WebSocket from 'ws';
import { watchFrames } from './frame-watch.mjs';
import { percentile } from './percentile.mjs';

const SIGNALS = 24;
const MOST_RUNS = 8;
const SPEED = 4;
const LONGEST_RUN_MS = 20_000;
const MOST_ATTEMPTS = 50;
const ATTEMPT_EVERY_MS = 200;
const SETTLED_MS = 2_000;

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 * @returns {Promise<import('../main.mjs').Benchmark[]>}
 */
export async function liveSignals(browser, url) {
  const delays = [];
  for (let run = 0; run < MOST_RUNS && delays.length < SIGNALS; run++)
    delays.push(...(await oneRun(browser, url)));
  const slow = percentile(delays, 95);
  return [
    {
      name: `live signal to its lit lamp, 95 % of ${delays.length}`,
      value: slow,
      unit: 'ms',
      baseline: percentile(delays, 50),
      ratio: null,
      goal: '< 50 ms',
      ok: slow < 50,
    },
  ];
}

/**
 * @param {import('playwright-core').Browser} browser
 * @param {string} url
 */
async function oneRun(browser, url) {
  const id = await startRun(url);
  const context = await browser.newContext({
    viewport: { width: 1440, height: 900 },
    serviceWorkers: 'block',
    // What travels takes its time on purpose: signals of one instant are drawn one after the other.
    reducedMotion: 'reduce',
  });
  const fired = listen(url, id);
  try {
    const page = await context.newPage();
    await page.addInitScript(watchFrames);
    await page.goto(`${url}?mode=live`);
    await page.locator('.evidence.live').waitFor();
    await page.locator('.map [data-signal]').first().waitFor();
    await page.evaluate(noteLamps);
    // Somebody who sends SIGTERM has looked at the page before: what it fetches for later is there by then.
    await new Promise(resolve => setTimeout(resolve, SETTLED_MS));
    await post(`${url}api/runs/${id}/signals`, { signal: 'SIGTERM' });
    const server = await fired;
    await page.locator('.map .exit.lit').waitFor({ timeout: LONGEST_RUN_MS });
    const lit = /** @type {Record<string, number>} */ (await page.evaluate('litAt'));
    return Object.entries(server).flatMap(([name, at]) => (lit[name] === undefined ? [] : [lit[name] - at]));
  } finally {
    await context.close();
  }
}

/** Runs in the page: notes when each lamp that is lit from now on has been painted. */
function noteLamps() {
  const { frameWatch } = /** @type {{ frameWatch: import('./frame-watch.mjs').FrameWatch }} */ (
    /** @type {unknown} */ (window)
  );
  /** @type {Record<string, number>} */
  const litAt = {};
  Object.assign(window, { litAt });
  const seen = new Set();
  const look = () => {
    for (const lamp of document.querySelectorAll('.map [data-signal][data-state="lit"]')) {
      const name = lamp.getAttribute('data-signal') ?? '';
      if (seen.has(name)) continue;
      seen.add(name);
      void frameWatch.painted().then(at => {
        litAt[name] = at;
      });
    }
  };
  new MutationObserver(look).observe(document.body, { subtree: true, childList: true, attributes: true });
}

/**
 * The signals of a shutdown with the wall-clock time at which each fired, once the run has ended.
 * @param {string} url
 * @param {string} id
 * @returns {Promise<Record<string, number>>}
 */
function listen(url, id) {
  const socket = new WebSocket(`${url.replace(/^http/, 'ws')}api/runs/${id}/events`);
  /** @type {Record<string, number>} */
  const fired = {};
  let startedAt = 0;
  let stopped = false;
  return new Promise((resolve, reject) => {
    const timer = setTimeout(() => {
      socket.terminate();
      reject(new Error('the live run does not end'));
    }, 2 * LONGEST_RUN_MS);
    socket.on('message', data => {
      const line = JSON.parse(String(data));
      if (line.type === 'recording') startedAt = Date.parse(line.startedAt);
      if (line.type === 'process.signalled') stopped = true;
      if (line.type === 'signal.fired' && stopped) fired[line.name] = startedAt + line.t / SPEED;
    });
    socket.on('close', () => {
      clearTimeout(timer);
      resolve(fired);
    });
    socket.on('error', reject);
  });
}

/** @param {string} url */
async function startRun(url) {
  for (let attempt = 0; attempt < MOST_ATTEMPTS; attempt++) {
    const runs = /** @type {{ id: string, mode: string, state: string }[]} */ (
      await (await fetch(`${url}api/runs`)).json()
    );
    for (const run of runs)
      if (run.mode === 'live' && run.state === 'running')
        await fetch(`${url}api/runs/${run.id}`, { method: 'DELETE' });
    const response = await post(`${url}api/runs`, { scenario: 'graceful', mode: 'live', speed: SPEED });
    if (response.ok) return /** @type {{ id: string }} */ (await response.json()).id;
    // The run with which the program begins is still on its way, or the one before is not quite gone.
    await new Promise(resolve => setTimeout(resolve, ATTEMPT_EVERY_MS));
  }
  throw new Error('no live run could be started');
}

/**
 * @param {string} url
 * @param {object} body
 */
function post(url, body) {
  return fetch(url, {
    method: 'POST',
    headers: { 'content-type': 'application/json' },
    body: JSON.stringify(body),
  });
}
