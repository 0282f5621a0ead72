/** Opens a file: a recording or a log is read and shown, a scenario is simulated, and of anything else it is said what it is. */
import type { LineProblem, RecordingReader } from '../../machines/recording/reader.ts';
import type { Translate } from '../../machines/words/translate.ts';
import type { Session } from '../session/session.ts';
import { clockTime, count } from '../words/format.ts';
import { BoundedReader } from './bounded-reader.ts';
import { changeFiles, type FileMessage } from './files-store.ts';
import { LONGEST_LINE, readLines } from './read-lines.ts';
import { ReplayRun } from './replay-run.ts';
import { fail, progressOf } from './say.ts';
import { isRecording, kindOfFile } from './sniff.ts';

const MIB = 1024 * 1024;
const LARGEST_SCENARIO = MIB;
const LARGEST_UNPACKED = 1024 * MIB;

/** Reads a file and shows what is in it; with everything that can be wrong with it said on the page. */
export async function openFile(session: Session, file: File, abort: AbortController): Promise<void> {
  const { name } = file;
  try {
    switch (await kindOfFile(file)) {
      case 'empty':
        return fail(tr => tr('{name} is empty: there is nothing to show.', { name }));
      case 'zip':
        return fail(tr => tr('{name} is a zip archive: unpack it, and open the recording in it.', { name }));
      case 'gzip': {
        const inside = await unpacked(file, abort.signal);
        if (inside) return await openFile(session, inside, abort);
        return fail(tr =>
          tr('{name} is compressed: unpack it with gunzip, and open what comes out.', { name }),
        );
      }
      case 'binary':
        return fail(tr => tr('{name} is no text, so it is no recording. {hint}', { name, hint: hint(tr) }));
      case 'scenario':
        if (file.size > LARGEST_SCENARIO) return failTooLarge(file, LARGEST_SCENARIO);
        return await openScenario(session, file);
      case 'text':
        if (!(await isRecording(file))) return await openLog(session, file, abort);
        return await openRecording(session, file, abort);
    }
  } catch (error) {
    if (abort.signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    fail(tr => tr('{name} cannot be read: {reason}', { name, reason }));
  }
}

/** What is packed in a file; null: it is damaged, too much, or packed twice. */
async function unpacked(file: File, signal: AbortSignal): Promise<File | null> {
  if (!/\.(gz|gzip)$/i.test(file.name)) return null;
  let length = 0;
  const bound = new TransformStream<Uint8Array, Uint8Array<ArrayBuffer>>({
    transform(chunk, controller) {
      length += chunk.length;
      if (length > LARGEST_UNPACKED) controller.error(new RangeError('too much'));
      else controller.enqueue(chunk as Uint8Array<ArrayBuffer>);
    },
  });
  try {
    const text = file.stream().pipeThrough(new DecompressionStream('gzip')).pipeThrough(bound, { signal });
    return new File([await new Response(text).blob()], file.name.replace(/\.(gz|gzip)$/i, ''));
  } catch {
    signal.throwIfAborted();
    return null;
  }
}

/** Reading logs is fetched when there is one. */
async function openLog(session: Session, file: File, abort: AbortController): Promise<void> {
  const module = await import('./open-log.ts');
  await module.openLog(session, file, abort, hint);
}

async function openScenario(session: Session, file: File): Promise<void> {
  const { name } = file;
  const taken = await session.runScenario(await file.text());
  if (!('problems' in taken)) return;
  const [first] = taken.problems;
  const more = taken.problems.length - 1;
  fail(tr => {
    if (!first) return tr('{name} is no scenario.', { name });
    const what = first.path === '' ? first.message : `${first.path}: ${first.message}`;
    const at = tr('{name}, line {line}: {what}.', { name, line: first.line, what });
    if (more === 0) return at;
    return tr('{sentence} {next}', {
      sentence: at,
      next: tr('There are {more} more problems in it.', { more }),
    });
  });
}

async function openRecording(session: Session, file: File, abort: AbortController): Promise<void> {
  const { name } = file;
  const bounded = new BoundedReader();
  const { reader } = bounded;
  let run: ReplayRun | null = null;
  let appended = 0;
  let last = '';
  const takeOver = (): void => {
    if (reader.header === null) return;
    run ??= new ReplayRun(reader.header);
    run.append(reader.events, appended);
    appended = reader.events.length;
  };
  const progress = progressOf(name, file.size, () => abort.abort());
  try {
    await readLines(
      file,
      {
        line: line => {
          last = line;
          return bounded.take(line);
        },
        slice: bytes => {
          takeOver();
          progress(bytes);
        },
      },
      abort.signal,
    );
  } catch (error) {
    if (!(error instanceof RangeError)) throw error;
    const limit = LONGEST_LINE / MIB;
    return fail(tr =>
      tr('{name} has a line of more than {limit} MB, so it is no recording. {hint}', {
        name,
        limit,
        hint: hint(tr),
      }),
    );
  } finally {
    changeFiles({ reading: null });
  }
  if (abort.signal.aborted) return;
  const end = reader.finish();
  const shown = run as ReplayRun | null;
  const show = (message: FileMessage | null) => (): void => {
    if (!shown) return;
    changeFiles({ message });
    session.show(shown, name);
  };
  if (bounded.isFull) {
    const limit = count(reader.events.length);
    return fail(bounded.tooMuch(name), [
      { label: tr => tr('Show the first {limit}', { limit }), run: show(null) },
    ]);
  }
  if (!end.ok) return failAt(name, end.problem, reader, shown, show(null));
  show(end.cut && cutMessage(name, reader, last.length))();
}

/** What is wrong at a line, and the offer to show what comes before it. */
function failAt(
  name: string,
  problem: LineProblem,
  reader: RecordingReader,
  run: ReplayRun | null,
  show: () => void,
): void {
  const { line } = problem;
  const events = count(reader.events.length);
  if (reader.header === null || run === null) {
    const isOther = line === 1;
    fail(tr => {
      const what = tr('{name}, line {line}: {what}.', { name, line, what: problem.says(tr) });
      return isOther ? tr('{sentence} {next}', { sentence: what, next: hint(tr) }) : what;
    });
    return;
  }
  fail(
    tr =>
      tr('{name}, line {line}: {what}. The {events} events before it are good.', {
        name,
        line,
        what: problem.says(tr),
        events,
      }),
    reader.events.length > 0 ? [{ label: tr => tr('Show what comes before'), run: show }] : [],
  );
}

function cutMessage(name: string, reader: RecordingReader, left: number): FileMessage {
  const line = reader.lines;
  const events = count(reader.events.length);
  const end = reader.events.at(-1);
  const stop = reader.events.find(event => event.type === 'process.signalled' && event.signal !== 'SIGKILL');
  const hasExit = reader.events.some(event => event.type === 'process.exited');
  return {
    tone: 'note',
    says: tr => {
      const cut = tr(
        '{name} is cut off in line {line}, after {left} characters of it: that line is left out, and the {events} events before it are shown.',
        { name, line, left: count(left), events },
      );
      if (hasExit || !end) return cut;
      const at = clockTime(end.t, stop?.t ?? null);
      const next = tr('They end at {at}, before the process exits.', { at });
      return tr('{sentence} {next}', { sentence: cut, next });
    },
    steps: [],
  };
}

function failTooLarge(file: File, limit: number): void {
  const size = (file.size / MIB).toFixed(1);
  const largest = String(limit / MIB);
  const { name } = file;
  fail(tr =>
    tr('{name} has {size} MB. The page holds what it shows in memory, and opens at most {largest} MB.', {
      name,
      size,
      largest,
    }),
  );
}

function hint(tr: Translate): string {
  return tr(
    'A recording is a .jsonl file, as Save or “lastcall live --out run.jsonl” writes it; a scenario is a .yaml file.',
  );
}
