import { readFile } from 'node:fs/promises';
import { describe, expect, test } from 'vitest';
import { writeRecording } from '../../machines/recording/writer.ts';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { simulate } from '../../machines/simulation/simulation.ts';
import type { Screen } from './screen.ts';
import { setStage } from './stage.ts';

const stage = setStage();
let screen: Screen;

function recordingOf(name: string) {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`the library has no ${name}`);
  return simulate(entry.scenario, entry.source);
}

const recording = recordingOf('retry-after');
const text = writeRecording(recording);
const lines = text.trimEnd().split('\n');

async function open(query = '?scenario=slow-hook', options = {}): Promise<void> {
  screen = await stage.open(query, options);
}

/** Answers the browser's question for a file. */
async function answer(content: string, name: string): Promise<void> {
  const file = { name, mimeType: 'application/jsonl', buffer: Buffer.from(content) };
  await screen.page.locator('input[type=file]').setInputFiles(file);
}

/** Chooses a file with the header's button. */
async function choose(content: string, name = 'run.jsonl'): Promise<void> {
  await screen.button('Open…').click();
  await answer(content, name);
}

/** Drags a file over the page; `drop` lets it go. */
async function drag(content: string, name: string): Promise<{ drop: () => Promise<void> }> {
  const dataTransfer = await screen.page.evaluateHandle(
    ([body, as]) => {
      const transfer = new DataTransfer();
      transfer.items.add(new File([body], as));
      return transfer;
    },
    [content, name] as const,
  );
  await screen.page.dispatchEvent('.map', 'dragenter', { dataTransfer });
  await screen.page.dispatchEvent('.map', 'dragover', { dataTransfer });
  return { drop: () => screen.page.dispatchEvent('.map', 'drop', { dataTransfer }) };
}

const badge = () => screen.page.locator('.header .evidence');
const alert = () => screen.page.getByRole('alert');

async function outcomes(): Promise<Record<string, string>> {
  return screen.page
    .locator('[data-outcome]')
    .evaluateAll(nodes =>
      Object.fromEntries(
        nodes.map(node => [node.getAttribute('data-outcome'), node.querySelector('.num')?.textContent]),
      ),
    );
}

describe('a recording', () => {
  test('that is chosen is shown, and stepped through from its beginning to its end', async () => {
    await open();
    await choose(text);
    await expect.poll(() => badge().textContent()).toBe('recording');
    await expect.poll(() => screen.page.title()).toContain('run.jsonl');
    await screen.page.keyboard.press('Home');
    expect(await screen.lamp('ShutdownInitiated')).toBe('dark');
    await screen.page.keyboard.press('End');
    await screen.untilExit();
    expect(await screen.lamp('HTTPServerStoppedListening')).toBe('lit');
    for (let step = 0; step < 60 && (await screen.lamp('NotAcceptingNewRequest')) === 'lit'; step++)
      await screen.page.keyboard.press('ArrowLeft');
    expect(await screen.lamp('NotAcceptingNewRequest')).toBe('armed');
    for (let step = 0; step < 60 && (await screen.lamp('NotAcceptingNewRequest')) !== 'lit'; step++)
      await screen.page.keyboard.press('ArrowRight');
    expect(await screen.lamp('NotAcceptingNewRequest')).toBe('lit');
  });

  test('that is dropped is shown, after it is said what may be dropped', async () => {
    await open();
    const { drop } = await drag(text, 'dropped.jsonl');
    await screen.page.getByText('Drop it here').waitFor();
    await drop();
    await screen.page.getByText('Drop it here').waitFor({ state: 'detached' });
    await expect.poll(() => badge().textContent()).toBe('recording');
  });

  test('that is pasted is shown; other text is left alone', async () => {
    await open();
    const paste = (content: string) =>
      screen.page.evaluate(body => {
        const clipboardData = new DataTransfer();
        clipboardData.setData('text/plain', body);
        const event = new ClipboardEvent('paste', { clipboardData, bubbles: true, cancelable: true });
        document.body.dispatchEvent(event);
        return event.defaultPrevented;
      }, content);
    expect(await paste('SIGTERM')).toBe(false);
    expect(await paste(text)).toBe(true);
    await expect.poll(() => badge().textContent()).toBe('recording');
  });

  test('of a log that was imported says so, and is dashed', async () => {
    await open();
    const header = { ...recording.header, source: 'imported', scenario: null, clock: 'wall' };
    await choose([JSON.stringify(header), ...lines.slice(1)].join('\n'));
    await expect.poll(() => badge().textContent()).toBe('imported log');
    expect(await badge().evaluate(node => getComputedStyle(node).borderStyle)).toBe('dashed');
    await screen.page.keyboard.press('End');
    await expect.poll(() => screen.lamp('InFlightRequestsDrained')).toBe('lit');
  });

  test('is left for a simulation again', async () => {
    await open();
    await choose(text);
    await expect.poll(() => badge().textContent()).toBe('recording');
    await screen.page.getByLabel('Mode', { exact: true }).selectOption('simulate');
    await expect.poll(() => badge().textContent()).toBe('simulated');
  });
});

