/** The clients' timers in scenario time; all of them can be cancelled at once. */
import { between, type Duration, type Instant, later, micros, START } from '../../../machines/time.ts';
import type { LiveClock } from '../context.ts';

/** Something that happens at a time of the scenario, counted from the start of the process. */
export interface Appointment {
  readonly at: Duration;
  readonly act: () => void;
}

/** Something that happens again and again. */
export interface Repetition {
  /** When it happens first, counted from the start of the process. */
  readonly start: Duration;
  readonly interval: Duration;
  /** How many of those that have come due meanwhile are made up for at once; the rest is left out. */
  readonly mostAtOnce: number;
  /** Returns whether it goes on. */
  readonly act: () => boolean;
  /** Some were left out. */
  readonly onLeftOut?: () => void;
}

/** No repetition is faster than this, whatever a scenario says. */
const SHORTEST_INTERVAL: Duration = micros(10);

export class Timers {
  private readonly clock: LiveClock;
  private readonly cancels = new Set<() => void>();
  private hasStopped = false;

  constructor(clock: LiveClock) {
    this.clock = clock;
  }

  /** Calls back after a time of the scenario; returns a function that cancels it. */
  after(delay: Duration, act: () => void): () => void {
    if (this.hasStopped) return () => {};
    const stop = this.clock.after(delay, () => {
      this.cancels.delete(cancel);
      act();
    });
    const cancel = (): void => {
      this.cancels.delete(cancel);
      stop();
    };
    this.cancels.add(cancel);
    return cancel;
  }

  /** Keeps appointments in the order of their times, those of one time in the order given; one timer does for all. */
  keep(appointments: readonly Appointment[]): void {
    const sorted = [...appointments].sort((a, b) => a.at - b.at);
    let index = 0;
    const wake = (): void => {
      for (let next = sorted[index]; next && !this.hasStopped; next = sorted[index]) {
        const instant = later(START, next.at);
        if (instant > this.clock.now()) {
          this.at(instant, wake);
          return;
        }
        index++;
        next.act();
      }
    };
    const first = sorted[0];
    if (first) this.at(later(START, first.at), wake);
  }

  /** Repeats something at the rate that the scenario says, also where that is faster than timers come. */
  repeat({ start, interval, mostAtOnce, act, onLeftOut }: Repetition): void {
    const step = micros(Math.max(interval, SHORTEST_INTERVAL));
    let next = later(START, start);
    const wake = (): void => {
      const now = this.clock.now();
      for (let done = 0; next <= now; done++) {
        if (done === mostAtOnce) {
          const leftOut = Math.floor(between(next, now) / step) + 1;
          next = later(next, micros(leftOut * step));
          onLeftOut?.();
          break;
        }
        next = later(next, step);
        if (!act() || this.hasStopped) return;
      }
      this.at(next, wake);
    };
    this.at(next, wake);
  }

  /** Cancels everything, for good. */
  stop(): void {
    this.hasStopped = true;
    for (const cancel of [...this.cancels]) cancel();
  }

  private at(instant: Instant, act: () => void): void {
    this.after(micros(Math.max(0, between(this.clock.now(), instant))), act);
  }
}
