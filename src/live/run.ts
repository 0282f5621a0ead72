/** A live run: the kernel on the real clock, its effects carried out on the real server, its clients real ones. */
import { randomBytes } from 'node:crypto';
import { batchFlags } from '../../machines/audit/buffer.ts';
import { filterConfig } from '../../machines/filters/config.ts';
import { beginOf } from '../../machines/formats/write-log.ts';
import type { KernelEffect } from '../../machines/kernel/effect.ts';
import type { KernelInput } from '../../machines/kernel/input.ts';
import { Random } from '../../machines/kernel/random.ts';
import { step } from '../../machines/kernel/step.ts';
import { viewOf } from '../../machines/kernel/view.ts';
import { createWorld, type MachineState, nextDeadline, type World } from '../../machines/kernel/world.ts';
import {
  type EventDraft,
  type ProcessSignal,
  RECORDING_VERSION,
  type RecordingHeader,
  type RunEvent,
} from '../../machines/recording/events.ts';
import { placeEvent } from '../../machines/recording/place.ts';
import { runLimit } from '../../machines/scenario/run-limit.ts';
import type { ApiServiceTurn, Scenario } from '../../machines/scenario/schema.ts';
import { startNotes } from '../../machines/scenario/start-notes.ts';
import { Backend } from '../../machines/servers/backend.ts';
import { type Instant, toMs } from '../../machines/time.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import { obstacle } from '../../machines/traffic/fault-obstacles.ts';
import { ApiServices } from './api-services.ts';
import { certificate } from './certificate.ts';
import { type LiveClients, startClients } from './clients/clients.ts';
import { MonotonicClock } from './clock.ts';
import type { LiveContext } from './context.ts';
import { LiveFaults } from './faults.ts';
import { LiveHooks } from './hooks.ts';
import { STORED } from './server/api.ts';
import { AuditBackend } from './server/audit-backend.ts';
import { Journal } from './server/journal.ts';
import { Metrics } from './server/metrics.ts';
import { EVENTS_PER_ENTRY, RequestLog } from './server/request-log.ts';
import { LiveServer } from './server/server.ts';
import { type Reserved, ServerState } from './server/state.ts';
import { ServerLog } from './server-log.ts';
import { notifySystemd } from './systemd.ts';
import type { LiveRequest, LiveRun, LiveRunOptions } from './types.ts';

/** Starts a live run. Rejects when the server cannot listen. */
export async function startLiveRun(options: LiveRunOptions): Promise<LiveRun> {
  const run = new Engine(options, await certificate());
  await run.start();
  return run;
}

/** Real milliseconds that a killed run waits for its clients. */
const KILL_GRACE_MS = 200;

class Engine implements LiveRun {
  readonly header: RecordingHeader;
  readonly done: Promise<void>;
  private readonly options: LiveRunOptions;
  private readonly scenario: Scenario;
  private readonly clock: MonotonicClock;
  private readonly context: LiveContext;
  private readonly state: ServerState;
  private readonly server: LiveServer;
  private readonly owners = new Map<number, string>();
  private readonly listeners = new Set<(event: RunEvent) => void>();
  private readonly inputs: { readonly input: KernelInput; readonly cause: readonly number[] }[] = [];
  private readonly recorded: RunEvent[] = [];
  private readonly requestLog: RequestLog | null;
  private world: World;
  private readonly hooks: LiveHooks;
  private readonly journal: Journal;
  private readonly serverLog: ServerLog | null;
  /** What the server asks itself with: nobody else knows it. */
  private readonly loopbackToken = randomBytes(24).toString('base64url');
  private readonly services: ApiServices;
  private clients: LiveClients | null = null;
  private faults: LiveFaults | null = null;
  private seq = 1;
  private nextRequest = 1;
  private isStepping = false;
  private cancelTimer: (() => void) | null = null;
  private lastT = 0;
  private place = { host: '127.0.0.1', port: 0 };
  private insecurePlace: { readonly host: string; readonly port: number } | null = null;
  private hasEnded = false;
  private isKilled = false;
  private killTimeout: NodeJS.Timeout | undefined;
  private resolveDone: () => void = () => {};

