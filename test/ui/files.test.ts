import { afterEach, describe, expect, test } from 'vitest';
import { readRecording } from '../../machines/recording/reader.ts';
import { writeRecording } from '../../machines/recording/writer.ts';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { simulate } from '../../machines/simulation/simulation.ts';
import { english, translation } from '../../machines/words/translate.ts';
import { CATALOG } from '../../machines/words/zh/catalog.ts';
import { changeFiles, filesStore } from '../../ui/files/files-store.ts';
import { openFile } from '../../ui/files/open-file.ts';
import { LONGEST_LINE, readLines } from '../../ui/files/read-lines.ts';
import { ReplayRun } from '../../ui/files/replay-run.ts';
import { fileName } from '../../ui/files/save-recording.ts';
import { beginsLikeRecording, kindOfFile } from '../../ui/files/sniff.ts';
import type { RunSource } from '../../ui/session/run-source.ts';
import type { Session } from '../../ui/session/session.ts';

const slowHook = libraryScenario('slow-hook');
if (!slowHook) throw new Error('slow-hook is gone');
const recording = simulate(slowHook.scenario, slowHook.source);
const text = writeRecording(recording);
const lines = text.trimEnd().split('\n');

afterEach(() => changeFiles({ reading: null, message: null }));

/** Opens a file; what it showed, and what was said. */
async function open(content: BlobPart, name = 'run.jsonl') {
  const shown: { source: RunSource; name: string }[] = [];
  const scenarios: string[] = [];
  const session = {
    show: (source: RunSource, as: string) => void shown.push({ source, name: as }),
    runScenario: async (yaml: string) => {
      scenarios.push(yaml);
      return yaml.includes('broken')
        ? { problems: [{ line: 2, column: 1, path: 'pod', message: 'is broken' }] }
        : { text: yaml };
    },
  } as unknown as Session;
  await openFile(session, new File([content], name), new AbortController());
  const { message } = filesStore.get();
  return { shown, scenarios, message, says: message?.says(english) ?? null };
}

describe('a recording that is opened', () => {
  test('is shown as a whole, under the name of its file', async () => {
    const { shown, message } = await open(text);
    expect(message).toBeNull();
    expect(shown).toHaveLength(1);
    const [{ source, name } = { source: null, name: '' }] = shown;
    expect(name).toBe('run.jsonl');
    expect(source?.index.count).toBe(recording.events.length);
    expect(source?.presentAt(0)).toBe(recording.events.at(-1)?.t);
    expect(source?.ended).toBe(true);
    expect(source?.plan?.name).toBe('slow-hook');
    expect(source?.header).toEqual(recording.header);
  });

  test('takes no orders', async () => {
    const run = new ReplayRun(recording.header);
    const answer = await run.inject();
    expect(answer.ok).toBe(false);
  });

  test('that is larger than what the page keeps is read as far as that, and its beginning is offered', async () => {
    const long = new Blob(['x'.repeat(7 * 1024 * 1024)]);
    const events = Array.from({ length: 40 }, (_, index) => [
      `{"seq":${index + 1},"t":${index},"type":"note","text":"`,
      long,
      '"}\n',
    ]);
    const { shown, message, says } = await open(new Blob([`${lines[0]}\n`, ...events.flat()]));
    expect(shown).toHaveLength(0);
    expect(says).toContain('has more than 36 events');
    message?.steps[0]?.run();
    expect(shown[0]?.source.index.count).toBe(36);
  });

  test('that is cut off is shown up to there, and what is missing is said', async () => {
    const { shown, message, says } = await open(`${lines.slice(0, 400).join('\n')}\n{"seq":400,`);
    expect(shown[0]?.source.index.count).toBe(399);
    expect(message?.tone).toBe('note');
    expect(says).toContain('line 401, after 11 characters of it');
    expect(says).toContain('before the process exits');
  });

  test('with a malformed line is not shown, its line is named, and what comes before is offered', async () => {
    const { shown, message, says } = await open(`${lines.with(9, '{"seq":9,').join('\n')}\n`);
    expect(shown).toEqual([]);
    expect(message?.tone).toBe('danger');
    expect(says).toContain('line 10');
    expect(says).toContain('The 8 events before it');
    const [step] = message?.steps ?? [];
    expect(step?.label(english)).toBe('Show what comes before');
    step?.run();
    expect(shown[0]?.source.index.count).toBe(8);
    expect(filesStore.get().message).toBeNull();
  });

  test('of a newer version is refused, and its version named', async () => {
    const header = JSON.stringify({ ...recording.header, version: 7 });
    const { shown, message, says } = await open(lines.with(0, header).join('\n'));
    expect(shown).toEqual([]);
    expect(says).toContain('version 7');
    expect(message?.steps).toEqual([]);
  });

  test('can be given up while it is read', async () => {
    const abort = new AbortController();
    const session = { show: () => expect.unreachable('it was given up') } as unknown as Session;
    const opened = openFile(session, new File([text], 'run.jsonl'), abort);
    abort.abort();
    await opened;
    expect(filesStore.get()).toEqual({ reading: null, message: null });
  });
});

