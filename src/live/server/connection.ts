/** One connection of the real server: its socket, and its row of the transition table. */
import type { ServerHttp2Session } from 'node:http2';
import type { Socket } from 'node:net';
import type { Port } from '../../../machines/filters/order.ts';
import type { Protocol } from '../../../machines/recording/events.ts';
import { between, type Duration, type Instant, micros, seconds } from '../../../machines/time.ts';
import {
  GOAWAY_TIMEOUT,
  type H2State,
  type Http1State,
  h2ConnectionTable,
  http1ConnectionTable,
  IDLE_TIMEOUT,
  NEVER_USED_SECONDS,
} from '../../../machines/traffic/connection.ts';
import { move } from '../../../machines/traffic/table.ts';
import type { LiveContext } from '../context.ts';
import type { Exchange } from './exchange.ts';

/** Where in a second of the wall clock the program began: `net/http` counts ages in whole seconds. */
const SECOND_OFFSET = (Date.now() % 1000) * 1000;

export class Connection {
  readonly id: string;
  readonly number: number;
  readonly protocol: Protocol;
  readonly client: string;
  readonly port: Port;
  /** Address and port of the client, as the log has them. */
  readonly peer: string;
  readonly socket: Socket;
  /** The HTTP/2 session; null on HTTP/1.1. */
  readonly session: ServerHttp2Session | null;
  readonly openedAt: Instant;
  readonly exchanges = new Set<Exchange>();
  /** Streams or requests that have not ended on the wire. */
  open = 0;
  /** The highest stream that the client has opened. */
  highestStream = 0;
  /** The last stream id of the GOAWAY that was sent; null: none was. */
  goaway: number | null = null;
  state: H2State | Http1State;
  private readonly context: LiveContext;
  /** Since when nothing has been open on it. */
  private idleSince: Instant;
  private cancelIdle: (() => void) | null = null;
  private cancelLinger: (() => void) | null = null;

  constructor(
    context: LiveContext,
    number: number,
    client: string,
    socket: Socket,
    session: ServerHttp2Session | null,
    port: Port = 'secure',
  ) {
    this.context = context;
    this.number = number;
    this.id = `c${number}`;
    this.client = client;
    this.port = port;
    this.peer = `${socket.remoteAddress ?? ''}:${socket.remotePort ?? 0}`;
    this.socket = socket;
    this.session = session;
    this.protocol = session ? 'h2' : 'http/1.1';
    this.state = session ? 'idle' : 'new';
    this.openedAt = context.clock.now();
    this.idleSince = this.openedAt;
    context.emit({ type: 'connection.opened', connection: this.id, protocol: this.protocol, client });
    this.watchIdle();
  }

  get isClosed(): boolean {
    return this.state === 'closed';
  }

  /** A stream or request has begun. */
  begin(stream: number | null): void {
    this.open++;
    if (stream !== null) {
      this.highestStream = stream;
      if (this.state === 'idle') this.state = move(h2ConnectionTable, 'idle', 'stream.opened');
    } else {
      this.state = move(http1ConnectionTable, this.state as Http1State, 'request.read');
    }
  }

  /** A stream or request has ended on the wire. `closes`: the connection ends with it. */
  end(closes: boolean): void {
    this.open--;
    if (this.isClosed) return;
    if (closes) return this.close('server');
    if (this.open > 0) return;
    if (this.protocol === 'h2') {
      this.state = move(h2ConnectionTable, this.state as H2State, 'streams.ended');
      if (this.state === 'lingering') return this.linger();
    } else {
      this.state = move(http1ConnectionTable, this.state as Http1State, 'response.ended');
    }
    this.idleSince = this.context.clock.now();
  }

  /** Sends GOAWAY with NO_ERROR and the highest stream id; a connection gets only one. */
  goAway(cause: readonly number[]): void {
    if (!this.session || this.goaway !== null || this.isClosed || this.session.destroyed) return;
    this.goaway = this.highestStream;
    this.session.goaway(0, this.highestStream);
    this.state = move(h2ConnectionTable, this.state as H2State, 'goaway.sent');
    this.context.emit({
      type: 'connection.goaway',
      connection: this.id,
      lastStreamId: this.highestStream,
      errorCode: 'NO_ERROR',
      ...(cause.length > 0 ? { cause } : {}),
    });
    if (this.state === 'lingering') this.linger();
  }

  /** What `closeIdleConns` of net/http makes of it: closes it when it is idle on HTTP/1.1, or was never used for over 5 s. */
  closeIfIdle(cause: readonly number[]): void {
    if (this.protocol === 'h2') return;
    if (
      this.state === 'idle' ||
      (this.state === 'new' && isOldEnough(this.openedAt, this.context.clock.now()))
    ) {
      this.close('server', cause);
    }
  }

  /** Closes the connection; what was on it without an answer is lost. */
  close(by: 'client' | 'server' | 'timeout' | 'reset', cause: readonly number[] = []): void {
    if (this.isClosed) return;
    this.state = 'closed';
    this.cancelIdle?.();
    this.cancelLinger?.();
    for (const exchange of [...this.exchanges])
      exchange.abort(by === 'client' ? 'client' : by === 'timeout' ? 'timeout' : 'exit');
    this.context.emit({
      type: 'connection.closed',
      connection: this.id,
      by,
      ...(cause.length > 0 ? { cause } : {}),
    });
    // An HTTP/1.1 response may still wait in the socket: it goes out first. Everything else is cut.
    if (by === 'server' && this.protocol === 'http/1.1') this.socket.destroySoon();
    else this.socket.destroy();
  }

  /** Cuts the connection off, as a network that fails; for its requests too that is the end. */
  reset(cause: readonly number[]): void {
    for (const exchange of [...this.exchanges]) {
      exchange.suffer(cause);
      exchange.abort('reset');
    }
    this.close('reset', cause);
  }

  private linger(): void {
    this.cancelLinger?.();
    this.cancelLinger = this.context.clock.after(GOAWAY_TIMEOUT, () => this.close('server'));
  }

  /** One timer for the life of the connection: it looks how long nothing has been open, and comes back when that may be long enough. */
  private watchIdle(delay: Duration = IDLE_TIMEOUT): void {
    this.cancelIdle = this.context.clock.after(delay, () => {
      const idle = this.open > 0 ? 0 : between(this.idleSince, this.context.clock.now());
      if (idle < IDLE_TIMEOUT) this.watchIdle(micros(IDLE_TIMEOUT - idle));
      else if (this.protocol === 'h2') this.goAway([]);
      else this.close('timeout');
    });
  }
}

/** A connection that has carried nothing counts as idle when its age in whole seconds of the wall clock is over 5. */
export function isOldEnough(openedAt: Instant, now: Instant): boolean {
  const second = (instant: Instant): number => Math.floor((instant + SECOND_OFFSET) / seconds(1));
  return second(openedAt) < second(now) - NEVER_USED_SECONDS;
}
