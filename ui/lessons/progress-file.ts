/** Progress as a file, to take it to another browser. */
import { readProgress } from '../../machines/lessons/progress.ts';
import { download } from '../files/save-recording.ts';
import { tr } from '../words/language.ts';
import { progressStore } from './progress-store.ts';

const FILE_NAME = 'lastcall-progress.json';
/** A file that is larger is no progress, in bytes. */
const LARGEST = 1_048_576;

export function exportProgress(): void {
  const text = `${JSON.stringify(progressStore.store.get(), null, 2)}\n`;
  download(new Blob([text], { type: 'application/json' }), FILE_NAME);
}

/** Adds what a file has to what is known; answers with what is wrong with it, in words for a person. */
export async function importProgress(file: File): Promise<string | null> {
  const { name } = file;
  if (file.size > LARGEST) return tr('{name} is no file of progress.', { name });
  let value: unknown;
  try {
    value = JSON.parse(await file.text());
  } catch {
    return tr('{name} is no file of progress.', { name });
  }
  const read = readProgress(value);
  if (!read.ok) return tr('{name} cannot be read: {reason}', { name, reason: read.problem });
  progressStore.merge(read.progress);
  return null;
}
