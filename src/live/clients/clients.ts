/**
 * The clients of a live run: steady traffic, probes, watches, hooks' own calls, named connections and the script, on
 * real sockets. What they want follows the rules that simulated clients follow; see machines/traffic/client-rules.ts.
 */
import type {
  PreShutdownHook,
  ProbeClient,
  Scenario,
  ScriptedRequest,
  SteadyClient,
  WatchClient,
} from '../../../machines/scenario/schema.ts';
import { micros } from '../../../machines/time.ts';
import {
  type ConnectionWish,
  clientConnection,
  clientStart,
  hookConnection,
  hookWish,
  manualRequest,
  namedConnection,
  namedStart,
  probeWish,
  type RequestWish,
  scriptedConnection,
  scriptedWish,
  steadyWish,
  WATCHES_APART,
  watchWish,
} from '../../../machines/traffic/client-rules.ts';
import type { LiveContext } from '../context.ts';
import type { LiveRequest } from '../types.ts';
import { ClientConnection } from './connection.ts';
import type { SeenFrame } from './frame-log.ts';
import { ConnectionPool } from './pool.ts';
import { RequestLedger } from './request-ledger.ts';
import { Timers } from './timers.ts';

/** Requests that wait for their responses at most; while there are so many, steady clients send none. */
const MOST_UNSETTLED = 50_000;
/** Requests that a steady client makes up for at once when this program was late. */
const MOST_AT_ONCE = 1000;

export interface LiveClients {
  /**
   * What a person sends by hand; the client's name is `you`. Returns the request's id.
   * @throws Error when there is no such connection, or the clients have been stopped
   */
  request(request: LiveRequest): string;
  /** A pre-shutdown hook makes its call number `index` to the API; the client's name is `hook/NAME`. */
  hookCall(hook: PreShutdownHook, index: number): void;
  /** Whether the client of a request still waits for its response. */
  waitsFor(request: string): boolean;
  /** The identity of the request that the scenario calls so, while its client waits for it; else null. */
  requestNamed(name: string): string | null;
  /** The local port of a connection that the scenario names; null when it is not open. */
  portOf(connection: string): number | null;
  /** The client of a request gives up: it resets the stream, or closes the HTTP/1.1 connection. */
  abandon(request: string, fault: readonly number[]): void;
  /** A fault has hit a request: how it ends for its client names the fault as its cause. */
  blame(request: string, fault: readonly number[]): void;
  /** The next probes of a client are not sent, and so nobody answers them. */
  loseProbes(client: string, count: number, fault: readonly number[]): void;
  /** Requests whose clients still wait. */
  readonly unsettled: number;
  /** Entries of the script that have not happened, without those that wait for a GOAWAY. */
  readonly scriptLeft: number;
  /** Frames that named connections and the script's requests have got from the server. */
  readonly frames: readonly SeenFrame[];
  /** Calls back whenever fewer requests are unsettled, or less of the script is left, than a moment before. */
  onProgress(listener: () => void): void;
  /** Ends all clients and connections at once; resolves when all sockets are closed. Nothing is recorded any more. */
  stop(): Promise<void>;
}

/** Probes of one client that are still to be lost. */
interface LostProbes {
  readonly left: number;
  readonly fault: readonly number[];
}

type ScriptEntry = Scenario['script'][number];

/**
 * Sets the clients and the script in motion.
 * @param options.script false: the signals of the script are left to a person; its requests are sent always
 */
export function startClients(context: LiveContext, options: { readonly script: boolean }): LiveClients {
  const clients = new RealClients(context);
  clients.start(options.script);
  return clients;
}

class RealClients implements LiveClients {
  private readonly context: LiveContext;
  private readonly scenario: Scenario;
  private readonly timers: Timers;
  private readonly ledger: RequestLedger;
  private readonly pool: ConnectionPool;
  private readonly listeners: (() => void)[] = [];
  private readonly overtaxed = new Set<string>();
  private readonly lost = new Map<string, LostProbes>();
  private left = 0;
  private stopping: Promise<void> | null = null;

