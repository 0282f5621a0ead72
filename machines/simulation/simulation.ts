/**
 * The simulation: kernel and simulated network on a virtual clock, advanced deadline by deadline. The same scenario
 * and seed give byte-identical recordings, in Node and in the browser.
 */
import type { CausedEffect } from '../kernel/effect.ts';
import { nextDeadline } from '../kernel/world.ts';
import type { ProcessSignal, Protocol, Recording, RecordingHeader, RunEvent } from '../recording/events.ts';
import { RECORDING_VERSION } from '../recording/events.ts';
import type { Scenario, ScenarioSource } from '../scenario/schema.ts';
import { type Instant, later, seconds, toMs } from '../time.ts';
import { manualRequest } from '../traffic/client-rules.ts';
import { hookCall, openNamed, probe, sendScripted, startClients, tick, watch } from './clients.ts';
import { accept, becomeReady, clientClosed, giveUp, readGoaway, refuse, settle } from './connections.ts';
import { answerDrains, endWatches } from './drain.ts';
import { Run } from './run.ts';
import { abort, arrive, closeConnection, expire, finish, goAway, isStale } from './server.ts';
import { LISTEN_DELAY, type SimTask } from './state.ts';

/** The address that a simulated server says it listens on. */
const ADDRESS = '127.0.0.1:6443';
/** After a person has acted, the run goes on for at least this long. */
const ACTION_TAIL = seconds(600);

/** A request that a person sends by hand. */
export interface ManualRequest {
  readonly path: string;
  /** `new`, `reuse`, or the name of a connection of the scenario. */
  readonly connection: string;
  readonly protocol?: Protocol;
  readonly name?: string;
}

/** A copy of a simulation at one instant; resuming from it any number of times gives the same run. */
export interface SimulationCheckpoint {
  readonly run: Run;
  readonly source: ScenarioSource;
  /** How many events the recording had. */
  readonly eventCount: number;
}

export class Simulation {
  readonly header: RecordingHeader;
  private readonly run: Run;
  private readonly source: ScenarioSource;

  constructor(scenario: Scenario, source: ScenarioSource, from?: { run: Run; events: readonly RunEvent[] }) {
    this.source = source;
    this.header = {
      type: 'recording',
      version: RECORDING_VERSION,
      source: 'simulated',
      scenario: source,
      lineage: scenario.lineage,
      seed: scenario.seed,
      clock: 'virtual',
      startedAt: null,
      speed: 1,
    };
    this.run = new Run(scenario, carryOut, from);
    if (from) return;
    this.run.feed({ type: 'process.start' });
    startClients(this.run);
  }

  /** Everything that has happened so far. */
  get events(): readonly RunEvent[] {
    return this.run.events;
  }

  get now(): Instant {
    return this.run.state.now;
  }

  /** The process has exited, the script is over and every client knows what became of its requests. */
  get ended(): boolean {
    return this.run.state.ended;
  }

  /** Runs everything that is due up to `t`, which may lie beyond the end of the run. */
  advanceTo(t: Instant): void {
    const { run } = this;
    while (!run.state.ended) {
      const next = this.nextAt();
      if (next === null || next > t) break;
      this.advance(next);
    }
    if (!run.state.ended && t > run.state.now) run.state.now = t < run.state.limit ? t : run.state.limit;
  }

  /** Runs to the end: the exit of the process, or the run's limit. */
  runToEnd(): void {
    const { run } = this;
    while (!run.state.ended) {
      const next = this.nextAt();
      if (next === null) {
        run.state.ended = true;
        return;
      }
      this.advance(next);
    }
  }

  /** Delivers a signal to the process now. */
  signal(signal: ProcessSignal): void {
    this.prolong();
    this.run.feed({ type: 'signal', signal, by: 'user' });
    this.checkEnd();
  }

  /** Sends a request now; returns its id. */
  request(request: ManualRequest): string {
    this.prolong();
    return sendScripted(this.run, manualRequest(request), 'you');
  }

  /** A copy of this instant. */
  checkpoint(): SimulationCheckpoint {
    const { run } = this;
    return { run: new Run(run.scenario, carryOut, { run, events: [] }), source: this.source, eventCount: run.events.length };
  }

  /**
   * Goes on from a checkpoint as if nothing had happened since.
   * @param events the recording that the checkpoint belongs to; only what came before it is taken.
   */
  static resume(checkpoint: SimulationCheckpoint, events: readonly RunEvent[]): Simulation {
    const { run, source, eventCount } = checkpoint;
    return new Simulation(run.scenario, source, { run, events: events.slice(0, eventCount) });
  }

  private prolong(): void {
    const { state } = this.run;
    const limit = later(state.now, ACTION_TAIL);
    if (limit > state.limit) state.limit = limit;
    state.ended = false;
  }

  private nextAt(): Instant | null {
    const { run } = this;
    const task = run.tasks.nextAt;
    const timer = nextDeadline(run.state.world);
    if (task === null) return timer;
    return timer === null || task < timer ? task : timer;
  }

  /** Does one thing that is due at `at`; at equal times the kernel's timers come first. */
  private advance(at: Instant): void {
    const { run } = this;
    const { state } = run;
    if (at > state.limit) {
      state.now = state.limit;
      run.emit({ type: 'note', text: `The run was ended after ${toMs(state.limit) / 1000} s: the process had not exited.` });
      state.ended = true;
      return;
    }
    state.now = at;
    const timer = state.world.timers[0];
    if (timer && timer.at <= at) {
      run.feed({ type: 'timer.fired', id: timer.id });
    } else {
      const task = run.tasks.pop();
      if (task) perform(run, task);
    }
    this.checkEnd();
  }

