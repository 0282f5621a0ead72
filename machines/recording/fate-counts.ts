/** How many requests of a run came to which end. */
import type { RunFacts } from './facts.ts';
import type { Fate } from './fate.ts';
import { fateOfCounted } from './outcomes.ts';

/** Counts all requests: those with events of their own, those that are only counted, and those left out of a short recording. */
export function fateCounts({
  fates,
  counted,
  omitted,
}: Pick<RunFacts, 'fates' | 'counted' | 'omitted'>): ReadonlyMap<Fate, number> {
  const counts = new Map<Fate, number>();
  const add = (fate: Fate, number: number) => counts.set(fate, (counts.get(fate) ?? 0) + number);
  for (const { fate } of fates) add(fate, 1);
  for (const [outcome, number] of counted) add(fateOfCounted(outcome), number);
  for (const [fate, number] of omitted?.fates ?? []) add(fate, number);
  return counts;
}