  constructor(options: LiveRunOptions, pair: Awaited<ReturnType<typeof certificate>>) {
    this.options = options;
    this.scenario = options.scenario;
    this.done = new Promise(resolve => {
      this.resolveDone = resolve;
    });
    this.header = {
      type: 'recording',
      version: RECORDING_VERSION,
      source: 'live',
      scenario: options.source,
      lineage: options.scenario.lineage,
      seed: options.scenario.seed,
      clock: 'monotonic',
      startedAt: new Date().toISOString(),
      speed: options.speed,
    };
    if (options.onEvent) this.listeners.add(options.onEvent);
    this.clock = new MonotonicClock(options.speed);
    this.world = createWorld(options.scenario);
    this.serverLog = options.httpLog
      ? new ServerLog(this.header, options.scenario.lineage, options.httpLog)
      : null;
    this.context = this.makeContext();
    const { record = 'sampled' } = options;
    this.requestLog = record === 'all' ? new RequestLog() : null;
    const metrics = new Metrics();
    const backend = new Backend(options.scenario, STORED, options.registry);
    this.services = new ApiServices(this.context, backend, pair);
    const config = filterConfig(options.scenario, this.loopbackToken);
    this.journal = this.makeJournal();
    this.state = new ServerState(
      this.context,
      config,
      metrics,
      { backend, chain: backend.chain, services: this.services },
      this.journal,
      viewOf(this.world),
      {
        record,
        log: this.requestLog,
        reserve: () => this.reserve(),
      },
    );
    metrics.observe(this.state);
    this.server = new LiveServer(this.context, this.state, this.owners, pair);
    this.hooks = new LiveHooks(this.context, (hook, index) => this.clients?.hookCall(hook, index));
  }

  get events(): readonly RunEvent[] {
    if (this.requestLog) this.merge([...this.requestLog.takeNew()]);
    return this.recorded;
  }

  get address(): string | null {
    return this.world.address;
  }

  get ended(): boolean {
    return this.hasEnded;
  }

  auditLines(): Iterable<string> {
    return this.journal.audit.lines();
  }

  get auditForgotten(): number {
    return this.journal.audit.forgotten;
  }

  /** Starts the process; resolves when the listener is open. */
  async start(): Promise<void> {
    const { port, host = '127.0.0.1' } = this.options;
    // The socket is opened before the machines hear of the start, so that a taken port is an error and not a run.
    const address = await this.server.listen(port, host);
    await this.services.start();
    this.place = { host, port: address.port };
    const plain = await this.server.listenInsecurely(host).catch(async error => {
      this.server.destroy([]);
      throw error;
    });
    this.insecurePlace = plain && { host, port: plain.port };
    for (const text of startNotes(this.scenario)) this.emit({ type: 'note', text });
    this.feed({ type: 'process.start' });
    this.reportInsecurePort(true, []);
    this.clients = startClients(this.context, { script: this.options.script });
    this.clients.onProgress(() => this.checkEnd());
    this.faults = new LiveFaults(this.context, this.server, this.clients, this.hooks);
    if (this.options.script) this.clock.at(runLimit(this.scenario), () => this.giveUp());
  }

  signal(signal: ProcessSignal): void {
    if (!this.hasEnded) this.feed({ type: 'signal', signal, by: 'user' });
  }

  request(request: LiveRequest): string {
    if (!this.clients || this.hasEnded) throw new Error('the run has ended; start it again to send requests');
    const { connection } = request;
    if (
      connection !== 'new' &&
      connection !== 'reuse' &&
      !this.scenario.connections.some(item => item.name === connection)
    ) {
      throw new Error(
        `there is no connection "${connection}"; use new, reuse or the name of one of the scenario's connections`,
      );
    }
    return this.clients.request(request);
  }

  inject(fault: Fault): FaultResult {
    if (!this.faults || this.hasEnded) return { ok: false, reason: obstacle.exited() };
    return this.faults.inject(fault);
  }

