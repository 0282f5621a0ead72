/** A log as it comes, from a file or a pipe, packed or not → text in pieces. */
import { createReadStream } from 'node:fs';
import { Readable } from 'node:stream';
import { constants, createGunzip } from 'node:zlib';

/** So much is read at a time. */
const PIECE_BYTES = 262_144;

/** The bytes of a file. */
export function openLog(path: string): AsyncIterable<Uint8Array> {
  return createReadStream(path, { highWaterMark: PIECE_BYTES });
}

/** A log whose lines are text; what they are in truth is said by `decodeLine`. */
export interface LogText {
  readonly pieces: AsyncIterable<string>;
  /** Decodes a line of a piece. */
  readonly decodeLine: (line: string) => string;
}

/**
 * The text of a log. A file packed with gzip is unpacked, one in UTF-16 (PowerShell's `>`) is decoded; anything else is
 * taken for UTF-8: it is passed on as Latin-1, which costs nothing, and only lines that matter are decoded.
 */
export async function textOfLog(bytes: AsyncIterable<Uint8Array | string>): Promise<LogText> {
  const { first, all } = await peek(buffersOf(bytes));
  if (first[0] === 0x1f && first[1] === 0x8b) {
    // What is there of a packed file that is cut off can be read.
    const unpacked = createGunzip({ finishFlush: constants.Z_SYNC_FLUSH, chunkSize: PIECE_BYTES });
    const packed = Readable.from(all);
    packed.on('error', error => unpacked.destroy(error));
    return textOfLog(packed.pipe(unpacked));
  }
  if (first[0] === 0xff && first[1] === 0xfe)
    return { pieces: decoded(all, new TextDecoder('utf-16le')), decodeLine: line => line };
  return { pieces: asLatin1(all), decodeLine: fromLatin1 };
}

async function* buffersOf(bytes: AsyncIterable<Uint8Array | string>): AsyncGenerator<Buffer, void> {
  for await (const chunk of bytes) {
    yield typeof chunk === 'string'
      ? Buffer.from(chunk)
      : Buffer.from(chunk.buffer, chunk.byteOffset, chunk.byteLength);
  }
}

/** The first bytes, two at least if there are so many, and everything again. */
async function peek(
  source: AsyncGenerator<Buffer, void>,
): Promise<{ readonly first: Buffer; readonly all: AsyncIterable<Buffer> }> {
  let first: Buffer = Buffer.alloc(0);
  while (first.length < 2) {
    const next = await source.next();
    if (next.done) break;
    first = Buffer.concat([first, next.value]);
  }
  return {
    first,
    all: (async function* () {
      if (first.length > 0) yield first;
      yield* source;
    })(),
  };
}

/** A line that was read as Latin-1 as what it is; a copy, because a part of a piece keeps the whole piece in memory. */
function fromLatin1(line: string): string {
  return Buffer.from(line, 'latin1').toString('utf8');
}

async function* asLatin1(chunks: AsyncIterable<Buffer>): AsyncGenerator<string, void> {
  for await (const chunk of chunks) yield chunk.toString('latin1');
}

async function* decoded(chunks: AsyncIterable<Buffer>, decoder: TextDecoder): AsyncGenerator<string, void> {
  for await (const chunk of chunks) yield decoder.decode(chunk, { stream: true });
  yield decoder.decode();
}
