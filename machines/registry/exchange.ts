/** What goes into the registry and what comes out: requests and results as data, carried by a port. */
import type { RequestInfo } from '../filters/request-info.ts';
import type { ResponseHeaders } from '../recording/events.ts';

/** A request that has passed the handler chain. */
export interface ApiRequest {
  readonly info: RequestInfo;
  /** The header `Accept`; empty when there is none. */
  readonly accept: string;
  /** The header `Content-Type`; empty when there is none. */
  readonly contentType: string;
  /**
   * The whole body, held to `LARGEST_BODY_BYTES` by the port while it reads: of a body for which `isBinary` says so
   * one character for each byte (`latin1`), of all others text in UTF-8.
   */
  readonly body: string;
  /** Who asks, for messages. */
  readonly user: string;
}

/** A response that is complete. */
export interface ApiAnswer {
  readonly kind: 'answer';
  readonly status: number;
  readonly headers: ResponseHeaders;
  /** Text; one character for each byte when `isBinary` says so of the content type. */
  readonly body: string;
}

/** A stream of watch events; the response begins with 200 and `headers` at once. */
export interface ApiWatch {
  readonly kind: 'watch';
  readonly headers: ResponseHeaders;
  /** After how long the client wants the stream ended; null: as long as the server allows. */
  readonly timeoutSeconds: number | null;
  /** How often `bookmark` is to be called; null when the client did not ask for bookmarks. */
  readonly bookmarkSeconds: number | null;
  /**
   * Begins the stream. `push` is given whole lines with their newline, the first ones before `open` returns; `end` is
   * called when nothing will follow any more. Every watcher of the same representation is given the same string.
   */
  open(push: (line: string) => void, end: () => void): WatchSubscription;
}

/** An open watch. */
export interface WatchSubscription {
  /** Sends a bookmark, if the client asked for bookmarks. */
  bookmark(): void;
  /** The client has gone, or the server ends the stream. More calls do nothing. */
  close(): void;
}

/** The path is not served here: the not-found handler at the end of the chain of servers answers. */
export interface ApiUnknown {
  readonly kind: 'unknown';
}

export type ApiResult = ApiAnswer | ApiWatch | ApiUnknown;

/** Whether a body of this content type is not text. */
export function isBinary(contentType: string): boolean {
  return contentType.toLowerCase().includes('protobuf');
}

/** `--max-request-body-bytes`: 3 MiB (k8s.io/apiserver pkg/server/config.go, MaxRequestBodyBytes). */
export const LARGEST_BODY_BYTES = 3 * 1024 * 1024;
