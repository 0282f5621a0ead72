/** Opens the log of a real API server: piece by piece, whatever its size; of several servers one is chosen. */
import { leftOutOf, nothingFound } from '../../machines/formats/import-problem.ts';
import type { ImportResult } from '../../machines/formats/import-result.ts';
import { LogImporter } from '../../machines/formats/importer.ts';
import type { Recording } from '../../machines/recording/events.ts';
import type { Session } from '../session/session.ts';
import { changeFiles, type FileMessage, type NextStep } from './files-store.ts';
import { logChoiceStore } from './log-choice-store.ts';
import { nextTurn, SLICE_MS } from './read-lines.ts';
import { ReplayRun } from './replay-run.ts';
import { fail, progressOf } from './say.ts';

/** So many bytes are looked at between two looks at the clock. */
const PIECE_BYTES = 128 * 1024;
/** So many events are taken between two looks at the clock. */
const EVENTS_AT_ONCE = 2_000;

/** A log that has been read; one of its servers is shown. */
interface OpenedLog {
  readonly session: Session;
  readonly name: string;
  readonly result: ImportResult;
}

/**
 * Reads a log and shows the server in it, or asks for one of them.
 * @param otherwise what else the file may be, said where no line is of an API server
 * @throws the signal's reason when it is aborted; what the browser throws when the file cannot be read
 */
export async function openLog(
  session: Session,
  file: File,
  abort: AbortController,
  otherwise: FileMessage['says'],
): Promise<void> {
  const result = await readLog(file, abort);
  const { name } = file;
  const { found, chosen } = result;
  if (chosen === null) {
    fail(tr => `${name}: ${nothingFound(result, tr)}\n${otherwise(tr)}`);
    return;
  }
  const log = { session, name, result };
  if (found.length === 1) await showServer(log, chosen);
  else choose(log, chosen);
}

/** The result of a whole log. */
export async function readLog(file: File, abort: AbortController): Promise<ImportResult> {
  const importer = new LogImporter({ nowMs: Date.now() });
  const decoder = new TextDecoder();
  const progress = progressOf(file.name, file.size, () => abort.abort());
  const source = file.stream().getReader();
  let bytes = 0;
  let sliceEnd = performance.now() + SLICE_MS;
  try {
    for (;;) {
      const { done, value } = await source.read();
      abort.signal.throwIfAborted();
      if (done) break;
      for (let from = 0; from < value.length; from += PIECE_BYTES) {
        importer.push(decoder.decode(value.subarray(from, from + PIECE_BYTES), { stream: true }));
        if (performance.now() <= sliceEnd) continue;
        progress(bytes + from);
        await nextTurn();
        abort.signal.throwIfAborted();
        sliceEnd = performance.now() + SLICE_MS;
      }
      bytes += value.length;
    }
    importer.push(decoder.decode());
    return importer.end();
  } finally {
    changeFiles({ reading: null });
    void source.cancel().catch(() => {});
  }
}

function choose(log: OpenedLog, chosen: number): void {
  const { name, result } = log;
  logChoiceStore.set({ name, found: result.found, chosen, choose: id => void showServer(log, id) });
}

/** Shows one of the servers as a whole: whoever opens a log asks what happened, not what will. */
async function showServer(log: OpenedLog, id: number): Promise<void> {
  const { session, name, result } = log;
  const run = await runOf(result.recording(id));
  session.show(run, name);
  const last = run.index.event(run.index.count - 1);
  if (last) session.player.showEvent(last.seq, performance.now());
  const others = result.found.length - 1;
  const another: NextStep = { label: tr => tr('Choose another'), run: () => choose(log, id) };
  const leftOut = leftOutOf(result).length > 0;
  if (others === 0 && !leftOut) return;
  changeFiles({
    message: {
      tone: 'note',
      says: tr => {
        const sentences = leftOutOf(result, tr).map(sentence => tr('{sentence}.', { sentence }));
        if (others > 0)
          sentences.unshift(tr('{name} has {n} servers, this is number {id}.', { name, n: others + 1, id }));
        return sentences.reduce((first, second) => tr('{first} {second}', { first, second }));
      },
      steps: others > 0 ? [another] : [],
    },
  });
}

/** A recording as a run, without holding the page up. */
export async function runOf({ header, events }: Recording): Promise<ReplayRun> {
  const run = new ReplayRun(header);
  let sliceEnd = performance.now() + SLICE_MS;
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    run.append(events.slice(from, from + EVENTS_AT_ONCE), 0);
    if (performance.now() <= sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
  return run;
}
