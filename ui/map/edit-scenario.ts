/** The scenario with one value changed, and run again. The YAML library is fetched by those who change something. */
import { libraryScenario } from '../../machines/scenario/library.ts';
import type { PlayerState } from '../session/player.ts';
import type { Session } from '../session/session.ts';

export type ScenarioPath = readonly (string | number)[];

/** A text of a scenario with a value changed or added; comments and all else stay as they are written. */
export async function withValue(
  text: string,
  path: ScenarioPath,
  value: string | number | boolean,
): Promise<string> {
  const { setAt } = await import('../editor/edit-document.ts');
  return setAt(text, [...path], value, () => []);
}

/** Whether the run can be made again with another value: a live one has to end first, a recording has ended. */
export function canEdit({ source, ended }: PlayerState): boolean {
  return source?.mode === 'simulate' || (source?.mode === 'live' && ended);
}

/**
 * Runs the scenario again with a value changed. One that played plays from its beginning; one that stood stands at the
 * same moment, so that the difference is seen at once.
 * @returns what is wrong with the value, in words for a person; null: it runs.
 */
export async function runWithValue(
  session: Session,
  path: ScenarioPath,
  value: string | number | boolean,
): Promise<string | null> {
  const { own, scenario, seed, lineage } = session.store.get();
  const written = own?.text ?? libraryScenario(scenario)?.yaml;
  if (written === undefined) return null;
  const { presentText } = await import('../editor/present-text.ts');
  const text = presentText(written, { seed, lineage });
  const { playing, t, source } = session.player.store.get();
  const result = await session.runScenario(await withValue(text, path, value));
  if ('problems' in result) return result.problems[0]?.message ?? null;
  if (source?.mode === 'simulate' && !playing) session.player.standAtTime(t, performance.now());
  return null;
}
