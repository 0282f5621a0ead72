/** A run that happens in the page: the simulation, paced by the player. Its past can be acted in, on a branch. */
import type { ProcessSignal, RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
import type { Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';
import { type Act, type Deed, perform } from '../../machines/simulation/deed.ts';
import { SimulationHistory } from '../../machines/simulation/history.ts';
import { Simulation } from '../../machines/simulation/simulation.ts';
import { instantFromMs, toMs } from '../../machines/time.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import { MOST_DEEDS } from '../../machines/view/link-deeds.ts';
import { planOf, type RunPlan } from '../../machines/view/plan.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { Tracks } from '../../machines/view/tracks.ts';
import type { HandRequest, RunSource } from './run-source.ts';

interface Past {
  readonly history: SimulationHistory;
  readonly deeds: readonly Deed[];
}

export class SimulatedRun implements RunSource {
  readonly mode = 'simulate';
  readonly link = 'open';
  readonly plan: RunPlan;
  readonly index: RecordingIndex;
  readonly tracks: Tracks;
  private readonly scenario: Scenario;
  private readonly source: ScenarioSource;
  private readonly history: SimulationHistory;
  private done: readonly Deed[];
  private taken = 0;

  /** @param source the scenario as it was written: it goes into the recording's header. */
  constructor(scenario: Scenario, source: ScenarioSource, past?: Past) {
    this.source = source;
    this.scenario = scenario;
    this.plan = planOf(scenario);
    this.index = new RecordingIndex(this.plan);
    this.tracks = new Tracks(this.plan);
    this.history = past?.history ?? new SimulationHistory(new Simulation(scenario, source));
    this.done = past?.deeds ?? [];
    this.take();
  }

  get header(): RecordingHeader {
    return this.history.header;
  }

  /** Everything that has happened so far. */
  get events(): readonly RunEvent[] {
    return this.history.events;
  }

  get ended(): boolean {
    return this.history.ended;
  }

  /** What was done by hand, in order of time; when it is more than a link holds, not all of it. */
  get deeds(): readonly Deed[] {
    return this.done;
  }

  get plannedStop(): number | null {
    const { scriptedStopMs } = this.plan;
    if (scriptedStopMs === null) return null;
    // Who has sent a signal by hand has taken the script's signals over.
    const planned = instantFromMs(scriptedStopMs);
    return this.done.some(({ at, act }) => act.kind === 'signal' && at < planned) ? null : scriptedStopMs;
  }

  presentAt(): number {
    return toMs(this.history.now);
  }

  advanceTo(t: number, stopsAt?: (before: number) => boolean): void {
    const { history } = this;
    const to = instantFromMs(t);
    if (stopsAt) {
      for (let next = history.nextAt; next !== null && next <= to && !history.ended; next = history.nextAt) {
        const before = this.index.count;
        history.advanceTo(next);
        this.take();
        if (this.index.count > before && stopsAt(before)) return;
      }
    }
    history.advanceTo(to);
    // Whoever stands at the limit stands at the end, however long the next thing would be in coming.
    if (history.now >= history.limit && !history.ended) history.runToEnd();
    this.take();
  }

  /** Lets it happen to its end. */
  runToEnd(): void {
    this.history.runToEnd();
    this.take();
  }

  signal(signal: ProcessSignal): void {
    this.act({ kind: 'signal', signal });
  }

  request({ path, connection, protocol }: HandRequest): void {
    this.act({ kind: 'request', path, connection, protocol });
  }

  async inject(fault: Fault): Promise<FaultResult> {
    return this.act({ kind: 'fault', fault });
  }

  /** Does something now. What is due now is done before it: doing it again, by its instant, gives the same run. */
  act(act: Act): FaultResult {
    this.advanceTo(this.presentAt());
    const at = this.history.now;
    const result = perform(this.history, act);
    // One more than a link holds: it shows that there are too many.
    if (result.ok && this.done.length <= MOST_DEEDS) this.done = [...this.done, { at, act }];
    this.take();
    return result;
  }

  /** Does a deed at its time, as far as that has not gone by; answers whether it could be done. */
  redo({ at, act }: Deed): FaultResult {
    if (toMs(at) > this.presentAt()) this.advanceTo(toMs(at));
    return this.act(act);
  }

  /** @throws RangeError when so much was done since that the time before it is not known any more */
  branchAt(t: number): SimulatedRun {
    const at = instantFromMs(t);
    const history = this.history.branchAt(at);
    return new SimulatedRun(this.scenario, this.source, {
      history,
      deeds: this.done.filter(deed => deed.at <= at),
    });
  }

  dispose(): void {}

  private take(): void {
    const { events } = this.history;
    this.index.append(events, this.taken);
    this.tracks.append(events, this.taken);
    this.taken = events.length;
  }
}