describe('a file that is no recording', () => {
  test.each([
    ['an empty one', '', 'empty'],
    ['a zip archive', new Uint8Array([0x50, 0x4b, 3, 4, 0]), 'zip archive'],
    ['a compressed one', new Uint8Array([0x1f, 0x8b, 8, 0]), 'gunzip'],
    ['a binary one', new Uint8Array([0x7f, 0x45, 0x4c, 0x46, 0, 0]), 'no text'],
    [
      'the log of another program',
      'I1121 08:00:00.000000 1 server.go:1] started\n',
      'none of the 1 lines says anything about the life of an API server',
    ],
    ['other JSON', '{"level":"info"}\n', 'A recording is a .jsonl file'],
    [
      'a recording without its header',
      '{"seq":1,"t":0}\n',
      'its first line must be {"type":"recording","version":1,…}',
    ],
    ['a compressed log that is damaged', new Uint8Array([0x1f, 0x8b, 8, 0]), 'gunzip'],
    ['one without line ends', `{"seq":1${' '.repeat(LONGEST_LINE + 1_000_000)}`, 'a line of more than 8 MB'],
  ])('%s is named as what it is', async (_, content, what) => {
    const { shown, says } = await open(content);
    expect(shown).toEqual([]);
    expect(says).toContain(what);
  });

  test('is said to be so in Chinese too', async () => {
    const { message } = await open('{"seq":1}\n', 'x.json');
    expect(message?.says(translation(CATALOG))).toBe(
      'x.json 第 1 行：这不是录制：第一行应为 {"type":"recording","version":1,…}。录制是 .jsonl 文件，由“保存”或 lastcall live --out run.jsonl 写出；场景是 .yaml 文件。',
    );
  });
});

describe('a scenario that is opened', () => {
  test('is taken as it is written', async () => {
    const { scenarios, message } = await open('name: mine\n', 'mine.yaml');
    expect(scenarios).toEqual(['name: mine\n']);
    expect(message).toBeNull();
  });

  test('with a mistake names its place', async () => {
    const { says } = await open('name: broken\n', 'mine.yml');
    expect(says).toBe('mine.yml, line 2: pod: is broken.');
  });
});

describe('reading by lines', () => {
  const collect = async (parts: readonly Uint8Array<ArrayBuffer>[], take = (_: string) => true) => {
    const seen: string[] = [];
    const stream = new ReadableStream<Uint8Array<ArrayBuffer>>({
      start(controller) {
        for (const part of parts) controller.enqueue(part);
        controller.close();
      },
    });
    const file = { stream: () => stream } as unknown as Blob;
    await readLines(
      file,
      {
        line: line => {
          seen.push(line);
          return take(line);
        },
        slice: () => {},
      },
      new AbortController().signal,
    );
    return seen;
  };

  test('a line that comes in pieces, even within a character, is whole', async () => {
    const bytes = new TextEncoder().encode('排空\nend');
    const pieces = Array.from(bytes, byte => new Uint8Array([byte]));
    expect(await collect(pieces)).toEqual(['排空\n', 'end']);
  });

  test('ends when it is told that this is enough', async () => {
    const bytes = new TextEncoder().encode('a\nb\nc\n');
    expect(await collect([bytes], line => line !== 'b\n')).toEqual(['a\n', 'b\n']);
  });
});

describe('what a file is', () => {
  test('is seen from its bytes before its name', async () => {
    expect(await kindOfFile(new File([new Uint8Array([0x50, 0x4b])], 'a.yaml'))).toBe('zip');
    expect(await kindOfFile(new File(['name: a'], 'a.YAML'))).toBe('scenario');
    expect(await kindOfFile(new File(['{}'], 'a.jsonl'))).toBe('text');
  });

  test('is seen of a text that is pasted', () => {
    expect(beginsLikeRecording(text)).toBe(true);
    expect(beginsLikeRecording(`\n${text}`)).toBe(true);
    expect(beginsLikeRecording('name: slow-hook')).toBe(false);
    expect(beginsLikeRecording('{"type":"note"}\n{"type":"recording"}')).toBe(false);
  });
});

describe('the name of a saved file', () => {
  test.each([
    ['slow-hook', 'simulate', 'slow-hook.jsonl'],
    ['slow-hook', 'live', 'slow-hook-live.jsonl'],
    ['run.jsonl', 'replay', 'run.jsonl'],
    ['graceful (changed)', 'simulate', 'graceful-changed.jsonl'],
    ['../..', 'simulate', 'run.jsonl'],
    ['场景 一', 'simulate', '场景-一.jsonl'],
  ] as const)('%s, %s: %s', (name, mode, file) => {
    expect(fileName(name, { mode })).toBe(file);
  });
});

test('what was read is written again to the byte', () => {
  const read = readRecording(text);
  if (!read.ok) throw new Error(read.problem.message);
  expect(writeRecording(read.recording)).toBe(text);
});
