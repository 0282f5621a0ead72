/** Saves what the page has of a run as a recording: the file that every command of the program reads as well. */
import { eventLine, headerLine } from '../../machines/recording/writer.ts';
import type { RunSource } from '../session/run-source.ts';
import { count } from '../words/format.ts';
import { changeFiles } from './files-store.ts';

/** So many events are written before the page gets its turn. */
const EVENTS_AT_ONCE = 4_000;
/** Some browsers fetch the data of a download a little later. */
const KEPT_FOR_MS = 60_000;

export async function saveRun(source: RunSource, name: string): Promise<void> {
  const { header, index } = source;
  if (!header) {
    changeFiles({
      message: {
        tone: 'danger',
        says: tr => tr('Nothing has been heard of the run yet: there is nothing to save.'),
        steps: [],
      },
    });
    return;
  }
  const { forgotten } = index;
  // All at once: a run that goes on may let go of its first events while they are written.
  const events = Array.from({ length: index.count - forgotten }, (_, offset) =>
    index.event(forgotten + offset),
  );
  const pieces = [`${headerLine(header)}\n`];
  for (let from = 0; from < events.length; from += EVENTS_AT_ONCE) {
    let text = '';
    for (const event of events.slice(from, from + EVENTS_AT_ONCE)) if (event) text += `${eventLine(event)}\n`;
    pieces.push(text);
    await new Promise(resolve => setTimeout(resolve));
  }
  download(new Blob(pieces, { type: 'application/jsonl' }), fileName(name, source));
  if (forgotten > 0) {
    const first = count(forgotten);
    changeFiles({
      message: {
        tone: 'note',
        says: tr =>
          tr('The run is longer than what the page keeps: its first {first} events are not in the file.', {
            first,
          }),
        steps: [],
      },
    });
  }
}

/** `slow-hook.jsonl`, `slow-hook-live.jsonl`; a recording keeps its name. */
export function fileName(name: string, source: Pick<RunSource, 'mode'>): string {
  const plain = name
    .replace(/\.jsonl$/i, '')
    .replace(/[^\p{L}\p{N}._-]+/gu, '-')
    .replace(/^[-.]+|[-.]+$/g, '');
  return `${plain || 'run'}${source.mode === 'live' ? '-live' : ''}.jsonl`;
}

/** Hands a file to the browser. */
export function download(content: Blob, name: string): void {
  const url = URL.createObjectURL(content);
  const link = document.createElement('a');
  link.href = url;
  link.download = name;
  link.click();
  setTimeout(() => URL.revokeObjectURL(url), KEPT_FOR_MS);
}
