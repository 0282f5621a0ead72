/** Reads the body of a request, up to a bound (`http.MaxBytesReader`, k8s.io/apiserver pkg/endpoints/handlers/rest.go). */
import type { IncomingHttpHeaders } from 'node:http';
import type { Readable } from 'node:stream';
import { isBinary } from '../../../machines/registry/exchange.ts';

/**
 * Collects what a client sends.
 * @param headers of them Content-Length, where the client says how long it is, and Content-Type: protobuf is no text
 * @param done called once: with the text, or null when it is longer than `limit` bytes. Not called when the client goes.
 */
export function readBody(
  stream: Readable,
  headers: Pick<IncomingHttpHeaders, 'content-length' | 'content-type'>,
  limit: number,
  done: (body: string | null) => void,
): void {
  const chunks: Buffer[] = [];
  let length = 0;
  let isOver = Number(headers['content-length'] ?? 0) > limit;
  if (isOver) {
    stream.resume();
    done(null);
    return;
  }
  stream.on('data', (chunk: Buffer) => {
    if (isOver) return;
    length += chunk.length;
    if (length <= limit) {
      chunks.push(chunk);
      return;
    }
    isOver = true;
    chunks.length = 0;
    done(null);
  });
  stream.once('end', () => {
    if (!isOver) done(Buffer.concat(chunks).toString(encodingOf(headers['content-type'])));
  });
}

/** How a body is written as text: protobuf as one character for each byte. */
export function encodingOf(contentType: string | undefined): 'latin1' | 'utf8' {
  return contentType !== undefined && isBinary(contentType) ? 'latin1' : 'utf8';
}
