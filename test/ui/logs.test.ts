/** Logs of real servers, as the page opens them. */
import { afterEach, describe, expect, test } from 'vitest';
import { english, translation } from '../../machines/words/translate.ts';
import { CATALOG } from '../../machines/words/zh/catalog.ts';
import { compareFile } from '../../ui/files/compare-file.ts';
import { changeFiles, filesStore } from '../../ui/files/files-store.ts';
import { logChoiceStore } from '../../ui/files/log-choice-store.ts';
import { openFile } from '../../ui/files/open-file.ts';
import { pastedKind } from '../../ui/files/sniff.ts';
import { closeRuns, runsStore } from '../../ui/forks/runs-store.ts';
import { lineageText } from '../../ui/header/lineage.ts';
import type { RunSource } from '../../ui/session/run-source.ts';
import type { Session } from '../../ui/session/session.ts';
import { emitted, klogText } from '../machines/formats/emit.ts';
import { realRuns } from '../machines/formats/real-lines.ts';

function linesOf(version: string, scenario: string, options = {}): string[] {
  const [run] = realRuns(version, scenario);
  if (!run) throw new Error(`no ${scenario} of ${version}`);
  return emitted(run.lines, options).map(line => klogText(line));
}

const off = `${linesOf('v1.34.1', 'A.retryafter-off').join('\n')}\n`;
const on = `${linesOf('v1.34.1', 'B.retryafter-on', { stopAt: Date.parse('2026-11-21T09:00:00Z'), pid: 99 }).join('\n')}\n`;

afterEach(() => {
  changeFiles({ reading: null, message: null });
  logChoiceStore.set(null);
  closeRuns();
});

async function open(content: string | Blob, name = 'kube-apiserver.log') {
  const shown: RunSource[] = [];
  const stands: number[] = [];
  const session = {
    show: (source: RunSource) => void shown.push(source),
    player: { showEvent: (seq: number) => void stands.push(seq) },
  } as unknown as Session;
  await openFile(session, new File([content], name), new AbortController());
  return { shown, stands, message: filesStore.get().message };
}

describe('a log that is opened', () => {
  test('is shown whole, at its end, with what its lines tell of its server', async () => {
    const { shown, stands, message } = await open(off);
    expect(message).toBeNull();
    const [run] = shown;
    expect(run?.mode).toBe('replay');
    expect(run?.header?.source).toBe('imported');
    expect(run?.sendRetryAfter).toBe(false);
    expect(lineageText(run ?? null)).toBe('≥ 1.33');
    expect(stands).toEqual([run?.index.event(run.index.count - 1)?.seq]);
    expect(run?.tracks.process.map(({ inferred }) => inferred)).toEqual([true, true]);
    expect(run?.tracks.signals.some(({ inferred }) => inferred)).toBe(false);
  });

  test('says which of its signals are inferred', async () => {
    const { shown } = await open(`${linesOf('v1.22.2', 'A.retryafter-off').join('\n')}\n`);
    const inferred = shown[0]?.tracks.signals.filter(mark => mark.inferred).map(({ name }) => name);
    expect(inferred).toEqual(['PreShutdownHooksStopped', 'NotAcceptingNewRequest']);
  });

  test('of several servers is a question, and the answer can be given anew', async () => {
    const { shown } = await open(off + on);
    expect(shown).toEqual([]);
    const choice = logChoiceStore.get();
    expect(choice?.found.map(({ pid }) => pid)).toEqual([12345, 99]);
    expect(choice?.chosen).toBe(2);
    choice?.choose(2);
    await expect.poll(() => shown.length).toBe(1);
    expect(shown[0]?.sendRetryAfter).toBe(true);
    const { message } = filesStore.get();
    expect(message?.says(english)).toBe('kube-apiserver.log has 2 servers, this is number 2.');
    expect(message?.says(translation(CATALOG))).toBe('kube-apiserver.log 中有 2 个服务器，这是第 2 个。');
    logChoiceStore.set(null);
    message?.steps[0]?.run();
    expect(logChoiceStore.get()?.chosen).toBe(2);
  });

  test('is unpacked where it is packed', async () => {
    const packed = await new Response(
      new Blob([off]).stream().pipeThrough(new CompressionStream('gzip')),
    ).blob();
    const { shown } = await open(packed, 'kube-apiserver.log.gz');
    expect(shown).toHaveLength(1);
  });

  test('without a line of an API server says what it looked for and what prints it', async () => {
    const { shown, message } = await open('hello\nworld\n');
    expect(shown).toEqual([]);
    expect(message?.tone).toBe('danger');
    expect(message?.says(english)).toMatch(/^kube-apiserver\.log: none of the 2 lines .*-v=2/s);
  });

  test('can be given up while it is read', async () => {
    const abort = new AbortController();
    const session = { show: () => expect.unreachable('it was given up') } as unknown as Session;
    const opened = openFile(session, new File([off.repeat(50)], 'x.log'), abort);
    abort.abort();
    await opened;
    expect(filesStore.get()).toEqual({ reading: null, message: null });
  });
});

describe('what is pasted', () => {
  test.each([
    [off, 'log'],
    [`kubectl said:\n${off}`, 'log'],
    ['I1121 08:01:02.345000   12345 genericapiserver.go:548] anything', 'log'],
    ['SIGTERM', null],
    ['I have 1121 things', null],
  ])('%# is known for what it is', (text, kind) => {
    expect(pastedKind(text)).toBe(kind);
  });
});

describe('a file that is opened to be compared', () => {
  test('may be a log; of several servers the last is taken, and that is said', async () => {
    await compareFile(new File([off + on], 'two.log'), new AbortController());
    expect(runsStore.get().file?.name).toBe('two.log');
    expect(runsStore.get().file?.recording.header.source).toBe('imported');
    expect(filesStore.get().message?.says(english)).toBe('two.log has 2 servers: number 2 is compared.');
  });

  test('is refused when it is neither log nor recording', async () => {
    await compareFile(new File(['hello\n'], 'x.txt'), new AbortController());
    expect(runsStore.get().file).toBeNull();
    expect(filesStore.get().message?.tone).toBe('danger');
  });
});
