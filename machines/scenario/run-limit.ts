/** How long a run may last, simulated or live. */
import { type Instant, later, START, seconds } from '../time.ts';
import type { Scenario } from './schema.ts';

/** A run without a signal ends this long after the last entry of its script. */
const QUIET_TAIL = seconds(10);
/** A run with a signal ends this long after it, if the process has not exited by then. */
const STUCK_TAIL = seconds(600);

/** When a run ends by itself though its process has not exited. */
export function runLimit(scenario: Scenario): Instant {
  if (scenario.duration !== undefined) return later(START, scenario.duration);
  const last = Math.max(0, ...scenario.script.map(entry => entry.at ?? 0));
  const isStopped = scenario.script.some(entry => entry.signal !== undefined);
  return (last +
    (isStopped ? STUCK_TAIL + scenario.server['shutdown-delay-duration'] : QUIET_TAIL)) as Instant;
}
