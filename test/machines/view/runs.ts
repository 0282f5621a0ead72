/** Runs for the tests of the view: library scenarios, simulated once each. */
import type { Recording } from '../../../machines/recording/events.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { planOf, type RunPlan } from '../../../machines/view/plan.ts';
import { emptyView, type RunView } from '../../../machines/view/run-view.ts';

export interface LibraryRun {
  readonly plan: RunPlan;
  readonly recording: Recording;
  /** When the stop signal came, in milliseconds since the start. */
  readonly stop: number;
}

const runs = new Map<string, LibraryRun>();

export const SCENARIOS = LIBRARY.map(entry => entry.name);

/** The whole run of a scenario of the library. */
export function libraryRun(name: string): LibraryRun {
  let run = runs.get(name);
  if (!run) {
    const entry = libraryScenario(name);
    if (!entry) throw new Error(`the library has no ${name}`);
    const recording = simulate(entry.scenario, entry.source);
    const stop = recording.events.find(event => event.type === 'process.signalled')?.t ?? Number.NaN;
    run = { plan: planOf(entry.scenario), recording, stop };
    runs.set(name, run);
  }
  return run;
}

/** The view of a run at a time since its stop, in milliseconds. */
export function viewAt(run: LibraryRun, sinceStop: number): RunView {
  const { events } = run.recording;
  const count = events.filter(event => event.t <= run.stop + sinceStop).length;
  return applyEvents(emptyView(run.plan), events, 0, count);
}
