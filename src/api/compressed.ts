/** The page's files, compressed once for all who ask: a room that opens the page at the same time is one network. */
import { promisify } from 'node:util';
import { gzip } from 'node:zlib';

/** Files that are kept; beyond it the one that was compressed first is forgotten. */
const MOST_KEPT = 200;

const gzipped = promisify(gzip);

interface Kept {
  /** What was compressed: the file may have another content since. */
  readonly content: Uint8Array;
  readonly result: Promise<Uint8Array<ArrayBuffer>>;
}

const kept = new Map<string, Kept>();

/** The content of the file at `path` as gzip. */
export function compressed(path: string, content: Uint8Array): Promise<Uint8Array<ArrayBuffer>> {
  const known = kept.get(path);
  if (known !== undefined && Buffer.compare(known.content, content) === 0) return known.result;
  const result = gzipped(content).then(buffer => Uint8Array.from(buffer));
  kept.set(path, { content, result });
  const [oldest] = kept.keys();
  if (kept.size > MOST_KEPT && oldest !== undefined) kept.delete(oldest);
  return result;
}
