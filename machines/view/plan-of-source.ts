/** The plan of a run that says itself which scenario it was: checked, because anybody may have written it. */
import { type ScenarioSource, scenarioSchema } from '../scenario/schema.ts';
import { planOf, type RunPlan } from './plan.ts';

/** The plan of a scenario as it stands in a recording's header; null when there is none or it is not valid. */
export function planOfSource(source: ScenarioSource | null): RunPlan | null {
  const parsed = scenarioSchema.safeParse(source);
  return parsed.success ? planOf(parsed.data) : null;
}
