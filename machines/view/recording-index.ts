/**
 * A growing recording that can be looked at from any point: checkpoints of the view make seeking instant, and both
 * checkpoints and events are bounded. When the bound is reached the oldest events are let go and `forgotten` says so.
 */
import type { RunEvent } from '../recording/events.ts';
import { applyEvents } from './apply-event.ts';
import type { RunPlan } from './plan.ts';
import { emptyView, type RunView } from './run-view.ts';
import { namesMoments } from './unnamed-moments.ts';

const FIRST_SPACING = 1_000;
const MAX_CHECKPOINTS = 64;

/** Events that are kept before the oldest quarter is let go. */
export const MAX_EVENTS = 400_000;

interface Checkpoint {
  /** Number of events applied, counted from the start of the run. */
  readonly count: number;
  readonly view: RunView;
}

/** The events of one run and the views of it. Positions count events from the start of the run. */
export class RecordingIndex {
  /** Whether the run's version has signals; else its moments are what happens. */
  readonly hasSignals: boolean;
  private readonly maxEvents: number;
  private readonly kept: RunEvent[] = [];
  private base: Checkpoint;
  private checkpoints: Checkpoint[] = [];
  private spacing = FIRST_SPACING;
  private latest: Checkpoint;
  private cached: Checkpoint;

  constructor(plan: RunPlan | null, maxEvents: number = MAX_EVENTS) {
    this.maxEvents = maxEvents;
    this.hasSignals = namesMoments(plan);
    this.base = { count: 0, view: emptyView(plan) };
    this.latest = this.base;
    this.cached = this.base;
  }

  /** Events so far, with those that were let go. */
  get count(): number {
    return this.base.count + this.kept.length;
  }

  /** Events that were let go: the earliest position that can be looked at. */
  get forgotten(): number {
    return this.base.count;
  }

  /** Time of the last event, 0 when there is none. */
  get lastT(): number {
    return this.kept.at(-1)?.t ?? this.base.view.t;
  }

  /** Adds what has happened since; events come in order of time. */
  append(events: readonly RunEvent[], from = 0): void {
    for (let index = from; index < events.length; index++) {
      const event = events[index];
      if (event !== undefined) this.kept.push(event);
      if (this.count - this.latest.count >= this.spacing) this.addCheckpoint();
    }
    if (this.kept.length > this.maxEvents) this.forgetOldest();
  }

  /** The event at a position; undefined where there is none or it was let go. */
  event(position: number): RunEvent | undefined {
    return this.kept[position - this.base.count];
  }

  /** The event with this sequence number, found by halving; undefined where it is not kept. */
  bySeq(seq: number): RunEvent | undefined {
    const found = this.kept[firstIndex(this.kept, event => event.seq >= seq)];
    return found?.seq === seq ? found : undefined;
  }

  /** Where the event with this sequence number stands; null where it is not kept. */
  positionOf(seq: number): number | null {
    const place = firstIndex(this.kept, event => event.seq >= seq);
    return this.kept[place]?.seq === seq ? this.base.count + place : null;
  }

  /** The events that are kept of the first `count`. */
  eventsUpTo(count: number): readonly RunEvent[] {
    return this.kept.slice(0, Math.max(0, count - this.base.count));
  }

  /** How many events have happened up to and including time `t`. */
  countAt(t: number): number {
    return this.base.count + firstIndex(this.kept, event => event.t > t);
  }

  /** How many events have happened before time `t`. */
  countBefore(t: number): number {
    return this.base.count + firstIndex(this.kept, event => event.t >= t);
  }

  /** The view after the first `count` events. */
  viewAt(count: number): RunView {
    const target = Math.max(this.base.count, Math.min(count, this.count));
    let start = this.base;
    for (const candidate of [this.checkpointBefore(target), this.cached]) {
      if (candidate.count <= target && candidate.count > start.count) start = candidate;
    }
    const offset = this.base.count;
    const view = applyEvents(start.view, this.kept, start.count - offset, target - offset);
    this.cached = { count: target, view };
    return view;
  }

  private checkpointBefore(target: number): Checkpoint {
    return (
      this.checkpoints[firstIndex(this.checkpoints, checkpoint => checkpoint.count > target) - 1] ?? this.base
    );
  }

  private addCheckpoint(): void {
    const offset = this.base.count;
    const view = applyEvents(this.latest.view, this.kept, this.latest.count - offset, this.kept.length);
    this.latest = { count: this.count, view };
    this.checkpoints.push(this.latest);
    if (this.checkpoints.length <= MAX_CHECKPOINTS) return;
    this.checkpoints = this.checkpoints.filter((_, index) => index % 2 === 1);
    this.spacing *= 2;
  }

  private forgetOldest(): void {
    const target = this.base.count + Math.ceil(this.maxEvents / 4);
    const view = this.viewAt(target);
    this.kept.splice(0, target - this.base.count);
    this.base = { count: target, view };
    this.checkpoints = this.checkpoints.filter(checkpoint => checkpoint.count > target);
    if (this.latest.count < target) this.latest = this.base;
  }
}

/** The first index whose element fulfils a condition that, once true, stays true; the length where none does. */
export function firstIndex<T>(items: readonly T[], holds: (item: T) => boolean): number {
  let low = 0;
  let high = items.length;
  while (low < high) {
    const middle = (low + high) >>> 1;
    if (holds(items[middle] as T)) high = middle;
    else low = middle + 1;
  }
  return low;
}
