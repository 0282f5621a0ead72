/** A scenario on another step of the lineage than its own. What that takes is fetched when somebody chooses one. */
import type { Lineage } from '../../machines/lineage.ts';
import type { MissingFlag } from '../../machines/scenario/flag-since.ts';
import { libraryScenario } from '../../machines/scenario/library.ts';
import type { Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';
import { tr } from '../words/language.ts';
import type { OwnScenario } from './own-scenario.ts';

/** A scenario with what was written. */
export interface RunnableScenario {
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
}

export interface ScenarioOnLineage extends RunnableScenario {
  /** The flags of the scenario that this version did not have: they are left out. */
  readonly missing: readonly MissingFlag[];
}

/** As much of a session as says what it runs. */
interface Chosen {
  readonly own: OwnScenario | null;
  readonly scenario: string;
  readonly seed: number | null;
}

/** What a session runs, with its seed, on the lineage that the scenario names; null: the library does not have it. */
export function chosenScenario({ own, scenario: name, seed }: Chosen): RunnableScenario | null {
  const entry = own ?? libraryScenario(name);
  if (!entry) return null;
  const seeded = seed === null ? {} : { seed };
  return { scenario: { ...entry.scenario, ...seeded }, source: { ...entry.source, ...seeded } };
}

/**
 * The scenario as that step runs it; null: the step that it names.
 * @throws Error when it is no scenario on that step; every scenario should be one on any.
 */
export async function onChosenLineage(
  { scenario, source }: RunnableScenario,
  lineage: Lineage | null,
): Promise<ScenarioOnLineage> {
  if (lineage === null) return { scenario, source, missing: [] };
  const [{ onLineage }, { missingFlags }, { validateScenario }] = await Promise.all([
    import('../../machines/scenario/on-lineage.ts'),
    import('../../machines/scenario/flag-since.ts'),
    import('../../machines/scenario/parse.ts'),
  ]);
  const other = onLineage(source, lineage);
  const result = validateScenario(other.source);
  if (!result.ok)
    throw new Error(result.problems.map(({ path, message }) => `${path}: ${message}`).join('; '));
  return {
    scenario: result.scenario,
    source: other.source,
    missing: missingFlags(source.server ?? {}, lineage),
  };
}

/** What a version did not have, in a sentence each. */
export function missingText(lineage: Lineage, missing: readonly MissingFlag[]): string {
  return missing
    .map(({ flag, version }) =>
      tr('Lineage {lineage} has no {flag}: it came with {version}, and is ignored here.', {
        lineage,
        flag,
        version,
      }),
    )
    .join(' ');
}
