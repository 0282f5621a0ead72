/** Logs of real servers in the page: imported, judged, compared, exported; and a file that the program serves. */
import { mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, describe, expect, test } from 'vitest';
import { emitted, klogText } from '../machines/formats/emit.ts';
import { realRuns } from '../machines/formats/real-lines.ts';
import { violations } from './axe.ts';
import { LiveProgram } from './live-program.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

function logOf(scenario: string, options = {}, version = 'v1.34.1'): string {
  const [run] = realRuns(version, scenario);
  if (!run) throw new Error(`no ${scenario}`);
  return `${emitted(run.lines, options)
    .map(line => klogText(line))
    .join('\n')}\n`;
}

const off = logOf('A.retryafter-off');
const on = logOf('B.retryafter-on', { stopAt: Date.parse('2026-11-21T09:00:00Z'), pid: 99 });

const badge = () => screen.page.locator('.header .evidence');

async function open(query = '?scenario=graceful', options = {}): Promise<void> {
  screen = await stage.open(query, options);
}

async function choose(content: string, name = 'kube-apiserver.log'): Promise<void> {
  await screen.page.keyboard.press('O');
  const file = { name, mimeType: 'text/plain', buffer: Buffer.from(content) };
  await screen.page.locator('input[type=file]').setInputFiles(file);
}

describe('the log of a real server', () => {
  test('is shown at its end; what is inferred is dashed and said to be, and nothing is invented', async () => {
    await open();
    await choose(logOf('A.retryafter-off', {}, 'v1.22.2'));
    await expect.poll(() => badge().textContent()).toBe('imported log');
    await screen.untilExit();
    expect(await screen.lamp('NotAcceptingNewRequest')).toBe('lit');
    const lamp = screen.page.locator('.map [data-signal="NotAcceptingNewRequest"]');
    expect(await lamp.getAttribute('aria-label')).toContain('inferred');
    expect(await lamp.locator('.body').evaluate(node => getComputedStyle(node).strokeDasharray)).not.toBe(
      'none',
    );
    const logged = screen.page.locator('.map [data-signal="ShutdownInitiated"]');
    expect(await logged.getAttribute('aria-label')).not.toContain('inferred');
    expect(await logged.locator('.body').evaluate(node => getComputedStyle(node).strokeDasharray)).toBe(
      'none',
    );
    expect(await screen.page.locator('.header').textContent()).toContain('≥ 1.22');
    expect(await screen.page.locator('[data-outcome="dropped"] .num').textContent()).toBe('–');
    expect(await screen.page.locator('.room').textContent()).not.toContain('never kills');
    await screen.page.locator('#tab-Log').click();
    await screen.page.locator('.log-row.inferred').first().waitFor();
    expect(await violations(screen.page)).toEqual([]);
  });

  test('that is pasted is imported as well', async () => {
    await open();
    await screen.page.evaluate(body => {
      const clipboardData = new DataTransfer();
      clipboardData.setData('text/plain', body);
      document.body.dispatchEvent(
        new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true }),
      );
    }, on);
    await expect.poll(() => badge().textContent()).toBe('imported log');
    await expect.poll(() => screen.page.title()).toContain('pasted.log');
  });

  test('with several servers is a list to choose from, and another can be chosen later', async () => {
    await open('?scenario=graceful&lang=zh', { viewport: { width: 390, height: 844 } });
    await screen.page.keyboard.press('O');
    const file = { name: 'two.log', mimeType: 'text/plain', buffer: Buffer.from(off + on) };
    await screen.page.locator('input[type=file]').setInputFiles(file);
    const dialog = screen.page.getByRole('dialog');
    await dialog.waitFor();
    const servers = dialog.locator('li button');
    expect(await servers.count()).toBe(2);
    expect(await servers.nth(1).textContent()).toContain('pid 99');
    expect(await servers.nth(1).evaluate(node => node === document.activeElement)).toBe(true);
    expect(await screen.overflow()).toBeLessThanOrEqual(0);
    expect(await violations(screen.page)).toEqual([]);
    await servers.nth(0).click();
    await expect.poll(() => badge().textContent()).toBe('导入的日志');
    await screen.button('另选一个').click();
    await dialog.waitFor();
    await screen.page.keyboard.press('Escape');
    await dialog.waitFor({ state: 'detached' });
  });

  test('is judged: what cannot be decided is not called kept, and where the time went is shown', async () => {
    await open();
    await choose(off);
    await expect.poll(() => badge().textContent()).toBe('imported log');
    await screen.page.locator('#tab-Rules').click();
    const rules = screen.page.locator('.rules');
    await rules.getByText('without --shutdown-send-retry-after').waitFor();
    for (const rule of ['audit-complete', 'no-drop-before-drained', 'no-admission-after-drain'])
      await rules.locator(`[data-rule="${rule}"][data-ok="null"]`).waitFor();
    expect(await rules.locator('.time-spent li').count()).toBe(5);
    expect(await rules.locator('.time-spent').textContent()).toContain('server shutdown6.00 s');
  });

  test('is compared with another one', async () => {
    await open();
    await choose(off);
    await expect.poll(() => badge().textContent()).toBe('imported log');
    await screen.page.locator('#tab-Rules').click();
    await screen.button('Compare with a file…').click();
    const file = { name: 'on.log', mimeType: 'text/plain', buffer: Buffer.from(on) };
    await screen.page.locator('input[type=file]').setInputFiles(file);
    const dialog = screen.page.getByRole('dialog');
    await dialog.waitFor();
    expect(await dialog.textContent()).toContain('server shutdown took6.002.00−4.00');
    expect(await violations(screen.page)).toEqual([]);
    await dialog.getByRole('button', { name: 'Close' }).click();
  });
});

