/** What is open of the lineages: the list to choose one from, or all of them side by side. */
import { createStore } from '../session/store.ts';

export type OpenLineages = 'choice' | 'table' | null;

export const lineagesStore = createStore<OpenLineages>(null);

export function chooseLineage(): void {
  lineagesStore.set('choice');
}

export function showAllLineages(): void {
  lineagesStore.set('table');
}

/** Closes one of the two; a dialog that says late that it was closed does not close what was opened since. */
export function closeLineages(which: Exclude<OpenLineages, null>): void {
  if (lineagesStore.get() === which) lineagesStore.set(null);
}