  turnApiService(turn: ApiServiceTurn): FaultResult {
    const isThere = this.scenario.apiServices.some(({ name }) => name === turn.name);
    if (!isThere) return { ok: false, reason: obstacle.noSuchThing() };
    if (this.hasEnded) return { ok: false, reason: obstacle.exited() };
    this.services.turn(turn);
    return { ok: true };
  }

  kill(): void {
    if (this.hasEnded) return;
    this.isKilled = true;
    this.signal('SIGKILL');
    // Clients hear of the end of their connections within moments; what does not is not waited for.
    this.killTimeout = setTimeout(() => this.end(), KILL_GRACE_MS);
    this.checkEnd();
  }

  subscribe(listener: (event: RunEvent) => void): () => void {
    this.listeners.add(listener);
    return () => this.listeners.delete(listener);
  }

  private makeContext(): LiveContext {
    const engine = this;
    return {
      scenario: this.scenario,
      clock: this.clock,
      loopbackToken: this.loopbackToken,
      random: new Random(this.scenario.seed ^ 0x5eed),
      get address() {
        return engine.place;
      },
      get insecureAddress() {
        return engine.insecurePlace;
      },
      emit: event => this.emit(event),
      nextRequestId: () => `r${this.nextRequest++}`,
      feed: (input, cause) => this.feed(input, cause),
      injectScripted: fault => this.faults?.injectScripted(fault),
      turnApiService: turn => this.services.turn(turn),
      claimPort: (port, client) => this.owners.set(port, client),
      isHealthy: probe =>
        (this.world.machines[`probe/${probe}`] as MachineState | undefined)?.value === 'healthy',
      hasExited: () => this.state.view.exited,
      wasRejected: request => this.state.takeRejected(request),
    };
  }

  /** The insecure port stops with the first signal. */
  private stopInsecure(cause: readonly number[]): void {
    this.reportInsecurePort(false, cause);
    this.insecurePlace = null;
    this.server.stopInsecure(cause);
  }

  private reportInsecurePort(open: boolean, cause: readonly number[]): void {
    if (this.insecurePlace === null) return;
    const { host, port } = this.insecurePlace;
    this.emit({ type: 'insecurePort.changed', address: `${host}:${port}`, open, cause });
  }

  private makeJournal(): Journal {
    const { scenario, clock, options } = this;
    const begin = beginOf(this.header);
    return new Journal(
      new AuditBackend(this.context, batchFlags(scenario), options.auditFile ?? null),
      () => begin + clock.now(),
      randomBytes(10).toString('hex'),
      this.serverLog?.request ?? null,
    );
  }

  private emit(draft: EventDraft): number {
    const event = placeEvent(this.seq++, this.time(), draft);
    this.publish(event);
    return event.seq;
  }

  /** Milliseconds of scenario time; never before the last event. */
  private time(): number {
    this.lastT = Math.max(this.lastT, toMs(this.clock.now()));
    return this.lastT;
  }

  private publish(event: RunEvent): void {
    this.recorded.push(event);
    this.serverLog?.event(event);
    for (const listener of this.listeners) listener(event);
  }

  /** Sets the numbers of one logged request aside. */
  private reserve(): Reserved {
    const seq = this.seq;
    this.seq += EVENTS_PER_ENTRY;
    return { seq, t: this.time(), request: this.nextRequest++ };
  }

  /** Puts logged events among the others, by their numbers. */
  private merge(logged: readonly RunEvent[]): void {
    const first = logged[0];
    if (!first) return;
    const { recorded } = this;
    let keep = recorded.length;
    while (keep > 0 && (recorded[keep - 1] as RunEvent).seq > first.seq) keep--;
    const later = recorded.splice(keep);
    let next = 0;
    for (const event of later) {
      while (next < logged.length && (logged[next] as RunEvent).seq < event.seq)
        recorded.push(logged[next++] as RunEvent);
      recorded.push(event);
    }
    while (next < logged.length) recorded.push(logged[next++] as RunEvent);
  }

