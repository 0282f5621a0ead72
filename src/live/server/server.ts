/**
 * The real server: one TLS listener with ALPN, HTTP/2 and HTTP/1.1 behind it. It does what the kernel's effects say:
 * nothing here closes the listener or sends a GOAWAY because of the lifecycle on its own account.
 */
import { once } from 'node:events';
import http2 from 'node:http2';
import net, { type AddressInfo, type Socket } from 'node:net';
import tls, { type TLSSocket } from 'node:tls';
import { hasInsecurePort } from '../../../machines/filters/order.ts';
import { defaultMaxStreams } from '../../../machines/lineage.ts';
import { type Instant, seconds } from '../../../machines/time.ts';
import type { Certificate } from '../certificate.ts';
import type { LiveContext } from '../context.ts';
import { Connection, isOldEnough } from './connection.ts';
import type { Exchange } from './exchange.ts';
import { http1Server } from './http1.ts';
import { h2Settings, serveSession, widenWindow } from './http2.ts';
import type { ServerState } from './state.ts';

/** `ReadHeaderTimeout` of kube-apiserver: for the TLS handshake and for the first request's headers. */
const HEADER_TIMEOUT = seconds(32);
const HEADER_TIMEOUT_MS = 32_000;

/** A TCP connection before its TLS handshake is over: for `Shutdown` it is one that was never used. */
interface RawConnection {
  readonly socket: Socket;
  readonly openedAt: Instant;
}

export class LiveServer {
  private readonly context: LiveContext;
  private readonly state: ServerState;
  private readonly owners: ReadonlyMap<number, string>;
  private readonly maxStreams: number;
  private readonly tls: tls.Server;
  private readonly http1: ReturnType<typeof http1Server>;
  /** By remote address and port. */
  private readonly raw = new Map<string, RawConnection>();
  private readonly connections = new Map<Socket, Connection>();
  /** The plain HTTP port; null: the version or the scenario has none. */
  private readonly insecure: net.Server | null;
  private nextConnection = 1;
  private address: AddressInfo | null = null;

  /**
   * @param owners whose connections come from which local port; all others are `external`
   */
  constructor(
    context: LiveContext,
    state: ServerState,
    owners: ReadonlyMap<number, string>,
    certificate: Certificate,
  ) {
    this.context = context;
    this.state = state;
    this.owners = owners;
    this.maxStreams =
      context.scenario.server['http2-max-streams-per-connection'] ??
      defaultMaxStreams(context.scenario.lineage);
    this.tls = tls.createServer({
      key: certificate.key,
      cert: certificate.cert,
      ALPNProtocols: ['h2', 'http/1.1'],
      minVersion: 'TLSv1.2',
      handshakeTimeout: HEADER_TIMEOUT_MS,
    });
    this.http1 = http1Server(
      () => this.state,
      socket => this.connections.get(socket),
    );
    this.http1.on('clientError', (_error, socket) => {
      // What Go answers to a request that it cannot read.
      if (socket.writable)
        socket.end(
          'HTTP/1.1 400 Bad Request\r\nContent-Type: text/plain; charset=utf-8\r\nConnection: close\r\n\r\n400 Bad Request',
        );
      else socket.destroy();
    });
    const { lineage, server } = context.scenario;
    this.insecure = hasInsecurePort(lineage) && server['insecure-port'] > 0 ? net.createServer() : null;
    this.insecure?.on('connection', (socket: Socket) => this.takePlain(socket));
    this.tls.on('connection', (socket: Socket) => this.track(socket));
    this.tls.on('secureConnection', (socket: TLSSocket) => this.take(socket));
    // Handshakes that fail concern nobody but their client.
    this.tls.on('tlsClientError', (_error, socket) => socket.destroy());
  }

  /**
   * Opens the listening socket.
   * @throws the system's error (rejects), for example EADDRINUSE
   */
  listen(port: number, host: string): Promise<AddressInfo> {
    return new Promise((resolve, reject) => {
      this.tls.once('error', reject);
      this.tls.listen(port, host, () => {
        this.tls.off('error', reject);
        this.tls.on('error', error =>
          this.context.emit({ type: 'note', text: `listener: ${error.message}` }),
        );
        this.address = this.tls.address() as AddressInfo;
        resolve(this.address);
      });
    });
  }

  /**
   * Opens the insecure port, where there is one to open; null: there is none.
   * @throws the system's error (rejects), for example EADDRINUSE
   */
  async listenInsecurely(host: string): Promise<AddressInfo | null> {
    const { insecure } = this;
    if (insecure === null) return null;
    insecure.listen(this.context.scenario.server['insecure-port'], host);
    await once(insecure, 'listening');
    insecure.on('error', error =>
      this.context.emit({ type: 'note', text: `insecure port: ${error.message}` }),
    );
    return insecure.address() as AddressInfo;
  }

