/** A scenario that is not in the library: read from text. The YAML parser is fetched when somebody brings one. */
import type { Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';

export interface OwnScenario {
  /** As it was written. */
  readonly text: string;
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

/** The scenario of a text, or what is wrong with it, in words for a person. */
export async function readOwnScenario(text: string): Promise<OwnScenario | string> {
  const { parseScenario } = await import('../../machines/scenario/parse.ts');
  const result = parseScenario(text);
  if (result.ok) return { text, scenario: result.scenario, source: result.source };
  const [first] = result.problems;
  if (!first) return 'The scenario cannot be used.';
  const more = result.problems.length > 1 ? `, and ${result.problems.length - 1} more` : '';
  const path = first.path === '' ? '' : `${first.path}: `;
  return `The scenario of this link cannot be used: line ${first.line}, ${path}${first.message}${more}.`;
}
