/** Runs a trace's scenario with the real server and real clients. */
import { monitorEventLoopDelay } from 'node:perf_hooks';
import type { RunEvent } from '../../machines/recording/events.ts';
import { startLiveRun } from '../../src/live/run.ts';
import { scenarioOf, type Trace } from './trace.ts';

/** Machines are noisy: what the real server does may come this much earlier or later than on the recorded ones. */
export const LIVE_TOLERANCE = { absoluteMs: 250, relative: 0.1 };

/**
 * A run during which this process stood still for longer than this says something about the machine and nothing about
 * the server: it is done again.
 */
const LONGEST_STALL_MS = 100;
const ATTEMPTS = 4;

/** The events of a run on a machine that let it run; after some stalled attempts, of one that it did not. */
export async function runLive(trace: Trace): Promise<readonly RunEvent[]> {
  for (let attempt = 1; ; attempt++) {
    const delay = monitorEventLoopDelay({ resolution: 10 });
    delay.enable();
    const run = await startLiveRun({
      scenario: scenarioOf(trace),
      source: trace.scenario,
      speed: 1,
      port: 0,
      script: true,
      record: 'all',
    });
    await run.done;
    delay.disable();
    if (delay.max / 1e6 <= LONGEST_STALL_MS || attempt === ATTEMPTS) return run.events;
  }
}
