/** The clients' end of connections: who gets which, when they open, and what a client does when it is told to go. */
import { defaultMaxStreams } from '../lineage.ts';
import { micros } from '../time.ts';
import { type ConnectionWish, isSuccess } from '../traffic/client-rules.ts';
import type { Run } from './run.ts';
import { causeOf, closeConnection } from './server.ts';
import { HANDSHAKE, LATENCY, type SimConnection, type SimRequest } from './state.ts';

/** Opens a connection; it is accepted, or refused, one latency later. */
export function openConnection(run: Run, wish: ConnectionWish): SimConnection {
  const { state } = run;
  const connection: SimConnection = {
    id: `c${state.nextConnection++}`,
    protocol: wish.protocol,
    port: wish.port ?? 'secure',
    client: wish.client,
    pool: wish.pool,
    bare: wish.bare ?? false,
    openedAt: state.now,
    state: wish.protocol === 'h2' ? 'idle' : 'new',
    accepted: false,
    ready: false,
    requests: [],
    waiting: [],
    nextStream: 1,
    highestStream: 0,
    open: 0,
    goaway: null,
    goawayRead: false,
    closesAfterUse: wish.closesAfterUse ?? false,
    idleEpoch: 0,
  };
  state.connections.set(connection.id, connection);
  run.after(LATENCY, { kind: 'accept', connection: connection.id });
  return connection;
}

/** A connection of the pool that can take one more request; opens one where there is none. Says whether it is new. */
export function pooledConnection(
  run: Run,
  wish: ConnectionWish,
): readonly [connection: SimConnection, isNew: boolean] {
  if (wish.pool !== null) {
    const maxStreams =
      run.scenario.server['http2-max-streams-per-connection'] ?? defaultMaxStreams(run.scenario.lineage);
    for (const connection of run.state.connections.values()) {
      if (connection.pool !== wish.pool || connection.state === 'closed' || connection.goawayRead) continue;
      const load = connection.requests.length + connection.waiting.length;
      if (load < (connection.protocol === 'h2' ? maxStreams : 1)) return [connection, false];
    }
  }
  return [openConnection(run, wish), true];
}

/** The first packet has reached the server. */
export function accept(run: Run, connection: SimConnection): void {
  if (connection.state === 'closed') return;
  const isPlain = connection.port === 'insecure';
  if (!(isPlain ? run.state.insecureListening : run.state.listening)) {
    run.after(LATENCY, { kind: 'refused', connection: connection.id });
    return;
  }
  connection.accepted = true;
  run.emit({
    type: 'connection.opened',
    connection: connection.id,
    protocol: connection.protocol,
    client: connection.client,
  });
  run.after(isPlain ? LATENCY : micros(HANDSHAKE - LATENCY), { kind: 'ready', connection: connection.id });
}

/** The handshake is over: what waited for it goes out. */
export function becomeReady(run: Run, connection: SimConnection): void {
  if (connection.state === 'closed') return;
  connection.ready = true;
  transmitWaiting(run, connection);
}

/** Nobody listens: what waited for the connection is refused. */
export function refuse(run: Run, connection: SimConnection): void {
  connection.state = 'closed';
  for (const id of connection.waiting.splice(0)) settle(run, id, 'refused', null);
  run.forgetConnection(connection);
}

/** Puts a request on a connection; it waits for the handshake, and on HTTP/1.1 for its turn. */
export function enqueue(run: Run, connection: SimConnection, request: SimRequest): void {
  request.connection = connection.id;
  if (connection.state === 'closed') {
    // Only a bare connection is still there when it is closed: nothing can be written on it.
    settle(run, request.id, connection.accepted ? 'reset' : 'refused', null);
    return;
  }
  connection.waiting.push(request.id);
  if (connection.ready) transmitWaiting(run, connection);
}

/** What waits goes out: on HTTP/2 all of it, on HTTP/1.1 one after the other. */
function transmitWaiting(run: Run, connection: SimConnection): void {
  if (connection.protocol === 'h2') {
    for (const id of connection.waiting.splice(0)) transmit(run, connection, id);
  } else {
    transmitNext(run, connection);
  }
}

/** On HTTP/1.1 the next request goes out when the one before it has been answered. */
function transmitNext(run: Run, connection: SimConnection): void {
  const isFree = connection.ready && connection.requests.length === 0;
  const id = isFree ? connection.waiting.shift() : undefined;
  if (id !== undefined) transmit(run, connection, id);
}

function transmit(run: Run, connection: SimConnection, id: string): void {
  const request = run.request(id);
  if (!request || request.settled) return;
  if (connection.goawayRead && !connection.bare) {
    // Told to go before the handshake was over: nothing is sent any more.
    settle(run, id, 'goaway', null);
    return;
  }
  if (connection.protocol === 'h2') {
    request.stream = connection.nextStream;
    connection.nextStream += 2;
  }
  connection.requests.push(id);
  run.after(LATENCY, { kind: 'arrive', request: id });
}

/** The client knows what became of a request. */
export function settle(
  run: Run,
  id: string,
  outcome: NonNullable<SimRequest['reply']>['outcome'],
  status: number | null,
): void {
  const request = run.request(id);
  if (!request || request.settled) return;
  request.settled = true;
  run.state.unsettled--;
  run.emit({ type: 'request.settled', request: id, outcome, status, ...causeOf(request) });
  const connection = request.connection === null ? undefined : run.connection(request.connection);
  if (connection) {
    const index = connection.requests.indexOf(id);
    if (index >= 0) connection.requests.splice(index, 1);
    if (connection.state === 'closed') {
      run.forgetConnection(connection);
    } else if (connection.requests.length === 0 && connection.closesAfterUse) {
      run.after(LATENCY, { kind: 'clientClose', connection: connection.id });
    } else if (connection.protocol === 'http/1.1') {
      transmitNext(run, connection);
    }
  }
  if (request.kind === 'probe')
    run.feed({ type: 'probe.answered', client: request.client, ok: isSuccess(outcome, status) });
  run.forgetIfDone(request);
}

/** The client has read the GOAWAY: streams above its last id will not be answered. */
export function readGoaway(run: Run, connection: SimConnection): void {
  connection.goawayRead = true;
  const last = connection.goaway ?? 0;
  for (const id of [...connection.requests]) {
    const request = run.request(id);
    if (request && !connection.bare && (request.stream ?? 0) > last) settle(run, id, 'goaway', null);
  }
  if (connection.bare) {
    run.scenario.script.forEach((entry, index) => {
      if (entry.request?.afterGoaway && entry.request.connection === connection.client) {
        run.after(entry.at ?? micros(0), { kind: 'script', index });
      }
    });
  }
}

/** The client's patience is over: it resets the stream, or closes the HTTP/1.1 connection. */
export function giveUp(run: Run, request: SimRequest): void {
  if (request.settled) return;
  const connection = request.connection === null ? undefined : run.connection(request.connection);
  const waits = connection?.waiting.indexOf(request.id) ?? -1;
  if (connection && waits >= 0) {
    // It has not been sent: taking it out of the queue is all there is to do.
    connection.waiting.splice(waits, 1);
    settle(run, request.id, 'timeout', null);
    return;
  }
  // The reset reaches the server before the end of a connection that was only there for this request.
  run.after(LATENCY, { kind: 'abandon', request: request.id });
  settle(run, request.id, 'timeout', null);
  if (connection && connection.protocol === 'http/1.1')
    run.after(LATENCY, { kind: 'clientClose', connection: connection.id });
}

/** The client has closed a connection. */
export function clientClosed(run: Run, connection: SimConnection): void {
  closeConnection(run, connection, 'client');
}