  /** Gives the kernel an input, and carries out what it wants. Inputs that come meanwhile wait their turn. */
  private feed(input: KernelInput, cause: readonly number[] = []): void {
    this.inputs.push({ input, cause });
    if (this.isStepping) return;
    this.isStepping = true;
    try {
      for (let next = this.inputs.shift(); next; next = this.inputs.shift()) {
        const at = Math.round(this.time() * 1000) as Instant;
        const result = step(this.world, next.input, {
          at,
          seq: this.seq,
          ...(next.cause.length > 0 ? { cause: next.cause } : {}),
        });
        this.world = result.world;
        this.seq = result.nextSeq;
        this.state.view = viewOf(result.world);
        for (const event of result.events) this.publish(event);
        const stop = result.events.find(event => event.type === 'process.signalled');
        if (stop) this.stopInsecure([stop.seq]);
        this.journal.audit.settle(this.state.view.auditRunning, this.state.view.exited);
        for (const { effect, cause: why } of result.effects) this.carryOut(effect, why);
      }
    } finally {
      this.isStepping = false;
    }
    this.armTimer();
    this.checkEnd();
  }

  private armTimer(): void {
    this.cancelTimer?.();
    const deadline = nextDeadline(this.world);
    this.cancelTimer =
      deadline === null || this.hasEnded ? null : this.clock.at(deadline, () => this.fireTimers());
  }

  private fireTimers(): void {
    const timer = this.world.timers[0];
    if (timer && timer.at <= this.clock.now()) this.feed({ type: 'timer.fired', id: timer.id });
    else this.armTimer();
  }

  private carryOut(effect: KernelEffect, cause: readonly number[]): void {
    const address = `${this.place.host}:${this.place.port}`;
    switch (effect.type) {
      case 'openListener':
        // It has been opened before the machines heard of the start.
        return this.feed({ type: 'listener.opened', address }, cause);
      case 'closeListener':
        this.server.closeListener();
        return this.feed({ type: 'listener.closed', address }, cause);
      case 'sendGoaways':
        return this.server.sendGoaways(cause);
      case 'pollConnections':
        return this.feed(
          { type: 'connections.polled', quiescent: this.server.closeIdleConnections(cause) },
          cause,
        );
      case 'runHook':
        return this.hooks.start(effect.phase, effect.name);
      case 'notifySystemd':
        this.notifySystemd(effect.state, cause);
        return this.services.announce(cause);
      case 'closePostStartContexts':
        return this.hooks.endBackground(cause);
      case 'beginDrain':
        return this.state.awaitDrain(cause);
      case 'beginWatchDrain':
        return this.state.awaitWatchDrain(effect.floorPerSecond, effect.graceMs);
      case 'exitProcess':
        return this.server.destroy(cause);
    }
  }

  private notifySystemd(state: string, cause: readonly number[]): void {
    const { by, problem } = notifySystemd(state, this.options.variables ?? {});
    this.emit({ type: 'systemd.notified', state, ...(by === null ? {} : { by }), cause });
    void problem.then(text => {
      if (text !== null && !this.hasEnded) this.emit({ type: 'note', text });
    });
  }

  /** The process has exited, the script is over, and every client knows what became of its requests. */
  private checkEnd(): void {
    if (this.hasEnded || !this.clients || !this.state.view.exited || this.isStepping) return;
    if ((this.clients.scriptLeft > 0 && !this.isKilled) || this.clients.unsettled > 0) return;
    this.end();
  }

  private giveUp(): void {
    if (this.hasEnded) return;
    this.emit({
      type: 'note',
      text: `The run was ended after ${toMs(runLimit(this.scenario)) / 1000} s: the process had not exited.`,
    });
    this.server.destroy([]);
    this.end();
  }

  private end(): void {
    if (this.hasEnded) return;
    this.hasEnded = true;
    clearTimeout(this.killTimeout);
    this.services.close();
    this.cancelTimer?.();
    this.clock.stop();
    void this.clients?.stop().then(() => {
      this.listeners.clear();
      this.resolveDone();
    });
  }
}