  constructor(context: LiveContext) {
    this.context = context;
    this.scenario = context.scenario;
    this.timers = new Timers(context.clock);
    this.ledger = new RequestLedger(context, () => this.reportProgress());
    this.pool = new ConnectionPool(context, name => this.goOnAfterGoaway(name));
  }

  get unsettled(): number {
    return this.ledger.unsettled;
  }

  get scriptLeft(): number {
    return this.left;
  }

  get frames(): readonly SeenFrame[] {
    return this.pool.frames;
  }

  start(withSignals: boolean): void {
    const { clients, connections, script } = this.scenario;
    const entries = script.filter(
      entry => !entry.request?.afterGoaway && (withSignals || entry.signal === undefined),
    );
    this.left = entries.length;
    clients.forEach((client, index) => {
      if (client.kind === 'steady') this.startSteady(client, index);
      else if (client.kind === 'probe') this.startProbe(client, index);
      else this.startWatches(client, index);
    });
    this.timers.keep([
      ...connections.map(connection => ({
        at: namedStart(connection),
        act: () => this.openNamed(connection),
      })),
      ...entries.map(entry => ({ at: entry.at ?? micros(0), act: () => this.perform(entry) })),
    ]);
  }

  onProgress(listener: () => void): void {
    this.listeners.push(listener);
  }

  request(request: LiveRequest): string {
    if (this.stopping) throw new Error('the run has ended; start it again to send requests');
    const { connection } = request;
    const isKnown = this.scenario.connections.some(({ name }) => name === connection);
    if (connection !== 'new' && connection !== 'reuse' && !isKnown) {
      throw new Error(`there is no connection "${connection}"; new, reuse, or one of the scenario's`);
    }
    return this.sendScripted(manualRequest(request), 'you');
  }

  hookCall(hook: PreShutdownHook, index: number): void {
    const wish = hookWish(hook, index, this.scenario.server, this.context.loopbackToken);
    if (wish && !this.stopping) this.send(wish, hookConnection(hook));
  }

  waitsFor(request: string): boolean {
    return this.ledger.find(request) !== undefined;
  }

  requestNamed(name: string): string | null {
    return this.ledger.named(name)?.id ?? null;
  }

  portOf(connection: string): number | null {
    return this.pool.byName(connection)?.localPort ?? null;
  }

  abandon(id: string, fault: readonly number[]): void {
    const request = this.ledger.find(id);
    if (!request) return;
    request.fault = fault;
    // One that was lost on its way has no connection.
    if (request.connection) request.connection.abandon(request);
    else request.settle('timeout', null);
  }

  blame(id: string, fault: readonly number[]): void {
    const request = this.ledger.find(id);
    if (request) request.fault = fault;
  }

  loseProbes(client: string, count: number, fault: readonly number[]): void {
    this.lost.set(client, { left: (this.lost.get(client)?.left ?? 0) + count, fault });
  }

  stop(): Promise<void> {
    if (!this.stopping) {
      this.timers.stop();
      this.ledger.close();
      this.stopping = this.pool.stop();
    }
    return this.stopping;
  }

  /** The process has exited and nothing is left to happen: clients that go on for ever stop. */
  private get isOver(): boolean {
    return this.stopping !== null || (this.context.hasExited() && this.left <= 0);
  }

  /** Opens a connection that the scenario names, unless a request on it came first. */
  private openNamed(connection: Scenario['connections'][number]): void {
    if (!this.pool.byName(connection.name)) this.pool.connect(namedConnection(connection));
  }

  private startSteady(client: SteadyClient, index: number): void {
    const { context } = this;
    this.timers.repeat({
      start: clientStart(index),
      interval: client.rate,
      mostAtOnce: MOST_AT_ONCE,
      act: () => {
        if (this.isOver) return false;
        if (client.behind !== undefined && !context.isHealthy(client.behind)) return true;
        const takes = micros(context.random.integer(client.takes.min, client.takes.max));
        if (this.unsettled >= MOST_UNSETTLED) this.noteOvertaxed(client.name);
        else this.send(steadyWish(client, takes), clientConnection(client));
        return true;
      },
      onLeftOut: () => this.noteOvertaxed(client.name),
    });
  }

