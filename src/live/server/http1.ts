/** HTTP/1.1 on the real server: node:http behind the same TLS listener, with Go's rules for keeping connections. */
import http, { type IncomingMessage, type ServerResponse } from 'node:http';
import type { Socket } from 'node:net';
import type { ResponseHeaders } from '../../../machines/recording/events.ts';
import { REQUEST_HEADER } from '../context.ts';
import { encodingOf, readBody } from './body.ts';
import type { Connection } from './connection.ts';
import { Exchange } from './exchange.ts';
import type { ServerState } from './state.ts';
import { WATCH_BUFFER_BYTES, type Wire } from './wire.ts';

/** Largest header (`http.DefaultMaxHeaderBytes`). */
const MAX_HEADER_BYTES = 1_048_576;

/** A server that never listens: connections are handed to it. */
export function http1Server(
  server: () => ServerState,
  connectionOf: (socket: Socket) => Connection | undefined,
): http.Server {
  const http1 = http.createServer({
    maxHeaderSize: MAX_HEADER_BYTES,
    keepAliveTimeout: 0,
    requestTimeout: 0,
    headersTimeout: 0,
  });
  http1.on('request', (request: IncomingMessage, response: ServerResponse) => {
    const connection = connectionOf(request.socket);
    if (!connection || connection.isClosed) {
      request.socket.destroy();
      return;
    }
    connection.begin(null);
    const wire = new ResponseWire(response, request);
    const named = request.headers[REQUEST_HEADER];
    const exchange = new Exchange(
      server(),
      connection,
      null,
      {
        method: request.method ?? 'GET',
        target: request.url ?? '/',
        userAgent: request.headers['user-agent'] ?? '',
        headers: request.headers,
        request: connection.client === 'external' || typeof named !== 'string' ? null : named,
      },
      wire,
    );
    wire.exchange = exchange;
    let hasEnded = false;
    const end = (closes: boolean): void => {
      if (hasEnded) return;
      hasEnded = true;
      connection.end(closes);
    };
    response.once('finish', () => end(exchange.closesConnection || !response.shouldKeepAlive));
    response.once('close', () => {
      exchange.abort('client');
      end(true);
    });
    exchange.serve();
    if (!wire.isReading) request.resume();
  });
  return http1;
}

class ResponseWire implements Wire {
  /** Set right after both are made. */
  exchange: Exchange | null = null;
  private readonly response: ServerResponse;
  private readonly request: IncomingMessage;
  /** The handler takes the body. */
  isReading = false;

  constructor(response: ServerResponse, request: IncomingMessage) {
    this.response = response;
    this.request = request;
  }

  respond(status: number, headers: ResponseHeaders, body: string, auditId: string): void {
    const { response } = this;
    if (response.destroyed || response.headersSent) return;
    if (auditId !== '') response.setHeader('audit-id', auditId);
    const encoding = encodingOf(headers['content-type']);
    this.head(status, { ...headers, 'content-length': String(Buffer.byteLength(body, encoding)) });
    response.end(body, encoding);
  }

  begin(status: number, headers: ResponseHeaders, auditId: string): void {
    if (this.response.destroyed || this.response.headersSent) return;
    if (auditId !== '') this.response.setHeader('audit-id', auditId);
    this.head(status, headers);
    this.response.flushHeaders();
  }

  private head(status: number, headers: ResponseHeaders): void {
    const { response } = this;
    response.statusCode = status;
    for (const [name, value] of Object.entries(headers)) response.setHeader(name, value);
    if (this.exchange?.closesConnection || this.request.headers.connection?.toLowerCase() === 'close') {
      response.setHeader('connection', 'close');
    } else {
      // Go keeps an HTTP/1.1 connection without saying so.
      response.removeHeader('connection');
    }
  }

  readBody(limit: number, done: (body: string | null) => void): void {
    this.isReading = true;
    readBody(this.request, this.request.headers, limit, done);
  }

  write(chunk: string | Uint8Array, limit = WATCH_BUFFER_BYTES): boolean {
    const { response } = this;
    if (response.destroyed || response.writableLength > limit) return false;
    response.write(chunk);
    return true;
  }

  end(chunk = ''): void {
    if (!this.response.destroyed) this.response.end(chunk);
  }

  reset(): void {
    this.exchange?.connection.close('server');
  }
}