test('advice stands with a broken rule', async () => {
  await open('?scenario=no-delay');
  await screen.speed(100);
  await screen.untilExit();
  await screen.page.locator('#tab-Rules').click();
  await screen.page
    .locator('[data-rule="listener-outlives-healthy-verdict"] .advice')
    .getByText('Set --shutdown-delay-duration to 4s at least')
    .waitFor();
});

test('a run is saved as what other programs read', async () => {
  await open();
  await choose(off);
  await expect.poll(() => badge().textContent()).toBe('imported log');
  const written = {
    '.perfetto.json': '"traceEvents"',
    '.csv': 'request',
    '.otlp.json': 'resourceSpans',
    '.mmd': 'sequenceDiagram',
  };
  for (const [extension, content] of Object.entries(written)) {
    await screen.button('Save as…').click();
    const download = screen.page.waitForEvent('download');
    await screen.page.getByRole('dialog').getByRole('button', { name: extension }).click();
    const file = await download;
    expect(file.suggestedFilename()).toBe(`kube-apiserver.log${extension}`);
    expect(await readFile(await file.path(), 'utf8')).toContain(content);
  }
});

describe('the file of lastcall replay', () => {
  let program: LiveProgram;
  let folder: string;

  /** Starts the program on a file; the address of its page. */
  async function replay(content: string, name: string): Promise<string> {
    folder = await mkdtemp(join(tmpdir(), 'lastcall-replay-'));
    await writeFile(join(folder, name), content);
    program = await LiveProgram.replay(join(folder, name));
    return program.url;
  }

  afterEach(async () => {
    // The page goes first: a program that is gone is a connection refused.
    await screen.close();
    await program.stop();
    await rm(folder, { recursive: true });
  });

  test('is shown as if it had been dropped, to a stranger too, and again when the page is read again', async () => {
    const url = await replay(off, 'ein Log (ä).log');
    screen = await stage.open(url, {}, '.transport', 'stranger');
    await expect.poll(() => badge().textContent()).toBe('imported log');
    await expect.poll(() => screen.page.title()).toContain('ein Log (ä).log');
    await expect.poll(() => screen.page.url()).toContain('replay=1');
    await screen.page.reload();
    await expect.poll(() => badge().textContent()).toBe('imported log');
  });

  test('that is gone is said to be, and the page shows something all the same', async () => {
    const url = await replay(off, 'gone.log');
    await rm(join(folder, 'gone.log'));
    screen = await stage.open(url);
    await expect
      .poll(() => screen.page.getByRole('alert').textContent())
      .toContain('start "lastcall replay" again');
    await expect.poll(() => badge().textContent()).toBe('simulated');
    screen.errors.splice(0);
  });
});
