/** How a response goes out, whatever the protocol. */
import type { ResponseHeaders } from '../../../machines/recording/events.ts';

export interface Wire {
  /** The whole response at once. */
  respond(status: number, headers: ResponseHeaders, body: string): void;
  /** The head of a response whose body will follow. */
  begin(status: number, headers: ResponseHeaders): void;
  /** A part of the body; false when the client is too slow and the part was left out. */
  write(chunk: string): boolean;
  /** The end of the body. */
  end(chunk?: string): void;
  /** Cuts the response: RST_STREAM on HTTP/2, the end of the connection on HTTP/1.1. */
  reset(): void;
}

/** Bytes that may wait for a slow client before events of a watch are left out. */
export const WATCH_BUFFER_BYTES = 1_048_576;
