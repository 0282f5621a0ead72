/** Scenarios of the library on any step of the lineage, simulated for the tests of the view. */
import type { Lineage } from '../../../machines/lineage.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { libraryScenario } from '../../../machines/scenario/library.ts';
import { onLineage } from '../../../machines/scenario/on-lineage.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { planOf, type RunPlan } from '../../../machines/view/plan.ts';

export interface LineageRun {
  readonly plan: RunPlan;
  readonly recording: Recording;
  /** When the stop signal came, in milliseconds since the start. */
  readonly stop: number;
}

const runs = new Map<string, LineageRun>();

export function runOn(name: string, lineage: Lineage): LineageRun {
  const key = `${name} ${lineage}`;
  const known = runs.get(key);
  if (known) return known;
  const entry = libraryScenario(name);
  if (!entry) throw new Error(`the library has no ${name}`);
  const { source } = onLineage(entry.source, lineage);
  const checked = validateScenario(source);
  if (!checked.ok) throw new Error(checked.problems[0]?.message);
  const recording = simulate(checked.scenario, source);
  const stop = recording.events.find(event => event.type === 'process.signalled')?.t ?? Number.NaN;
  const run = { plan: planOf(checked.scenario), recording, stop };
  runs.set(key, run);
  return run;
}
