/** Runs a simulation to its end in slices, so that the program stays responsive: a live server may run beside it. */
import { setImmediate as nextTurn } from 'node:timers/promises';
import type { Recording } from '../machines/recording/events.ts';
import { type Instant, later, millis } from '../machines/time.ts';

/** A simulation as far as it is needed here. */
export interface SteppedRun extends Recording {
  readonly now: Instant;
  readonly ended: boolean;
  advanceTo(t: Instant): void;
  runToEnd(): void;
}

/** A slice of real time that nobody notices. */
const SLICE_MS = 10;
const SHORTEST_STEP_MS = 1;
/** Quiet times must not lead to a step that a busy time then fills with millions of events. */
const LONGEST_STEP_MS = 1000;

/** Runs to the end. `onSlice` is called every few milliseconds; what it throws ends the run. */
export async function runInSlices(run: SteppedRun, onSlice: () => void): Promise<void> {
  let stepMs = 100;
  while (!run.ended) {
    const began = performance.now();
    const target = later(run.now, millis(stepMs));
    run.advanceTo(target);
    // Nothing is left to happen, or the scenario's limit is reached: only the last word is missing.
    if (!run.ended && run.now < target) run.runToEnd();
    const took = performance.now() - began;
    // How much happens in a second of virtual time is different at any time: the step follows it.
    if (took > SLICE_MS) stepMs = Math.max(SHORTEST_STEP_MS, stepMs / 2);
    else if (took < SLICE_MS / 2) stepMs = Math.min(LONGEST_STEP_MS, stepMs * 2);
    onSlice();
    await nextTurn();
  }
}
