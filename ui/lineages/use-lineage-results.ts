/** The results of all lineages, as they come in. */
import { useEffect, useState } from 'react';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { type LineageResult, simulateLineages } from './simulate-lineages.ts';

export interface LineageResults {
  readonly results: readonly LineageResult[];
  /** Why there are none; null: nothing is wrong. */
  readonly problem: string | null;
}

/** Simulates what the session shows when the view is opened; what happens to the session later does not matter. */
export function useLineageResults(session: Session): LineageResults {
  const [state, setState] = useState<LineageResults>({ results: [], problem: null });
  useEffect(() => {
    let isWanted = true;
    const simulate = async (): Promise<void> => {
      const shown = await session.shownScenario();
      if (!shown) {
        setState({ results: [], problem: tr('What is shown has no scenario that others could run.') });
        return;
      }
      for await (const result of simulateLineages(shown.entry, shown.deeds, () => isWanted)) {
        if (!isWanted) return;
        setState(({ results }) => ({ results: [...results, result], problem: null }));
      }
    };
    simulate().catch((error: unknown) => {
      if (isWanted)
        setState({ results: [], problem: error instanceof Error ? error.message : String(error) });
    });
    return () => {
      isWanted = false;
    };
  }, [session]);
  return state;
}
