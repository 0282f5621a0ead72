/** The one recording that the page is opened on: a file that the program was started with, and no other. */
import { createReadStream } from 'node:fs';
import { stat } from 'node:fs/promises';
import { basename } from 'node:path';
import { Readable } from 'node:stream';
import { ApiProblem } from './problem.ts';

/**
 * `GET /api/replay`: the file as it is, piece by piece.
 * @throws ApiProblem 404 without such a file, 410 when it is gone
 */
export async function replayResponse(path: string | null): Promise<Response> {
  if (path === null)
    throw new ApiProblem(404, 'this program replays no recording; "lastcall replay FILE" does');
  let size: number;
  try {
    size = (await stat(path)).size;
  } catch {
    throw new ApiProblem(410, 'the recording cannot be read any more; start "lastcall replay" again');
  }
  const name = encodeURIComponent(basename(path)).replace(
    /['()*]/g,
    found => `%${found.charCodeAt(0).toString(16)}`,
  );
  // A file that still grows is served as long as it was: the length was promised.
  const body = size === 0 ? null : Readable.toWeb(createReadStream(path, { end: size - 1 }));
  return new Response(body as ReadableStream<Uint8Array> | null, {
    headers: {
      // A recording, or a log, perhaps a packed one: its content says so to the page as it does to the commands.
      'content-type': 'application/octet-stream',
      'content-length': String(size),
      'content-disposition': `inline; filename*=UTF-8''${name}`,
      'cache-control': 'no-store',
    },
  });
}
