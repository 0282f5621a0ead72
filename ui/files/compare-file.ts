/** Opens a second recording or log, to be compared with what is shown. */
import { nothingFound } from '../../machines/formats/import-problem.ts';
import type { Recording } from '../../machines/recording/events.ts';
import { compareWithRecording } from '../forks/runs-store.ts';
import { BoundedReader } from './bounded-reader.ts';
import { changeFiles } from './files-store.ts';
import { readLog } from './open-log.ts';
import { readLines } from './read-lines.ts';
import { fail, progressOf } from './say.ts';
import { isRecording, kindOfFile } from './sniff.ts';

/** Reads a file and shows the comparison; with what is wrong with it said on the page. */
export async function compareFile(file: File, abort: AbortController): Promise<void> {
  const { name } = file;
  try {
    const kind = await kindOfFile(file);
    if (kind !== 'text') {
      fail(tr => tr('{name} cannot be compared: it is no recording and no log.', { name }));
      return;
    }
    if (await isRecording(file)) {
      const recording = await wholeRecording(file, abort);
      if (recording) compareWithRecording(name, recording);
    } else await compareLog(file, abort);
  } catch (error) {
    if (abort.signal.aborted) return;
    const reason = error instanceof Error ? error.message : String(error);
    fail(tr => tr('{name} cannot be read: {reason}', { name, reason }));
  } finally {
    changeFiles({ reading: null });
  }
}

/** Of several servers the last that was asked to stop. */
async function compareLog(file: File, abort: AbortController): Promise<void> {
  const { name } = file;
  const result = await readLog(file, abort);
  const { chosen, found } = result;
  if (chosen === null) {
    fail(tr => `${name}: ${nothingFound(result, tr)}`);
    return;
  }
  if (found.length > 1) {
    const says = { name, n: found.length, id: chosen };
    changeFiles({
      message: {
        tone: 'note',
        says: tr => tr('{name} has {n} servers: number {id} is compared.', says),
        steps: [],
      },
    });
  }
  compareWithRecording(name, result.recording(chosen));
}

/** The recording in a file; what is wrong with it is said, and null. */
async function wholeRecording(file: File, abort: AbortController): Promise<Recording | null> {
  const { name } = file;
  const bounded = new BoundedReader();
  const slice = progressOf(name, file.size, () => abort.abort());
  await readLines(file, { line: text => bounded.take(text), slice }, abort.signal);
  if (bounded.isFull) {
    fail(bounded.tooMuch(name));
    return null;
  }
  const end = bounded.reader.finish();
  if (end.ok) return end.recording;
  const { problem } = end;
  fail(tr => tr('{name}, line {line}: {what}.', { name, line: problem.line, what: problem.says(tr) }));
  return null;
}
