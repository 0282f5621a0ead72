/**
 * (d) The page in a real browser: what it weighs, how soon it is seen, how it carries a large recording, and how soon
 * it shows a live signal. Headless browsers paint on the processor: frames are slower than on a desk.
 */
import { runnerImport } from 'vite';
import { firstPaint } from './page/first-paint.mjs';
import { largeRecording } from './page/large-recording.mjs';
import { liveSignals } from './page/live-signals.mjs';
import { serve } from './page/serve.mjs';

/** @typedef {import('./main.mjs').Benchmark} Benchmark */

/** @returns {Promise<Benchmark[]>} none where there is no browser */
export async function page() {
  const browser = await launch();
  if (browser === null) return [];
  /** @type {Awaited<ReturnType<typeof serve>> | null} */
  let program = null;
  try {
    program = await serve();
    const { url } = program;
    return [
      ...(await firstPaint(browser, url)),
      ...(await largeRecording(browser, url)),
      ...(await liveSignals(browser, url)),
    ];
  } finally {
    await program?.end();
    await browser.close();
  }
}

/** The browser that the tests use. */
async function launch() {
  const finder = new URL('../browser/chromium.ts', import.meta.url).pathname;
  try {
    // Node.js 20 reads no TypeScript by itself.
    const { module } =
      /** @type {{ module: typeof import('../browser/chromium.ts') }} */
      (await runnerImport(finder, { logLevel: 'error', configFile: false }));
    return await module.launchChromium();
  } catch (error) {
    const reason = error instanceof Error ? error.message : String(error);
    process.stderr.write(`the page is not measured: ${reason}\n`);
    return null;
  }
}
