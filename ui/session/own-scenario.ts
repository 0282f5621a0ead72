/** A scenario that is not in the library: read from text. The YAML parser is fetched when somebody brings one. */
import { libraryScenario } from '../../machines/scenario/library.ts';
import type { ScenarioProblem } from '../../machines/scenario/parse.ts';
import type { Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';
import { tr } from '../words/language.ts';

export interface OwnScenario {
  /** As it was written. */
  readonly text: string;
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

/** All that is wrong with a scenario, each with its line and column. */
export interface ScenarioProblems {
  readonly problems: readonly ScenarioProblem[];
}

/** The scenario of a text, or what is wrong with it. */
export async function readOwnScenario(text: string): Promise<OwnScenario | ScenarioProblems> {
  const { parseScenario } = await import('../../machines/scenario/parse.ts');
  const result = parseScenario(text);
  return result.ok
    ? { text, scenario: result.scenario, source: result.source }
    : { problems: result.problems };
}

/** A scenario of the library, with another seed if that is not null. */
export interface LibraryWish {
  readonly library: string;
  readonly seed: number | null;
}

/** The scenario of a recording: the library's where it is that, else as a text of its own. */
export async function ownScenarioOf(
  source: ScenarioSource,
): Promise<LibraryWish | OwnScenario | ScenarioProblems> {
  const library = libraryScenario(source.name);
  const { seed } = source;
  if (library && JSON.stringify({ ...library.source, seed }) === JSON.stringify(source))
    return { library: library.name, seed: seed === library.source.seed ? null : (seed ?? null) };
  const { stringify } = await import('yaml');
  return readOwnScenario(stringify(source));
}

/** What is wrong with the scenario of a link, in a sentence. */
export function problemOfLink({ problems }: ScenarioProblems): string {
  return tr('The scenario of this link cannot be used: {what}.', { what: firstOf(problems) });
}

/** What is wrong with the scenario of a recording, in a sentence. */
export function problemOfRecording({ problems }: ScenarioProblems): string {
  return tr('The scenario of this recording cannot be used: {what}.', { what: firstOf(problems) });
}

/** The first problem, and how many more there are. */
function firstOf(problems: readonly ScenarioProblem[]): string {
  const [first] = problems;
  if (!first) return tr('unknown');
  const { line, message } = first;
  const path = first.path === '' ? '' : `${first.path}: `;
  const where = tr('line {line}, {what}', { line, what: `${path}${message}` });
  const more = problems.length - 1;
  return more === 0 ? where : tr('{first}, and {more} more', { first: where, more });
}
