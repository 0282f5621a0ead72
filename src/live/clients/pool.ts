/** All connections of the clients: which are shared, which have a name, and how many there may be. */
import { defaultMaxStreams } from '../../../machines/lineage.ts';
import type { ConnectionWish } from '../../../machines/traffic/client-rules.ts';
import type { LiveContext } from '../context.ts';
import type { ClientConnection } from './connection.ts';
import type { Frame } from './frame-filter.ts';
import { FrameLog, type SeenFrame } from './frame-log.ts';
import { H2Connection } from './h2-connection.ts';
import { Http1Connection } from './http1-connection.ts';

/** Connections that are open at once, at most. */
const MOST_CONNECTIONS = 20_000;
/** Clients whose frames are kept though their connections have no name. */
const WATCHED: ReadonlySet<string> = new Set(['script', 'you']);

export class ConnectionPool {
  private readonly context: LiveContext;
  private readonly onGoaway: (name: string) => void;
  private readonly maxStreams: number;
  private readonly open = new Set<ClientConnection>();
  private readonly shared = new Map<string, Set<ClientConnection>>();
  /** Also those that are closed: the script may still speak of them. */
  private readonly named = new Map<string, ClientConnection>();
  private readonly labels = new WeakMap<ClientConnection, string>();
  private readonly log: FrameLog;
  private nextLabel = 1;
  private isFull = false;
  private onEmpty: (() => void) | null = null;

  /** @param onGoaway called with the name of a connection that has been told to go away */
  constructor(context: LiveContext, onGoaway: (name: string) => void) {
    const { scenario } = context;
    this.context = context;
    this.onGoaway = onGoaway;
    this.maxStreams =
      scenario.server['http2-max-streams-per-connection'] ?? defaultMaxStreams(scenario.lineage);
    this.log = new FrameLog(context);
  }

  get frames(): readonly SeenFrame[] {
    return this.log.frames;
  }

  /** The connection of this name, open or not; undefined before it is first opened. */
  byName(name: string): ClientConnection | undefined {
    return this.named.get(name);
  }

  /** A connection that can take one more request, and whether it was opened for that; null when there are too many. */
  take(wish: ConnectionWish): readonly [connection: ClientConnection, isNew: boolean] | null {
    const most = wish.protocol === 'h2' ? this.maxStreams : 1;
    for (const connection of this.shared.get(wish.pool ?? '') ?? []) {
      if (connection.isUsable && connection.load < most) return [connection, false];
    }
    const connection = this.connect(wish);
    return connection && [connection, true];
  }

  /** Opens a connection; null when there are too many. */
  connect(wish: ConnectionWish): ClientConnection | null {
    if (this.open.size >= MOST_CONNECTIONS) {
      if (!this.isFull) {
        const text = `Clients have ${MOST_CONNECTIONS} connections open; no more are opened at once.`;
        this.context.emit({ type: 'note', text });
      }
      this.isFull = true;
      return null;
    }
    const connection = this.dial(wish);
    this.open.add(connection);
    if (wish.bare || WATCHED.has(wish.client)) {
      this.labels.set(connection, wish.bare ? wish.client : `${wish.client}#${this.nextLabel++}`);
    }
    if (wish.bare) this.named.set(wish.client, connection);
    if (wish.pool !== null) {
      const pool = this.shared.get(wish.pool) ?? new Set();
      this.shared.set(wish.pool, pool.add(connection));
    }
    return connection;
  }

  /** Closes everything at once; resolves when all sockets are closed. */
  async stop(): Promise<void> {
    for (const connection of [...this.open]) connection.destroy();
    if (this.open.size === 0) return;
    await new Promise<void>(resolve => {
      this.onEmpty = resolve;
    });
  }

  private dial(wish: ConnectionWish): ClientConnection {
    const onClosed = (connection: ClientConnection): void => this.forget(connection);
    if (wish.protocol !== 'h2') return new Http1Connection(this.context, wish, onClosed);
    return new H2Connection(this.context, wish, this.maxStreams, {
      onClosed,
      onGoaway: connection => {
        if (connection.wish.bare) this.onGoaway(connection.wish.client);
      },
      onFrame: (connection, frame, request) => this.note(connection, frame, request),
    });
  }

  private note(connection: ClientConnection, frame: Frame, request: string | null): void {
    const label = this.labels.get(connection);
    if (label !== undefined)
      this.log.add(frame, { connection: label, client: connection.wish.client, request });
  }

  private forget(connection: ClientConnection): void {
    this.open.delete(connection);
    const { pool } = connection.wish;
    if (pool !== null) this.shared.get(pool)?.delete(connection);
    if (this.open.size === 0) this.onEmpty?.();
  }
}
