/** Scenario time on the monotonic clock: real time × speed. */
import { type Duration, type Instant, micros, toMs } from '../../machines/time.ts';
import type { LiveClock } from './context.ts';

/** The longest time that Node's timers take; longer waits are cut into pieces. */
const LONGEST_TIMEOUT_MS = 2_000_000_000;

/** A clock that starts now and runs `speed` times as fast as the real one. */
export class MonotonicClock implements LiveClock {
  private readonly startedAt = performance.now();
  private readonly speed: number;
  private readonly timeouts = new Set<NodeJS.Timeout>();

  constructor(speed: number) {
    this.speed = speed;
  }

  now(): Instant {
    return Math.floor((performance.now() - this.startedAt) * 1000 * this.speed) as Instant;
  }

  after(delay: Duration, callback: () => void): () => void {
    return this.at((this.now() + delay) as Instant, callback);
  }

  /** Calls back as soon as it is `instant`, never before. */
  at(instant: Instant, callback: () => void): () => void {
    let timeout: NodeJS.Timeout;
    const wait = (): void => {
      const left = toMs(micros(instant - this.now())) / this.speed;
      timeout = setTimeout(
        () => {
          this.timeouts.delete(timeout);
          // Node's timers count whole milliseconds and may come a fraction of one too early.
          if (this.now() < instant) wait();
          else callback();
        },
        Math.max(0, Math.min(left, LONGEST_TIMEOUT_MS)),
      );
      this.timeouts.add(timeout);
    };
    wait();
    return () => {
      clearTimeout(timeout);
      this.timeouts.delete(timeout);
    };
  }

  /** Cancels everything that waits. */
  stop(): void {
    for (const timeout of this.timeouts) clearTimeout(timeout);
    this.timeouts.clear();
  }
}
