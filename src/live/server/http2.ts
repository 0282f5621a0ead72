/** HTTP/2 on the real server, through the `stream` event of node:http2: no compatibility layer in the hot path. */
import http2, { type IncomingHttpHeaders, type ServerHttp2Session, type ServerHttp2Stream } from 'node:http2';
import type { ResponseHeaders } from '../../../machines/recording/events.ts';
import { REQUEST_HEADER } from '../context.ts';
import { encodingOf, readBody } from './body.ts';
import type { Connection } from './connection.ts';
import { Exchange } from './exchange.ts';
import type { ServerState } from './state.ts';
import { WATCH_BUFFER_BYTES, type Wire } from './wire.ts';

/** Receive window of a stream and largest frame (k8s.io/apiserver pkg/server/secure_serving.go). */
const WINDOW_BYTES = 256 * 1024;
/** What Go's server says of header lists: `http.DefaultMaxHeaderBytes` plus 320. */
const MAX_HEADER_LIST_BYTES = 1_048_896;

/** The SETTINGS of kube-apiserver. */
export function h2Settings(maxStreams: number): http2.Settings {
  return {
    maxConcurrentStreams: maxStreams,
    initialWindowSize: WINDOW_BYTES,
    maxFrameSize: WINDOW_BYTES,
    maxHeaderListSize: MAX_HEADER_LIST_BYTES,
  };
}

/** Makes the connection's window as large as all its streams' together, as kube-apiserver does. */
export function widenWindow(session: ServerHttp2Session, maxStreams: number): void {
  session.setLocalWindowSize(WINDOW_BYTES * maxStreams);
}

/** Serves the streams of one session. */
export function serveSession(server: ServerState, connection: Connection, session: ServerHttp2Session): void {
  session.on('stream', (stream: ServerHttp2Stream, headers: IncomingHttpHeaders, flags: number) => {
    stream.on('error', ignoreError);
    const id = stream.id ?? 0;
    // Opened after the GOAWAY: ignored without a word. It stays in the session until the connection is closed.
    if (connection.isClosed || (connection.goaway !== null && id > connection.goaway)) return;
    connection.begin(id);
    const wire = new StreamWire(stream, headers);
    const exchange = new Exchange(
      server,
      connection,
      id,
      {
        method: headers[':method'] ?? 'GET',
        target: headers[':path'] ?? '/',
        userAgent: headers['user-agent'] ?? '',
        headers,
        request:
          connection.client === 'external' ? null : ((headers[REQUEST_HEADER] as string | undefined) ?? null),
      },
      wire,
    );
    exchange.serve();
    const served = stream as ServedStream;
    served[CONNECTION] = connection;
    // One that has been answered at once is not kept: what outlives the request costs the garbage collector most.
    if (!exchange.isOver) served[EXCHANGE] = exchange;
    stream.on('close', onStreamClose);
    // A body that nobody reads must be read for the stream to end. Where there is none, reading costs time.
    if ((flags & http2.constants.NGHTTP2_FLAG_END_STREAM) === 0 && !wire.isReading) stream.resume();
  });
}

function ignoreError(): void {}

/** Where a stream keeps its connection, and its exchange while that goes on: one listener then serves all streams. */
const CONNECTION = Symbol('connection');
const EXCHANGE = Symbol('exchange');

interface ServedStream extends ServerHttp2Stream {
  [CONNECTION]?: Connection;
  [EXCHANGE]?: Exchange;
}

function onStreamClose(this: ServedStream): void {
  this[EXCHANGE]?.abort('client');
  this[CONNECTION]?.end(false);
}

/** A loop, because spreading an object into one with more keys costs as much as the rest of the response. */
function headOf(status: number, headers: ResponseHeaders, auditId: string): http2.OutgoingHttpHeaders {
  const head: http2.OutgoingHttpHeaders =
    auditId === '' ? { ':status': status } : { ':status': status, 'audit-id': auditId };
  for (const name in headers) head[name] = headers[name];
  return head;
}

class StreamWire implements Wire {
  private readonly stream: ServerHttp2Stream;
  private readonly isHead: boolean;
  private readonly headers: IncomingHttpHeaders;
  /** The handler takes the body. */
  isReading = false;
  /** The rest of the body is not wanted. */
  private refusesBody = false;

  constructor(stream: ServerHttp2Stream, headers: IncomingHttpHeaders) {
    this.stream = stream;
    this.headers = headers;
    this.isHead = headers[':method'] === 'HEAD';
  }

  readBody(limit: number, done: (body: string | null) => void): void {
    this.isReading = true;
    readBody(this.stream, this.headers, limit, body => {
      this.refusesBody = body === null;
      done(body);
    });
  }

  respond(status: number, headers: ResponseHeaders, body: string, auditId: string): void {
    const { stream } = this;
    if (stream.destroyed || stream.headersSent) return;
    const head = headOf(status, headers, auditId);
    const encoding = encodingOf(headers['content-type']);
    head['content-length'] = Buffer.byteLength(body, encoding);
    if (this.isHead) {
      stream.respond(head, { endStream: true });
      return;
    }
    stream.respond(head);
    stream.end(body, encoding);
    if (this.refusesBody) stream.close(http2.constants.NGHTTP2_NO_ERROR);
  }

  begin(status: number, headers: ResponseHeaders, auditId: string): void {
    const { stream } = this;
    if (!stream.destroyed && !stream.headersSent) stream.respond(headOf(status, headers, auditId));
  }

  write(chunk: string | Uint8Array, limit = WATCH_BUFFER_BYTES): boolean {
    const { stream } = this;
    if (stream.destroyed || this.isHead || stream.writableLength > limit) return false;
    stream.write(chunk);
    return true;
  }

  end(chunk = ''): void {
    if (!this.stream.destroyed) this.stream.end(this.isHead ? '' : chunk);
  }

  reset(): void {
    // close() would end the stream with END_STREAM first, as if the response were complete; an error resets it at once.
    this.stream.destroy(new Error('the request did not complete within its time'));
  }
}
