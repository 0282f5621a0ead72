/**
 * A simulation that remembers its past, so that one can act in it: checkpoints while the run goes on, and what was done
 * to it by hand. The past is never changed; acting in it makes another run, which shares everything up to then.
 */
import type { ProcessSignal, RecordingHeader, RunEvent } from '../recording/events.ts';
import type { Instant } from '../time.ts';
import type { Fault, FaultResult } from '../traffic/fault.ts';
import { type ManualRequest, Simulation, type SimulationCheckpoint } from './simulation.ts';

/** How much a history keeps. */
export interface HistoryLimits {
  /** So many events lie between two checkpoints at least. */
  readonly eventsApart: number;
  /** Checkpoints; when there are more, every other one is let go, and later ones are twice as far apart. */
  readonly checkpoints: number;
  /** Deeds; when there are more, the older half is forgotten, and with it the time before it. */
  readonly deeds: number;
}

const LIMITS: HistoryLimits = { eventsApart: 500, checkpoints: 64, deeds: 10_000 };

/** How far a run was told to go; null: nowhere. */
type Reach = Instant | 'end' | null;

/** What a person did: a signal, a request, a fault. */
interface Deed {
  readonly at: Instant;
  /** How far the run was told to go between the deed before and this one, so that doing it again does the same. */
  readonly reached: Reach;
  readonly act: (simulation: Simulation) => void;
}

interface Moment {
  readonly at: Instant;
  readonly checkpoint: SimulationCheckpoint;
  /** How many deeds had been done since the start of the run. */
  readonly deeds: number;
}

/** What a branch knows from the run that it comes from. */
interface Past {
  readonly moments: readonly Moment[];
  readonly deeds: readonly Deed[];
  readonly forgotten: number;
  readonly eventsApart: number;
  readonly reached: Reach;
}

export class SimulationHistory {
  private readonly simulation: Simulation;
  private readonly limits: HistoryLimits;
  /** Oldest first; the first one is where the known past begins. */
  private moments: Moment[];
  private deeds: readonly Deed[];
  /** Deeds that have been forgotten. */
  private forgotten: number;
  private eventsApart: number;
  /** How far the run was told to go since the last deed. */
  private reached: Reach;

  /** @param simulation from now on moved by this history alone; what it has behind it is not known here. */
  constructor(simulation: Simulation, limits: HistoryLimits = LIMITS, past?: Past) {
    this.simulation = simulation;
    this.limits = limits;
    this.moments = [...(past?.moments ?? [])];
    this.deeds = past?.deeds ?? [];
    this.forgotten = past?.forgotten ?? 0;
    this.eventsApart = past?.eventsApart ?? limits.eventsApart;
    this.reached = past?.reached ?? null;
    this.remember();
  }

  get header(): RecordingHeader {
    return this.simulation.header;
  }

  get events(): readonly RunEvent[] {
    return this.simulation.events;
  }

  get now(): Instant {
    return this.simulation.now;
  }

  get ended(): boolean {
    return this.simulation.ended;
  }

  /** As {@link Simulation.nextAt}. */
  get nextAt(): Instant | null {
    return this.simulation.nextAt;
  }

  /** As {@link Simulation.limit}. */
  get limit(): Instant {
    return this.simulation.limit;
  }

  /** The earliest instant that is known. */
  get earliest(): Instant {
    return this.first.at;
  }

  /** How many checkpoints are kept. */
  get checkpoints(): number {
    return this.moments.length;
  }

  /** As {@link Simulation.advanceTo}. */
  advanceTo(t: Instant): void {
    const { simulation } = this;
    if (simulation.ended) return;
    if (this.reached !== 'end' && (this.reached === null || t > this.reached)) this.reached = t;
    for (
      let next = simulation.nextAt;
      next !== null && next <= t && !simulation.ended;
      next = simulation.nextAt
    ) {
      simulation.advanceTo(next);
      this.rememberAtTimes();
    }
    simulation.advanceTo(t);
  }

  /** As {@link Simulation.runToEnd}. */
  runToEnd(): void {
    const { simulation } = this;
    if (simulation.ended) return;
    this.reached = 'end';
    for (let next = simulation.nextAt; next !== null && !simulation.ended; next = simulation.nextAt) {
      simulation.advanceTo(next);
      this.rememberAtTimes();
    }
    simulation.runToEnd();
  }

