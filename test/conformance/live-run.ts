/** Runs a trace's scenario with the real server and real clients. */
import type { RunEvent } from '../../machines/recording/events.ts';
import { startLiveRun } from '../../src/live/run.ts';
import { scenarioOf, type Trace } from './trace.ts';

/** Machines are noisy: what the real server does may come this much earlier or later than on the recorded ones. */
export const LIVE_TOLERANCE = { absoluteMs: 250, relative: 0.1 };

export async function runLive(trace: Trace): Promise<readonly RunEvent[]> {
  const run = await startLiveRun({
    scenario: scenarioOf(trace),
    source: trace.scenario,
    speed: 1,
    port: 0,
    script: true,
    record: 'all',
  });
  await run.done;
  return run.events;
}
