/** A run that happens in the page: the simulation, paced by the player. */
import type { ProcessSignal } from '../../machines/recording/events.ts';
import type { Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';
import { Simulation } from '../../machines/simulation/simulation.ts';
import { instantFromMs, toMs } from '../../machines/time.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';
import { planOf, type RunPlan } from '../../machines/view/plan.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { Tracks } from '../../machines/view/tracks.ts';
import type { HandRequest, RunSource } from './run-source.ts';

interface RequestSent {
  readonly at: number;
  readonly request: HandRequest;
}

export class SimulatedRun implements RunSource {
  readonly mode = 'simulate';
  readonly link = 'open';
  readonly plan: RunPlan;
  index: RecordingIndex;
  tracks: Tracks;
  plannedStop: number | null;
  private scenario: Scenario;
  private readonly source: ScenarioSource;
  private simulation: Simulation;
  /** Somebody has acted: the scenario alone does not make this run again. */
  isByHand = false;
  private taken = 0;
  private readonly sent: RequestSent[] = [];

  /** @param source the scenario as it was written: it goes into the recording's header. */
  constructor(scenario: Scenario, source: ScenarioSource) {
    this.source = source;
    this.scenario = scenario;
    this.plan = planOf(this.scenario);
    this.plannedStop = this.plan.scriptedStopMs;
    this.index = new RecordingIndex(this.plan);
    this.tracks = new Tracks(this.plan);
    this.simulation = new Simulation(this.scenario, source);
    this.take();
  }

  get ended(): boolean {
    return this.simulation.ended;
  }

  presentAt(): number {
    return toMs(this.simulation.now);
  }

  advanceTo(t: number): void {
    this.simulation.advanceTo(instantFromMs(t));
    this.take();
  }

  signal(signal: ProcessSignal): void {
    this.isByHand = true;
    this.dropScriptedSignals();
    this.simulation.signal(signal);
    this.take();
  }

  request(request: HandRequest): void {
    this.isByHand = true;
    this.sent.push({ at: this.presentAt(), request });
    this.simulation.request(request);
    this.take();
  }

  async inject(fault: Fault): Promise<FaultResult> {
    this.isByHand = true;
    const result = this.simulation.inject(fault);
    this.take();
    return result;
  }

  dispose(): void {}

  private take(): void {
    const { events } = this.simulation;
    this.index.append(events, this.taken);
    this.tracks.append(events, this.taken);
    this.taken = events.length;
  }

  /**
   * When the person stops the server, the script must not stop it a second time: the run is made again without the
   * signals that the script still has in store. Up to now it is the same run, for the same seed gives the same events.
   */
  private dropScriptedSignals(): void {
    const now = this.presentAt();
    const script = this.scenario.script.filter(
      entry => !entry.signal || entry.at === undefined || toMs(entry.at) <= now,
    );
    if (script.length === this.scenario.script.length) return;
    this.scenario = { ...this.scenario, script };
    this.simulation = new Simulation(this.scenario, this.source);
    for (const { at, request } of this.sent) {
      this.simulation.advanceTo(instantFromMs(at));
      this.simulation.request(request);
    }
    this.simulation.advanceTo(instantFromMs(now));
    this.index = new RecordingIndex(this.plan);
    this.tracks = new Tracks(this.plan);
    this.taken = 0;
    if (this.plannedStop !== null && this.plannedStop > now) this.plannedStop = null;
    this.take();
  }
}
