/**
 * The simulation: kernel and simulated network on a virtual clock, advanced deadline by deadline. The same scenario
 * and seed give byte-identical recordings, in Node and in the browser.
 */
import { nextDeadline } from '../kernel/world.ts';
import type { ProcessSignal, Protocol, Recording, RecordingHeader, RunEvent } from '../recording/events.ts';
import { RECORDING_VERSION } from '../recording/events.ts';
import type { Scenario, ScenarioSource } from '../scenario/schema.ts';
import { startNotes } from '../scenario/start-notes.ts';
import { type Instant, later, seconds, toMs } from '../time.ts';
import { manualRequest } from '../traffic/client-rules.ts';
import type { Fault, FaultResult } from '../traffic/fault.ts';
import { sendScripted, startClients } from './clients.ts';
import { inject } from './faults.ts';
import { perform } from './perform.ts';
import { carryOut } from './port.ts';
import { Run } from './run.ts';

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
    for (const text of startNotes(scenario)) this.run.emit({ type: 'note', text });
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

  /** How much a checkpoint has to copy: connections, requests and what is to happen. */
  get size(): number {
    const { state, tasks } = this.run;
    return state.connections.size + state.requests.size + tasks.size;
  }

  /** When something is due next; null: never. It may lie beyond the end of the run. */
  get nextAt(): Instant | null {
    const { run } = this;
    const task = run.tasks.nextAt;
    const timer = nextDeadline(run.state.world);
    if (task === null) return timer;
    return timer === null || task < timer ? task : timer;
  }

  /** When the run ends by itself, unless somebody acts before. */
  get limit(): Instant {
    return this.run.state.limit;
  }

  /** Runs everything that is due up to `t`, which may lie beyond the end of the run. */
  advanceTo(t: Instant): void {
    const { run } = this;
    while (!run.state.ended) {
      const next = this.nextAt;
      if (next === null || next > t) break;
      this.advance(next);
    }
    if (!run.state.ended && t > run.state.now) run.state.now = t < run.state.limit ? t : run.state.limit;
  }

  /** Runs to the end: the exit of the process, or the run's limit. */
  runToEnd(): void {
    const { run } = this;
    while (!run.state.ended) {
      const next = this.nextAt;
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

  /** As {@link signal}; what the script would still send to the process, it does not send any more. */
  takeOver(signal: ProcessSignal): void {
    const { scenario, state, tasks } = this.run;
    const isSignal = (index: number): boolean => scenario.script[index]?.signal !== undefined;
    state.scriptLeft -= tasks.remove(task => task.kind === 'script' && isSignal(task.index));
    this.signal(signal);
  }

  /** Sends a request now; returns its id. */
  request(request: ManualRequest): string {
    this.prolong();
    return sendScripted(this.run, manualRequest(request), 'you');
  }

  /**
   * Makes something go wrong now; with the identities of this run. Nothing has happened when the answer is that it
   * cannot.
   */
  inject(fault: Fault): FaultResult {
    const result = inject(this.run, fault);
    if (result.ok) {
      this.prolong();
      this.checkEnd();
    }
    return result;
  }

  /** A copy of this instant. */
  checkpoint(): SimulationCheckpoint {
    const { run } = this;
    return {
      run: new Run(run.scenario, carryOut, { run, events: [] }),
      source: this.source,
      eventCount: run.events.length,
    };
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

  /** Does one thing that is due at `at`; at equal times the kernel's timers come first. */
  private advance(at: Instant): void {
    const { run } = this;
    const { state } = run;
    if (at > state.limit) {
      state.now = state.limit;
      run.emit({
        type: 'note',
        text: `The run was ended after ${toMs(state.limit) / 1000} s: the process had not exited.`,
      });
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