  signal(signal: ProcessSignal): void {
    this.do(simulation => simulation.signal(signal));
  }

  /** As {@link Simulation.takeOver}. */
  takeOver(signal: ProcessSignal): void {
    this.do(simulation => simulation.takeOver(signal));
  }

  /** Sends a request now; returns its id. */
  request(request: ManualRequest): string {
    return this.do(simulation => simulation.request(request));
  }

  inject(fault: Fault): FaultResult {
    return this.do(simulation => simulation.inject(fault));
  }

  /**
   * Another run with the same past: all events up to `t` are the same to the byte, with everything that was done by
   * hand until then; nothing that comes later is known to it. From the present on it is a copy of this run.
   * @throws RangeError when `t` lies before {@link earliest}
   */
  forkAt(t: Instant): Simulation {
    if (t < this.earliest)
      throw new RangeError(`the run is known from ${this.earliest} µs on, not at ${t} µs`);
    const { simulation } = this;
    if (t >= simulation.now) {
      const copy = Simulation.resume(simulation.checkpoint(), simulation.events);
      if (t > simulation.now) copy.advanceTo(t);
      return copy;
    }
    const moment = this.moments.findLast(candidate => candidate.at <= t) ?? this.first;
    const fork = Simulation.resume(moment.checkpoint, simulation.events);
    for (const deed of this.deeds.slice(moment.deeds - this.forgotten)) {
      if (deed.at > t) break;
      if (deed.reached === 'end') fork.runToEnd();
      else if (deed.reached !== null) fork.advanceTo(deed.reached);
      deed.act(fork);
    }
    fork.advanceTo(t);
    return fork;
  }

  /** As {@link forkAt}, with the past as a history of its own, so that one can fork again from before the fork. */
  branchAt(t: Instant): SimulationHistory {
    const fork = this.forkAt(t);
    const { forgotten, eventsApart } = this;
    return new SimulationHistory(fork, this.limits, {
      moments: this.moments.filter(moment => moment.at <= t),
      deeds: this.deeds.filter(deed => deed.at <= t),
      forgotten,
      eventsApart,
      reached: this.reachOf(t),
    });
  }

  /** How far a fork at `t` was told to go since its last deed. */
  private reachOf(t: Instant): Reach {
    const { reached, now } = this;
    if (t < now) return t;
    if (t === now || reached === 'end') return reached;
    return reached !== null && reached > t ? reached : t;
  }

  private get first(): Moment {
    return this.moments[0] as Moment;
  }

  private do<T>(act: (simulation: Simulation) => T): T {
    const { reached } = this;
    const at = this.simulation.now;
    const result = act(this.simulation);
    this.reached = null;
    this.deeds = [...this.deeds, { at, reached, act }];
    if (this.deeds.length > this.limits.deeds) this.forget();
    return result;
  }

  private rememberAtTimes(): void {
    const last = this.moments.at(-1)?.checkpoint.eventCount ?? 0;
    // All checkpoints together are then no larger than the recording, however many clients there are.
    const apart = Math.max(this.eventsApart, this.simulation.size);
    if (this.simulation.events.length - last >= apart) this.remember();
  }

  private remember(): void {
    const { simulation } = this;
    const deeds = this.forgotten + this.deeds.length;
    this.moments.push({ at: simulation.now, checkpoint: simulation.checkpoint(), deeds });
    if (this.moments.length <= this.limits.checkpoints) return;
    const last = this.moments.length - 1;
    this.moments = this.moments.filter((_, index) => index % 2 === 0 || index === last);
    this.eventsApart *= 2;
  }

  /** Lets the older half of the deeds go. What remains can be done again only from a moment after them. */
  private forget(): void {
    this.remember();
    const oldest = this.forgotten + Math.ceil(this.deeds.length / 2);
    const moments = this.moments.filter(moment => moment.deeds >= oldest);
    this.moments = moments;
    const gone = this.first.deeds - this.forgotten;
    this.deeds = this.deeds.slice(gone);
    this.forgotten += gone;
  }
}
