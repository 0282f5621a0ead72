/**
 * The aggregator's proxy: passes a request for the group of an APIService to that service's own server, over a real
 * HTTP/2 connection, and what comes back to the client (kube-aggregator pkg/apiserver/handler_proxy.go).
 */
import http2, { type ClientHttp2Session, type IncomingHttpHeaders } from 'node:http2';
import { CACHE_CONTROL, headerOf, PLAIN_ERROR_HEADERS } from '../../../machines/filters/filter.ts';
import { REMOTE_USER } from '../api-service-server.ts';
import type { Certificate } from '../certificate.ts';
import type { Exchange } from './exchange.ts';
import { WATCH_BUFFER_BYTES } from './wire.ts';

/** Response headers that are passed on. */
const PASSED_ON = [
  'content-type',
  'cache-control',
  'warning',
  'retry-after',
  'x-content-type-options',
] as const;
/** Request headers that are passed on. */
const ASKED = ['accept', 'content-type', 'user-agent'] as const;

export class AggregatorProxy {
  private readonly certificate: Certificate;
  private session: ClientHttp2Session | null = null;

  constructor(certificate: Certificate) {
    this.certificate = certificate;
  }

  /** Passes it on; the exchange ends with the response, or with 503 when the server cannot be reached. */
  pass(exchange: Exchange, port: number, body: string): void {
    const session = this.sessionTo(port);
    const { method, path, query } = exchange.info;
    const asked: http2.OutgoingHttpHeaders = {
      ':method': method,
      ':path': query === '' ? path : `${path}?${query}`,
      [REMOTE_USER]: exchange.user,
    };
    for (const name of ASKED) {
      const value = headerOf(exchange.headers, name);
      if (value !== undefined) asked[name] = value;
    }
    const stream = session.request(asked, { endStream: body === '' });
    const isOver = (): boolean => exchange.served !== 'executing';
    const answered: Record<string, string> = {};
    let status = 0;
    exchange.onStop(() => stream.close(http2.constants.NGHTTP2_CANCEL));
    stream.on('response', (headers: IncomingHttpHeaders) => {
      status = Number(headers[':status'] ?? 502);
      for (const name of PASSED_ON) {
        const value = headers[name];
        if (typeof value === 'string') answered[name] = value;
      }
      if (!isOver()) exchange.begin(status, answered);
    });
    // A watch whose client is too slow ends here; of an answer everything is kept until it has been sent.
    const limit = exchange.info.verb === 'watch' ? WATCH_BUFFER_BYTES : Number.POSITIVE_INFINITY;
    stream.on('data', (chunk: Buffer) => {
      if (!isOver() && !exchange.isStalled && !exchange.wire.write(chunk, limit))
        exchange.respond(status, answered, '');
    });
    stream.on('end', () => {
      // A stream that is destroyed with its session says that it ends, too.
      if (!isOver() && status > 0 && !stream.destroyed) exchange.respond(status, answered, '');
    });
    stream.on('error', error => {
      if (!isOver() && status === 0) fail(exchange, error.message);
    });
    stream.on('close', () => {
      if (isOver()) return;
      // The server went away in the middle: what has begun cannot be told any more.
      if (status > 0) exchange.cut();
      else fail(exchange, 'the connection was closed');
    });
    if (body !== '') stream.end(body);
  }

  close(): void {
    this.session?.destroy();
    this.session = null;
  }

  private sessionTo(port: number): ClientHttp2Session {
    if (this.session && !this.session.closed && !this.session.destroyed) return this.session;
    const session = http2.connect(`https://127.0.0.1:${port}`, { ca: this.certificate.cert });
    session.on('error', () => {});
    // The aggregator's connection must not keep the program alive.
    session.unref();
    this.session = session;
    return session;
  }
}

function fail(exchange: Exchange, why: string): void {
  exchange.respond(
    503,
    { ...CACHE_CONTROL, ...PLAIN_ERROR_HEADERS },
    `error trying to reach service: ${why}\n`,
  );
}
