/** Saves what the page has of a run in a format of others, piece by piece. */
import type { ExportFormat } from '../../machines/formats/exporter.ts';
import type { RunSource } from '../session/run-source.ts';
import { changeFiles } from './files-store.ts';
import { nextTurn, SLICE_MS } from './read-lines.ts';
import { download, fileName } from './save-recording.ts';
import { fail } from './say.ts';

/** Text is joined to pieces of so many characters: a blob of a million parts is slow. */
const PIECE_CHARS = 262_144;

export async function exportRun(source: RunSource, name: string, format: ExportFormat): Promise<void> {
  const { header, index } = source;
  if (!header) {
    fail(tr => tr('Nothing has been heard of the run yet: there is nothing to save.'));
    return;
  }
  const exporter = format.begin(header);
  const pieces: string[] = [];
  let text = '';
  let sliceEnd = performance.now() + SLICE_MS;
  // What comes while it is written is not in the file.
  const end = index.count;
  for (let position = index.forgotten; position < end; position++) {
    const event = index.event(position);
    if (event) text += exporter.take(event);
    if (text.length >= PIECE_CHARS) {
      pieces.push(text);
      text = '';
    }
    if (position % 64 !== 0 || performance.now() <= sliceEnd) continue;
    await nextTurn();
    sliceEnd = performance.now() + SLICE_MS;
  }
  pieces.push(text, exporter.end());
  const plain = fileName(name, source).replace(/\.jsonl$/, '');
  download(new Blob(pieces, { type: format.mediaType }), `${plain}${format.extension}`);
  const { leftOut } = exporter;
  if (leftOut.length === 0) return;
  changeFiles({
    message: { tone: 'note', says: tr => leftOut.map(sentence => tr.text(sentence)).join(' '), steps: [] },
  });
}
