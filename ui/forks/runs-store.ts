/** Whether the list of runs is open, and which run of it is compared with the one that is shown. */
import { createStore } from '../session/store.ts';

export interface RunsState {
  readonly open: boolean;
  /** The id of the run that is compared; null: none is. */
  readonly comparing: number | null;
}

export const runsStore = createStore<RunsState>({ open: false, comparing: null });

export function toggleRuns(): void {
  runsStore.set({ open: !runsStore.get().open, comparing: null });
}

export function closeRuns(): void {
  runsStore.set({ open: false, comparing: null });
}

export function compareWith(id: number): void {
  runsStore.set({ open: false, comparing: id });
}
