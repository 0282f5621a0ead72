/** What is done again to another simulation, and at which moment it is shown: what a link says of one, or another run. */
import type { Lineage } from '../../machines/lineage.ts';
import type { Deed } from '../../machines/simulation/deed.ts';
import { toMs } from '../../machines/time.ts';
import type { LinkMoment } from '../../machines/view/link.ts';
import { actPhrase } from '../forks/fork-name.ts';
import { clockTime } from '../words/format.ts';
import { tr } from '../words/language.ts';
import type { SimulatedRun } from './simulated-run.ts';

/**
 * Does it again; answers with what could not be done, in words for a person, and null when all was.
 * @param lineage the step that was chosen instead of the scenario's own, if one was: it may not have what was meant.
 */
export function redoAll(
  run: SimulatedRun,
  deeds: readonly Deed[],
  lineage: Lineage | null = null,
): string | null {
  for (const deed of deeds) {
    const result = run.redo(deed);
    if (result.ok) continue;
    const said = {
      at: clockTime(toMs(deed.at), null),
      what: actPhrase(deed.act, tr),
      reason: result.reason,
    };
    return lineage === null
      ? tr('What this link says was done at {at} cannot be done, {what}: {reason}.', said)
      : tr('What was done at {at} cannot be done on {lineage}, {what}: {reason}.', { ...said, lineage });
  }
  return null;
}

/** A moment in milliseconds since the start; null: it counts from a stop that the scenario does not plan. */
export function timeOf(moment: LinkMoment, plannedStopMs: number | null): number | null {
  const origin = moment.from === 'stop' ? plannedStopMs : 0;
  // Whole microseconds, as the model counts: a sum of two fractions may miss an event by its last digit.
  return origin === null ? null : Math.round((origin + moment.ms) * 1000) / 1000;
}
