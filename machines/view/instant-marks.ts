/**
 * What happens in one instant: the marks of the timeline that belong together though they stand in several lanes. The
 * shutdown's delay and its signal, a hook's end and the listener's: one causes the other, and no time passes.
 */
import type { RunEvent } from '../recording/events.ts';
import { loadBalancerOf, type RunPlan } from './plan.ts';
import { marksShownBy, namesMoments } from './unnamed-moments.ts';

/** Lanes of the timeline that have marks. */
export type MarkLane = 'pod' | 'signals' | 'delay' | 'hooks' | 'readyz' | 'loadBalancer' | 'listener';

/** Marks of one instant in two lanes or more. */
export interface InstantGroup {
  /** The first of them, in milliseconds. */
  readonly t: number;
  /** The event of the first, and of the last. */
  readonly from: number;
  readonly to: number;
  /** The lanes, in causal order. */
  readonly lanes: readonly MarkLane[];
}

/** Events this close together are of one instant; a real clock needs some microseconds from one to the next. */
const INSTANT_MS = 1;
const GROUPS_KEPT = 200;

/** The instants of one run. It grows with {@link append}. */
export class InstantMarks {
  private readonly found: InstantGroup[] = [];
  private open: InstantGroup | null = null;
  private readonly probe: string | null;
  private readonly hasSignals: boolean;

  constructor(plan: RunPlan | null) {
    this.probe = loadBalancerOf(plan)?.name ?? null;
    this.hasSignals = namesMoments(plan);
  }

  append(event: RunEvent): void {
    const own = this.lanesOf(event);
    // Of a version without signals, what happens in their stead stands in their lane.
    const isMoment = !this.hasSignals && marksShownBy(event).length > 0;
    const lanes: readonly MarkLane[] = isMoment ? ['signals', ...own] : own;
    if (lanes.length === 0) return;
    const { t, seq } = event;
    const { open } = this;
    if (!open || t - open.t > INSTANT_MS) {
      this.close();
      this.open = { t, from: seq, to: seq, lanes: [...new Set(lanes)] };
    } else {
      this.open = { ...open, to: seq, lanes: [...new Set([...open.lanes, ...lanes])] };
    }
  }

  /** The instants so far, in order of time. */
  get groups(): readonly InstantGroup[] {
    const { open } = this;
    return open && open.lanes.length > 1 ? [...this.found, open] : this.found;
  }

  private close(): void {
    if (!this.open || this.open.lanes.length < 2) return;
    this.found.push(this.open);
    if (this.found.length > GROUPS_KEPT) this.found.shift();
  }

  private lanesOf(event: RunEvent): readonly MarkLane[] {
    switch (event.type) {
      case 'process.signalled':
      case 'process.exited':
        return ['pod'];
      case 'signal.fired':
        // The bar of the delay begins and ends with its signals, which stand right above it.
        return ['signals'];
      case 'hook.started':
      case 'hook.finished':
        return event.phase === 'preShutdown' ? ['hooks'] : [];
      case 'listener.opened':
      case 'listener.closed':
        return ['listener'];
      case 'health.changed':
        return event.endpoint === '/readyz' ? ['readyz'] : [];
      case 'probe.changed':
        return event.client === this.probe ? ['loadBalancer'] : [];
      default:
        return [];
    }
  }
}
