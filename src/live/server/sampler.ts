/**
 * Which requests of strangers are recorded one by one. When they come faster than a recording can take, the rest are
 * only counted and reported once a second in a `requests.summarized` event: the server never waits for its recorder,
 * and nothing grows without bound.
 */
import type { Outcome } from '../../../machines/recording/events.ts';
import { type Duration, seconds, toMs } from '../../../machines/time.ts';
import type { LiveContext } from '../context.ts';

/** Requests a second that are recorded one by one. */
const PER_SECOND = 250;
/** So many may come at once before the rate holds. */
const BURST = 1_000;
/** After this many recorded ones only counts are kept: a recording of a day under load still fits into memory. */
const MAX_RECORDED = 50_000;

const WINDOW: Duration = seconds(1);

export class Sampler {
  private readonly context: LiveContext;
  private tokens = BURST;
  private recorded = 0;
  private refilledAt: number;
  private counted = new Map<Outcome, number>();
  private windowFrom: number | null = null;

  private readonly record: 'all' | 'sampled' | 'none';

  /** @param record whether strangers' requests are recorded all (up to a bound), at a bounded rate, or not at all */
  constructor(context: LiveContext, record: 'all' | 'sampled' | 'none') {
    this.context = context;
    this.record = record;
    this.refilledAt = context.clock.now();
  }

  /** Whether the next request is recorded. */
  takes(): boolean {
    if (this.record === 'none' || this.recorded >= MAX_RECORDED) return false;
    if (this.record === 'sampled') {
      if (this.tokens < 1) this.refill();
      if (this.tokens < 1) return false;
      this.tokens--;
    }
    this.recorded++;
    return true;
  }

  /** Counts the end of a request that was not recorded. */
  count(outcome: Outcome): void {
    if (this.record === 'none') return;
    if (this.windowFrom === null) {
      this.windowFrom = this.context.clock.now();
      this.context.clock.after(WINDOW, () => this.report());
    }
    this.counted.set(outcome, (this.counted.get(outcome) ?? 0) + 1);
  }

  /** Reports what has been counted since the last report. */
  report(): void {
    if (this.windowFrom === null) return;
    const from = toMs(this.windowFrom as Duration);
    const to = toMs(this.context.clock.now());
    this.context.emit({ type: 'requests.summarized', from, to, outcomes: Object.fromEntries(this.counted) });
    this.counted = new Map();
    this.windowFrom = null;
  }

  private refill(): void {
    const now = this.context.clock.now();
    this.tokens = Math.min(BURST, this.tokens + ((now - this.refilledAt) / WINDOW) * PER_SECOND);
    this.refilledAt = now;
  }
}
