/** Whether the list of runs is open, and which run is compared with the one that is shown. */
import type { Recording } from '../../machines/recording/events.ts';
import { createStore } from '../session/store.ts';

export interface RunsState {
  readonly open: boolean;
  /** The id of the run that is compared; null: none is. */
  readonly comparing: number | null;
  /** A recording or log that was opened to be compared; null: none is. */
  readonly file: { readonly name: string; readonly recording: Recording } | null;
}

export const runsStore = createStore<RunsState>({ open: false, comparing: null, file: null });

export function toggleRuns(): void {
  runsStore.set({ open: !runsStore.get().open, comparing: null, file: null });
}

export function closeRuns(): void {
  runsStore.set({ open: false, comparing: null, file: null });
}

export function compareWith(id: number): void {
  runsStore.set({ open: false, comparing: id, file: null });
}

export function compareWithRecording(name: string, recording: Recording): void {
  runsStore.set({ open: false, comparing: null, file: { name, recording } });
}
