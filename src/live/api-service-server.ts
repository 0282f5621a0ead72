/**
 * The server of an APIService: another API server with a small registry of its own, listening on loopback in this
 * program. It has no lifecycle: it comes up and goes down as it is told.
 */
import http2, { type IncomingHttpHeaders, type ServerHttp2Stream } from 'node:http2';
import type { AddressInfo, Socket } from 'node:net';
import { requestInfo } from '../../machines/filters/request-info.ts';
import { LARGEST_BODY_BYTES } from '../../machines/registry/exchange.ts';
import type { Registry } from '../../machines/registry/registry.ts';
import { answerOf, tooLarge } from '../../machines/servers/backend.ts';
import type { Certificate } from './certificate.ts';
import { apiRequest } from './server/api.ts';
import { readBody } from './server/body.ts';

/** Bytes that may wait for the aggregator before a watch is ended. */
const WATCH_BUFFER_BYTES = 1_048_576;

/** Who asks, as the aggregator says (`--requestheader-username-headers`). */
export const REMOTE_USER = 'x-remote-user';

export class ApiServiceServer {
  private readonly registry: Registry;
  private readonly server: http2.Http2SecureServer;
  private readonly sockets = new Set<Socket>();

  constructor(registry: Registry, certificate: Certificate) {
    this.registry = registry;
    this.server = http2.createSecureServer({ key: certificate.key, cert: certificate.cert });
    this.server.on('connection', (socket: Socket) => {
      this.sockets.add(socket);
      socket.on('error', () => {});
      socket.once('close', () => this.sockets.delete(socket));
    });
    this.server.on('sessionError', () => {});
    this.server.on('stream', (stream, headers) => this.serve(stream, headers));
  }

  /** Opens its listener. Resolves with its port. */
  listen(): Promise<number> {
    return new Promise((resolve, reject) => {
      this.server.once('error', reject);
      this.server.listen(0, '127.0.0.1', () => {
        this.server.off('error', reject);
        resolve((this.server.address() as AddressInfo).port);
      });
    });
  }

  /** Ends at once, as a process that exits. */
  close(): void {
    this.server.close();
    for (const socket of this.sockets) socket.destroy();
  }

  private serve(stream: ServerHttp2Stream, headers: IncomingHttpHeaders): void {
    stream.on('error', () => {});
    const { [REMOTE_USER]: user = '' } = headers;
    const info = requestInfo(
      headers[':method'] ?? 'GET',
      headers[':path'] ?? '/',
      headers['user-agent'] ?? '',
    );
    readBody(stream, headers, LARGEST_BODY_BYTES, body => {
      if (stream.destroyed) return;
      const result =
        body === null
          ? tooLarge(LARGEST_BODY_BYTES)
          : answerOf(this.registry, apiRequest({ info, headers, user: String(user) }, body));
      if (result.kind === 'answer') {
        stream.respond({ ':status': result.status, ...result.headers });
        stream.end(result.body);
        return;
      }
      stream.respond({ ':status': 200, ...result.headers });
      const subscription = result.open(
        line => {
          if (stream.destroyed) return;
          stream.write(line);
          if (stream.writableLength > WATCH_BUFFER_BYTES) stream.end();
        },
        () => stream.end(),
      );
      stream.once('close', () => subscription.close());
    });
  }
}