  private startProbe(client: ProbeClient, index: number): void {
    this.timers.repeat({
      start: clientStart(index),
      interval: client.period,
      // As Go's time.Ticker: ticks that nobody could take are dropped.
      mostAtOnce: 1,
      act: () => {
        if (this.isOver) return false;
        const lost = this.lost.get(client.name);
        if (lost) this.loseProbe(client, lost);
        else this.send(probeWish(client, this.scenario.lineage), clientConnection(client));
        return true;
      },
    });
  }

  private loseProbe(client: ProbeClient, { left, fault }: LostProbes): void {
    if (left > 1) this.lost.set(client.name, { left: left - 1, fault });
    else this.lost.delete(client.name);
    const request = this.ledger.open(
      probeWish(client, this.scenario.lineage),
      client.connection === 'new',
      fault,
    );
    request.timer = this.timers.after(client.timeout, () => request.settle('timeout', null));
  }

  private startWatches(client: WatchClient, index: number): void {
    let left = client.count;
    this.timers.repeat({
      start: clientStart(index),
      interval: WATCHES_APART,
      mostAtOnce: client.count,
      act: () => {
        this.send(watchWish(client), clientConnection(client));
        left--;
        return left > 0;
      },
    });
  }

  private perform(entry: ScriptEntry): void {
    this.left--;
    if (entry.signal) this.context.feed({ type: 'signal', signal: entry.signal, by: 'script' });
    if (entry.request && !this.stopping) this.sendScripted(entry.request, 'script');
    if (entry.fault && !this.stopping) this.context.injectScripted(entry.fault);
    if (entry.apiService && !this.stopping) this.context.turnApiService(entry.apiService);
    this.reportProgress();
  }

  private goOnAfterGoaway(name: string): void {
    for (const { at, request } of this.scenario.script) {
      if (!request?.afterGoaway || request.connection !== name) continue;
      const send = (): void => {
        if (!this.stopping) this.sendScripted(request, 'script');
      };
      // At once means before the server can have closed the connection, at any speed.
      if (at === undefined || at === 0) queueMicrotask(send);
      else this.timers.after(at, send);
    }
  }

  private sendScripted(request: ScriptedRequest, client: string): string {
    const place =
      this.pool.byName(request.connection) ?? scriptedConnection(request, client, this.scenario.connections);
    return this.send(scriptedWish(request, client), place);
  }

  /** Sends a request on a connection of the pool, or on the one that is given; returns its id. */
  private send(wish: RequestWish, place: ConnectionWish | ClientConnection): string {
    // Nobody is asked whether the insecure port is there: somebody else's program may listen on it.
    const isOff =
      !(place instanceof ClientConnection) && place.port === 'insecure' && !this.context.insecureAddress;
    const taken =
      place instanceof ClientConnection ? ([place, false] as const) : isOff ? null : this.pool.take(place);
    const request = this.ledger.open(wish, taken?.[1] ?? true);
    if (!taken) {
      request.settle(isOff ? 'refused' : 'failed', null);
      return request.id;
    }
    const [connection] = taken;
    request.connection = connection;
    if (typeof wish.timeout === 'number')
      request.timer = this.timers.after(wish.timeout, () => connection.abandon(request));
    connection.send(request);
    return request.id;
  }

  private reportProgress(): void {
    for (const listener of this.listeners) listener();
  }

  private noteOvertaxed(client: string): void {
    if (this.overtaxed.has(client)) return;
    this.overtaxed.add(client);
    const text = `This machine is too slow for the client ${client} at this speed: some of its requests are left out.`;
    this.context.emit({ type: 'note', text });
  }
}
