/** The two wait groups of the simulated server: who is still in flight, and who waits for that to end. */
import { shuffled } from '../kernel/random.ts';
import { type Duration, micros, seconds } from '../time.ts';
import type { Run } from './run.ts';

/** After a counted request has ended: says how many are left while anybody waits, and tells the kernel when none is. */
export function reportDrain(run: Run, cause: readonly number[]): void {
  const { state } = run;
  const { counts } = state;
  // Nobody waits any more in a process that is gone.
  if (run.view.exited) return;
  if (run.view.drainWaits) {
    run.emit({
      type: 'drain.changed',
      nonLongRunning: counts.nonLongRunning,
      watches: counts.watches,
      cause,
    });
  }
  answerDrains(run, cause);
}

/** Answers the waits that are over. */
export function answerDrains(run: Run, cause: readonly number[]): void {
  const { state } = run;
  if (state.drainAwaited && state.counts.nonLongRunning === 0) {
    state.drainAwaited = false;
    run.feed({ type: 'drain.emptied' }, cause);
  }
  if (state.watchDrainAwaited && state.counts.countedWatches === 0) {
    state.watchDrainAwaited = false;
    run.feed({ type: 'watches.emptied' }, cause);
  }
}

/**
 * Tells the watches to end. Each that ends while the server waits takes a token first, 200 a second or more; but the
 * telling and the waiting race, and handlers that are quicker than the waiting goroutine are not limited at all. Both
 * were seen on real servers: the run's random numbers decide.
 */
export function endWatches(run: Run, floorPerSecond: number, graceMs: number): void {
  const watches = [...run.state.requests.values()].filter(
    request =>
      request.served === 'executing' &&
      request.handling?.kind === 'watch' &&
      !request.handling.ignoresShutdown &&
      !request.stalled,
  );
  const isLimited = run.random.unit() < 0.5;
  const perSecond = Math.max(floorPerSecond, run.state.counts.countedWatches / (graceMs / 1000));
  const interval: Duration = micros(isLimited ? seconds(1) / perSecond : 0);
  const [order, next] = shuffled(watches, run.random.state);
  run.random.state = next;
  order.forEach((request, index) => {
    run.after(micros(200 + index * interval), { kind: 'endWatch', request: request.id });
  });
}
