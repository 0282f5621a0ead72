/**
 * A client's HTTP/2 connection: Node's session behind a filter that reads the server's frames and keeps GOAWAY from it.
 * So the client does what Go's does (golang.org/x/net/http2/transport.go): it leaves a connection that is going away to
 * the server to close; and a bare connection can open streams after the GOAWAY, which Node's session refuses.
 */
import http2, { type ClientHttp2Session, type ClientHttp2Stream } from 'node:http2';
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Outcome } from '../../../machines/recording/events.ts';
import type { ConnectionWish } from '../../../machines/traffic/client-rules.ts';
import { type LiveContext, REQUEST_HEADER } from '../context.ts';
import { ClientConnection } from './connection.ts';
import { type Frame, FrameFilter } from './frame-filter.ts';
import type { ClientRequest } from './request-ledger.ts';
import { Tunnel } from './tunnel.ts';
import { authorityOf, wireTarget } from './wire-target.ts';

/** What an HTTP/2 connection tells its owner. */
export interface H2Listener {
  onClosed(connection: ClientConnection): void;
  /** The server's first GOAWAY has been read. */
  onGoaway(connection: ClientConnection): void;
  /** A frame has been read; `request`: the one on its stream that is still waited for. */
  onFrame(connection: ClientConnection, frame: Frame, request: string | null): void;
}

interface OpenStream {
  readonly id: number;
  readonly request: ClientRequest;
  readonly stream: ClientHttp2Stream;
  status: number | null;
  /** The server's last frame of the stream has been read: the response is complete. */
  hasLastFrame: boolean;
  /** The server has reset it. */
  isReset: boolean;
}

export class H2Connection extends ClientConnection {
  private readonly listener: H2Listener;
  private readonly maxStreams: number;
  private readonly streams = new Map<number, OpenStream>();
  private readonly tunnel: Tunnel;
  private session: ClientHttp2Session | null = null;
  /** The last stream id of the GOAWAY; null: there was none. */
  private lastStreamId: number | null = null;

  /** @param maxStreams streams that the server takes at once, until its SETTINGS say so themselves */
  constructor(context: LiveContext, wish: ConnectionWish, maxStreams: number, listener: H2Listener) {
    super(context, wish, connection => listener.onClosed(connection));
    this.listener = listener;
    this.maxStreams = maxStreams;
    this.tunnel = new Tunnel(this.socket);
  }

  protected get active(): number {
    return this.streams.size;
  }

  protected get isLeaving(): boolean {
    return this.lastStreamId !== null;
  }

  protected open(): void {
    const filter = new FrameFilter(frame => this.read(frame));
    this.socket.on('data', (chunk: Buffer) => {
      for (const part of filter.push(chunk)) this.tunnel.push(part);
    });
    this.session = http2.connect(`https://${authorityOf(this.context.address)}`, {
      createConnection: () => this.tunnel,
      peerMaxConcurrentStreams: this.maxStreams,
      settings: { enablePush: false },
    });
    // What an error means for the requests shows when their streams close.
    this.session.on('error', ignoreError);
    this.session.once('connect', () => this.transmit());
    this.session.once('close', () => this.socket.destroy());
  }

  protected transmit(): void {
    const { session } = this;
    if (!session || session.connecting || this.hasEnded) return;
    for (const request of this.waiting.splice(0)) {
      // Told to go away before it could say anything.
      if (this.isLeaving && !this.wish.bare) this.finish(request, 'goaway', null);
      else this.start(session, request);
    }
  }

  protected cancel(request: ClientRequest): void {
    for (const open of this.streams.values()) {
      if (open.request !== request) continue;
      this.streams.delete(open.id);
      open.stream.close(http2.constants.NGHTTP2_CANCEL);
      return;
    }
  }

  protected isEnded(): void {
    this.tunnel.push(null);
  }

  protected async settleRest(): Promise<void> {
    // Whatever came before the end is on its way through the session; it has it a turn later.
    await nextTurn();
    this.session?.destroy();
    this.tunnel.destroy();
    await nextTurn();
    for (const open of [...this.streams.values()]) this.endStream(open);
  }

  private start(session: ClientHttp2Session, request: ClientRequest): void {
    const { wish } = request;
    let stream: ClientHttp2Stream;
    try {
      stream = session.request(
        {
          ':method': wish.method ?? 'GET',
          ':path': wireTarget(wish.target),
          ...wish.headers,
          'user-agent': wish.userAgent,
          [REQUEST_HEADER]: request.id,
        },
        { endStream: wish.body === undefined },
      );
      if (wish.body !== undefined) stream.end(wish.body);
    } catch {
      // The session has ended in this very turn, or the request cannot be written.
      this.finish(request, session.destroyed ? this.connectionLoss : 'failed', null);
      return;
    }
    const id = stream.id ?? 0;
    const open: OpenStream = { id, request, stream, status: null, hasLastFrame: false, isReset: false };
    this.streams.set(id, open);
    stream.on('error', ignoreError);
    stream.once('response', headers => {
      open.status = headers[':status'] ?? null;
      if (open.hasLastFrame) this.endStream(open);
    });
    stream.once('end', () => {
      if (open.hasLastFrame && open.status !== null) this.endStream(open);
    });
    stream.once('close', () => this.endStream(open));
    stream.resume();
  }

  /** A stream is over: the request's outcome follows from what was read on it. */
  private endStream(open: OpenStream): void {
    if (!this.streams.delete(open.id)) return;
    if (open.hasLastFrame && open.status !== null) this.finish(open.request, 'complete', open.status);
    else this.finish(open.request, this.lossOf(open), null);
  }

  private lossOf(open: OpenStream): Outcome {
    if (this.lastStreamId !== null && open.id > this.lastStreamId) return 'goaway';
    return open.isReset ? 'reset' : this.connectionLoss;
  }

  private get connectionLoss(): Outcome {
    return this.lastStreamId === null ? this.lossOutcome : 'goaway';
  }

  /** A frame has come; Node's session will have it, unless it is a GOAWAY, right after. */
  private read(frame: Frame): void {
    const open = this.streams.get(frame.stream);
    this.listener.onFrame(this, frame, open?.request.id ?? null);
    if (open && frame.endStream) open.hasLastFrame = true;
    if (open && frame.type === 'RST_STREAM') open.isReset = true;
    if (frame.lastStreamId !== undefined) this.leave(frame.lastStreamId);
  }

  private leave(lastStreamId: number): void {
    const isFirst = this.lastStreamId === null;
    this.lastStreamId = Math.min(lastStreamId, this.lastStreamId ?? lastStreamId);
    if (!this.wish.bare) {
      // The server will not answer these; a bare client does not know that until the connection ends.
      for (const open of [...this.streams.values()]) {
        if (open.id > lastStreamId && this.streams.delete(open.id)) this.finish(open.request, 'goaway', null);
      }
    }
    if (isFirst) this.listener.onGoaway(this);
  }
}

function ignoreError(): void {}