describe('what is wrong with a file is said in its place', () => {
  test('a cut end: the rest is shown, and what is missing is named', async () => {
    await open();
    await choose(`${lines.slice(0, 300).join('\n')}\n{"seq":`);
    const note = screen.page.locator('.problem.note');
    await note.waitFor();
    expect(await note.textContent()).toContain('cut off in line 301');
    expect(await badge().textContent()).toBe('recording');
    await note.getByRole('button', { name: 'Dismiss' }).click();
    await note.waitFor({ state: 'detached' });
  });

  test('a malformed line: what is shown stays, and what comes before it is offered', async () => {
    await open();
    await choose(lines.with(199, '{"seq":199,').join('\n'));
    await alert().waitFor();
    expect(await alert().textContent()).toContain('run.jsonl, line 200');
    expect(await badge().textContent()).toBe('simulated');
    await screen.button('Show what comes before').click();
    await expect.poll(() => badge().textContent()).toBe('recording');
    expect(await alert().count()).toBe(0);
  });

  test('a newer version and a file of another kind, in the language in force', async () => {
    await open();
    await choose(JSON.stringify({ ...recording.header, version: 9 }));
    await alert().waitFor();
    expect(await alert().textContent()).toContain('version 9');
    await choose('PK\u0003\u0004', 'run.zip');
    await expect.poll(() => alert().textContent()).toContain('run.zip is a zip archive');
    await screen.button('EN / 中文').click();
    await expect.poll(() => alert().textContent()).toContain('run.zip 是 zip 压缩包');
  });
});

describe('a scenario', () => {
  test('that is dropped is simulated', async () => {
    await open();
    const { drop } = await drag('name: mine\nscript: [{ at: 1s, signal: SIGTERM }]\n', 'mine.yaml');
    await drop();
    await expect.poll(() => screen.page.title()).toContain('mine');
    expect(await badge().textContent()).toBe('simulated');
  });

  test('with a mistake is refused with its place', async () => {
    await open();
    const { drop } = await drag('name: mine\nnonsense: 1\n', 'mine.yaml');
    await drop();
    await alert().waitFor();
    expect(await alert().textContent()).toContain('mine.yaml, line 2');
  });
});

describe('saving', () => {
  test('a run and opening it again gives the same outcome, and the same bytes', async () => {
    await open('?scenario=retry-after');
    await screen.speed(100);
    await screen.untilExit();
    const ended = { clock: await screen.clock(), outcomes: await outcomes(), exit: await screen.exit() };
    const save = async () => {
      const download = screen.page.waitForEvent('download');
      await screen.button('Save recording').click();
      const file = await download;
      return { name: file.suggestedFilename(), content: await readFile(await file.path(), 'utf8') };
    };
    const saved = await save();
    expect(saved.name).toBe('retry-after.jsonl');
    expect(saved.content).toBe(text);
    await choose(saved.content, saved.name);
    await expect.poll(() => badge().textContent()).toBe('recording');
    await screen.page.keyboard.press('End');
    await screen.untilExit();
    expect({ clock: await screen.clock(), outcomes: await outcomes(), exit: await screen.exit() }).toEqual(
      ended,
    );
    expect(await save()).toEqual(saved);
  });
});

describe('the header', () => {
  test.each(['en', 'zh'])('in %s has room for everything at any width', async lang => {
    await open(`?scenario=slow-hook&lang=${lang}`);
    await screen.page.keyboard.press('O');
    await answer(text, 'a-recording-with-quite-a-long-name-2026-11-21.jsonl');
    await screen.page.locator('.evidence.recording').waitFor();
    for (const width of [320, 390, 720, 768, 961, 1024, 1181, 1440, 2560]) {
      await screen.page.setViewportSize({ width, height: 900 });
      expect(await screen.overflow(), `${width} px`).toBeLessThanOrEqual(0);
      const cut = await screen.page.locator('.header').evaluate(header => {
        const edge = header.getBoundingClientRect().right;
        return [...header.querySelectorAll('h1, button, .evidence')]
          .map(node => ({ text: node.textContent, box: node.getBoundingClientRect() }))
          .filter(({ box }) => box.width > 0 && (box.right > edge + 0.5 || box.left < 0 || box.height > 46))
          .map(({ text }) => text);
      });
      expect(cut, `${width} px`).toEqual([]);
    }
  });

  test('on a phone has the rest of itself in the help', async () => {
    await open('?scenario=slow-hook', { viewport: { width: 390, height: 844 }, hasTouch: true });
    await screen.button('Keys and help').click();
    const help = screen.page.getByRole('dialog');
    for (const name of ['Open…', 'Save recording', 'Copy link', 'Theme', 'EN / 中文'])
      expect(
        (await help.getByRole('button', { name, exact: true }).boundingBox())?.height,
        name,
      ).toBeGreaterThanOrEqual(44);
    await help.getByRole('button', { name: 'Open…' }).click();
    await answer(text, 'run.jsonl');
    await expect.poll(() => badge().textContent()).toBe('recording');
    expect(await badge().isVisible()).toBe(true);
  });
});
