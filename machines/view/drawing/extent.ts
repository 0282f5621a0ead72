/** How much time the timeline shows: what the scenario plans, and more when the run outlasts it, in few large steps. */
import type { RunPlan } from '../plan.ts';

/** Without a stop there is no plan: this much at first. */
const QUIET_MS = 20_000;
const GROWTH = 1.4;
/** The present never comes closer to the right end than this part of the scale. */
const AHEAD = 0.94;
/** A grace period that ends later than this many times the rest of the plan stays beyond the edge. */
const GRACE_FITS = 2;

/** Room behind the last event of a run that is known to its end: a part of it, and at most so much. */
const AIR = 0.06;
const MOST_AIR_MS = 2_000;

/** The right end of the timeline of a recording, whose last event is known. Its long waits are folded: hence the bound. */
export function recordingEnd(last: number): number {
  return last + Math.min(last * AIR, MOST_AIR_MS);
}

/** The right end of the timeline, in milliseconds since the start of the run. */
export function timelineEnd(plan: RunPlan | null, stop: number | null, present: number): number {
  let end = QUIET_MS;
  if (plan && stop !== null) {
    const hooks = plan.preShutdownHooks.reduce(
      (sum, hook) => sum + (hook.takesMs ?? plan.gracePeriodMs ?? 0),
      0,
    );
    const work = Math.max(plan.shutdownDelayMs, hooks) + plan.watchGraceMs;
    end = stop + Math.max(work * 1.4, work + 4_000, plan.scriptEndMs - stop + 1_000);
    const kill = plan.gracePeriodMs === null ? null : stop + plan.gracePeriodMs;
    if (kill !== null && kill <= end * GRACE_FITS)
      end = Math.max(end, stop + (plan.gracePeriodMs ?? 0) * 1.16);
  }
  end = Math.ceil(end / 1000) * 1000;
  while (present > end * AHEAD) end = Math.ceil((end * GROWTH) / 1000) * 1000;
  return end;
}
