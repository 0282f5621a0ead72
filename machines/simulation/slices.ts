/**
 * A simulation advanced a little at a time, so that whoever runs it can do something else in between: a live server in
 * the same program, the frames of the page.
 */
import { type Instant, later, millis } from '../time.ts';

/** A simulation as far as it is needed here. */
export interface AdvancingRun {
  readonly now: Instant;
  readonly ended: boolean;
  advanceTo(t: Instant): void;
  runToEnd(): void;
}

const SHORTEST_STEP_MS = 1;
/** Quiet times must not lead to a step that a busy time then fills with millions of events. */
const LONGEST_STEP_MS = 1000;
const FIRST_STEP_MS = 100;

/**
 * Advances a run to `until`, or to its end, in steps that take about `stepMs` of real time; yields after each.
 * @param clock real time in milliseconds, from any origin
 */
export function* slices(
  run: AdvancingRun,
  clock: () => number,
  stepMs: number,
  until: Instant | null = null,
): Generator<void, void> {
  let virtualMs = FIRST_STEP_MS;
  while (!run.ended && (until === null || run.now < until)) {
    const began = clock();
    const next = later(run.now, millis(virtualMs));
    const target = until !== null && until < next ? until : next;
    run.advanceTo(target);
    // Nothing is left to happen, or the scenario's limit is reached: only the last word is missing.
    if (!run.ended && run.now < target) {
      if (until !== null) return;
      run.runToEnd();
    }
    const took = clock() - began;
    // How much happens in a second of virtual time is different at any time: the step follows it.
    if (took > stepMs) virtualMs = Math.max(SHORTEST_STEP_MS, virtualMs / 2);
    else if (took < stepMs / 2) virtualMs = Math.min(LONGEST_STEP_MS, virtualMs * 2);
    yield;
  }
}