  /**
   * The insecure port takes nobody any more, and what is idle on it is closed; the rest closes with its response. It
   * stops with the stop channel itself (cmd/kube-apiserver/app/server.go up to 1.19), and nobody waits for it.
   */
  stopInsecure(cause: readonly number[]): void {
    if (!this.insecure?.listening) return;
    this.insecure.close();
    this.state.insecureStopping = true;
    for (const connection of [...this.connections.values()])
      if (connection.port === 'insecure') connection.closeIfIdle(cause);
  }

  /** Closes the listening socket, and only that: connections live on. */
  closeListener(): void {
    if (this.tls.listening) this.tls.close();
  }

  sendGoaways(cause: readonly number[]): void {
    for (const connection of this.connections.values()) connection.goAway(cause);
  }

  /** An open connection; null when there is none of this identity. */
  connectionOf(id: string): Connection | null {
    return this.findConnection(connection => connection.id === id);
  }

  /** The open connection from a local port of one of our clients. */
  connectionFrom(port: number): Connection | null {
    return this.findConnection(connection => connection.socket.remotePort === port);
  }

  /** A request that the server works on; null when it works on none of this identity. */
  exchangeOf(request: string): Exchange | null {
    for (const { exchanges } of this.connections.values()) {
      for (const exchange of exchanges) if (exchange.id === request) return exchange;
    }
    return null;
  }

  private findConnection(fits: (connection: Connection) => boolean): Connection | null {
    for (const connection of this.connections.values())
      if (!connection.isClosed && fits(connection)) return connection;
    return null;
  }

  /** `closeIdleConns`: closes idle HTTP/1.1 connections; says whether no connection is left. */
  closeIdleConnections(cause: readonly number[]): boolean {
    for (const { socket, openedAt } of this.raw.values()) {
      if (isOldEnough(openedAt, this.context.clock.now())) socket.destroy();
    }
    const secure = [...this.connections.values()].filter(({ port }) => port === 'secure');
    for (const connection of secure) connection.closeIfIdle(cause);
    return secure.every(({ isClosed }) => isClosed) && this.raw.size === 0;
  }

  /** The process is gone: cuts off everything. */
  destroy(cause: readonly number[]): void {
    this.closeListener();
    if (this.insecure?.listening) this.insecure.close();
    for (const connection of [...this.connections.values()]) connection.close('reset', cause);
    for (const { socket } of this.raw.values()) socket.destroy();
    this.connections.clear();
    this.raw.clear();
    this.http1.close();
  }

  /** A connection to the insecure port. */
  private takePlain(socket: Socket): void {
    socket.on('error', ignoreError);
    const owner = this.owners.get(socket.remotePort ?? 0) ?? 'external';
    const connection = new Connection(this.context, this.nextConnection++, owner, socket, null, 'insecure');
    this.connections.set(socket, connection);
    socket.once('close', () => {
      this.connections.delete(socket);
      connection.close('client');
    });
    this.http1.emit('connection', socket);
  }

  private track(socket: Socket): void {
    const peer = peerOf(socket);
    this.raw.set(peer, { socket, openedAt: this.context.clock.now() });
    socket.on('error', ignoreError);
    socket.once('close', () => {
      if (this.raw.get(peer)?.socket === socket) this.raw.delete(peer);
    });
  }

  /** A TLS handshake is over. */
  private take(socket: TLSSocket): void {
    socket.on('error', ignoreError);
    // The raw socket below hands over to its TLS socket, which is counted from here on.
    this.raw.delete(peerOf(socket));
    const owner = this.owners.get(socket.remotePort ?? 0) ?? 'external';
    const isH2 = socket.alpnProtocol === 'h2';
    const session = isH2
      ? http2.performServerHandshake(socket, { settings: h2Settings(this.maxStreams) })
      : null;
    const connection = new Connection(this.context, this.nextConnection++, owner, socket, session);
    this.connections.set(socket, connection);
    socket.once('close', () => {
      this.connections.delete(socket);
      connection.close('client');
    });
    // As in Go, a connection whose handshake ends after `Shutdown` has begun is not told to go away: what is asked on it
    // gets the wait group's 503, and it lasts until its client or the timeout ends it.
    if (session) {
      session.on('error', ignoreError);
      widenWindow(session, this.maxStreams);
      serveSession(this.state, connection, session);
    } else {
      const cancel = this.context.clock.after(HEADER_TIMEOUT, () => {
        if (connection.state === 'new') connection.close('timeout');
      });
      socket.once('close', cancel);
      this.http1.emit('connection', socket);
    }
  }
}

function peerOf(socket: Socket): string {
  return `${socket.remoteAddress} ${socket.remotePort}`;
}

function ignoreError(): void {}