  private checkEnd(): void {
    const { run } = this;
    if (run.isOver && run.state.unsettled === 0) run.state.ended = true;
  }
}

/** Runs a scenario from start to end. */
export function simulate(scenario: Scenario, source: ScenarioSource): Recording {
  const simulation = new Simulation(scenario, source);
  simulation.runToEnd();
  return { header: simulation.header, events: simulation.events };
}

/** Carries out an effect of the kernel on the simulated network. */
function carryOut(run: Run, { effect, cause }: CausedEffect): void {
  const { state } = run;
  switch (effect.type) {
    case 'openListener':
      return run.after(LISTEN_DELAY, { kind: 'listen' });
    case 'closeListener':
      state.listening = false;
      return run.feed({ type: 'listener.closed', address: ADDRESS }, cause);
    case 'sendGoaways':
      for (const connection of [...state.connections.values()]) {
        if (connection.accepted) goAway(run, connection, cause);
      }
      return;
    case 'pollConnections': {
      for (const connection of [...state.connections.values()]) {
        const isIdle = connection.state === 'idle' || (connection.state === 'new' && isStale(run, connection));
        if (connection.protocol === 'http/1.1' && connection.accepted && isIdle) closeConnection(run, connection, 'server', cause);
      }
      const isAnyLeft = [...state.connections.values()].some(connection => connection.accepted && connection.state !== 'closed');
      return run.feed({ type: 'connections.polled', quiescent: !isAnyLeft }, cause);
    }
    case 'runHook': {
      const { postStart, preShutdown } = run.scenario.hooks;
      const isNamed = (hook: { readonly name: string }): boolean => hook.name === effect.name;
      const stopping = effect.phase === 'preShutdown' ? preShutdown.find(isNamed) : undefined;
      const hook = stopping ?? postStart.find(isNamed);
      if (hook && hook.takes !== 'never') run.after(hook.takes, { kind: 'hook', phase: effect.phase, name: effect.name });
      stopping?.calls.forEach((call, index) => {
        run.after(call.at, { kind: 'hookCall', name: effect.name, index });
      });
      return;
    }
    case 'beginDrain':
      state.drainAwaited = true;
      run.emit({ type: 'drain.changed', nonLongRunning: state.counts.nonLongRunning, watches: state.counts.watches, cause });
      return answerDrains(run, cause);
    case 'beginWatchDrain':
      state.watchDrainAwaited = true;
      endWatches(run, effect.floorPerSecond, effect.graceMs);
      return answerDrains(run, cause);
    case 'exitProcess':
      state.listening = false;
      for (const connection of [...state.connections.values()]) {
        if (!connection.accepted) continue;
        for (const id of connection.requests) {
          const request = run.request(id);
          if (request) abort(run, request, 'exit', false);
        }
        closeConnection(run, connection, 'reset', cause);
      }
      return;
  }
}

function perform(run: Run, task: SimTask): void {
  const { scenario, state } = run;
  const client = 'client' in task ? scenario.clients.find(candidate => candidate.name === task.client) : undefined;
  const request = 'request' in task ? run.request(task.request) : undefined;
  const connection = 'connection' in task ? run.connection(task.connection) : undefined;
  switch (task.kind) {
    case 'listen':
      if (run.view.exited) return;
      state.listening = true;
      return run.feed({ type: 'listener.opened', address: ADDRESS });
    case 'script': {
      const entry = scenario.script[task.index];
      if (!entry?.request?.afterGoaway) state.scriptLeft--;
      if (entry?.signal) run.feed({ type: 'signal', signal: entry.signal, by: 'script' });
      if (entry?.request) sendScripted(run, entry.request);
      return;
    }
    case 'tick':
      return client?.kind === 'steady' ? tick(run, client) : undefined;
    case 'probe':
      return client?.kind === 'probe' ? probe(run, client) : undefined;
    case 'watch':
      return client?.kind === 'watch' ? watch(run, client) : undefined;
    case 'openConnection':
      return openNamed(run, task.index);
    case 'accept':
      return connection ? accept(run, connection) : undefined;
    case 'ready':
      return connection ? becomeReady(run, connection) : undefined;
    case 'refused':
      return connection ? refuse(run, connection) : undefined;
    case 'arrive':
      return request ? arrive(run, request) : undefined;
    case 'finish':
      return request ? finish(run, request) : undefined;
    case 'deadline':
      return request ? expire(run, request) : undefined;
    case 'reply':
      return request?.reply ? settle(run, request.id, request.reply.outcome, request.reply.status) : undefined;
    case 'giveUp':
      return request ? giveUp(run, request) : undefined;
    case 'abandon':
      return request ? abort(run, request, 'client', false) : undefined;
    case 'goawayRead':
      return connection && connection.state !== 'closed' ? readGoaway(run, connection) : undefined;
    case 'linger':
      return connection ? closeConnection(run, connection, 'server') : undefined;
    case 'idle':
      if (!connection || connection.idleEpoch !== task.epoch || connection.open > 0) return;
      return connection.protocol === 'h2' ? goAway(run, connection, []) : closeConnection(run, connection, 'timeout');
    case 'clientClose':
      return connection ? clientClosed(run, connection) : undefined;
    case 'hook': {
      const hooks = task.phase === 'postStart' ? scenario.hooks.postStart : scenario.hooks.preShutdown;
      const fails = hooks.find(candidate => candidate.name === task.name)?.fails ?? false;
      if (run.view.exited) return;
      const panicked = fails === 'panic';
      const error = panicked ? `${task.name} panics` : fails === false ? null : fails;
      return run.feed({ type: 'hook.finished', phase: task.phase, name: task.name, error, panicked });
    }
    case 'hookCall':
      return run.view.exited ? undefined : hookCall(run, task.name, task.index);
  }
}
