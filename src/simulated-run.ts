/** Runs a simulation to its end in slices, so that the program stays responsive: a live server may run beside it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recording } from '../machines/recording/events.ts';
import { type AdvancingRun, slices } from '../machines/simulation/slices.ts';

/** A simulation as far as it is needed here. */
export interface SteppedRun extends Recording, AdvancingRun {}

/** A slice of real time that nobody notices. */
const SLICE_MS = 10;

/** Runs to the end. `onSlice` is called every few milliseconds; what it throws ends the run. */
export async function runInSlices(run: SteppedRun, onSlice: () => void): Promise<void> {
  for (const _ of slices(run, () => performance.now(), SLICE_MS)) {
    onSlice();
    await nextTurn();
  }
}
