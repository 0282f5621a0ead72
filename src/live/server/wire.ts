/** How a response goes out, whatever the protocol. */
import type { ResponseHeaders } from '../../../machines/recording/events.ts';

export interface Wire {
  /** The whole response at once; `auditId` is its Audit-ID header, empty: it has none. */
  respond(status: number, headers: ResponseHeaders, body: string, auditId: string): void;
  /** The head of a response whose body will follow. */
  begin(status: number, headers: ResponseHeaders, auditId: string): void;
  /** A part of the body; false when more than `limit` bytes wait for the client already, and the part was left out. */
  write(chunk: string | Uint8Array, limit?: number): boolean;
  /** The end of the body. */
  end(chunk?: string): void;
  /** Reads the request's body; null: it is longer than `limit` bytes, and the rest of it is not wanted. */
  readBody(limit: number, done: (body: string | null) => void): void;
  /** Cuts the response: RST_STREAM on HTTP/2, the end of the connection on HTTP/1.1. */
  reset(): void;
}

/** Bytes that may wait for a slow client: then events of this server's own streams are left out, and watches of the API end. */
export const WATCH_BUFFER_BYTES = 1_048_576;
