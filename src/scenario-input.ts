/** Scenarios as commands and API take them. */
import type { Scenario, ScenarioSource } from '../machines/scenario/schema.ts';

/** A scenario that has been validated, with what was written. */
export interface ValidScenario {
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

/** The scenarios that have a name of their own. */
export type Library = readonly {
  readonly name: string;
  readonly description: string;
  readonly yaml: string;
}[];
