/**
 * Where the playhead stands in a run: at a time, with all that has happened up to it, or between the events of one
 * instant, which are shown one after the other.
 */
import type { RunSource } from './run-source.ts';
import { APART_MS, type InstantGroup, instantAt } from './same-instant.ts';

/** An instant of a run: the position of its first event, and the one behind its last. */
export interface ShownInstant {
  /** Milliseconds since the start of the run. */
  readonly t: number;
  readonly from: number;
  readonly to: number;
}

export class Playhead {
  /** Milliseconds since the start of the run. */
  t = 0;
  /** Events shown when it stands between events of one instant; null: all up to `t`. */
  private between: number | null = null;
  /** The instant that is being shown, and when its next event is. */
  private showing: { readonly group: InstantGroup; readonly nextAt: number } | null = null;
  private instant: ShownInstant | null = null;

  /** Whether it stands at a time, not between events. */
  get isAtTime(): boolean {
    return this.between === null;
  }

  /** Whether an instant is being shown. */
  get isShowing(): boolean {
    return this.showing !== null;
  }

  /** How many events of a run are shown. */
  countIn(source: RunSource): number {
    return this.between ?? source.index.countAt(this.t);
  }

  /** Whether nothing of a run lies behind it. */
  isAtEndOf(source: RunSource, clock: number): boolean {
    return this.t >= source.presentAt(clock) && this.countIn(source) >= source.index.count;
  }

  /** At a time, with all that has happened up to it. */
  stand(t: number): void {
    this.t = t;
    this.between = null;
    this.showing = null;
  }

  /** Behind an event, which may not be the last one of its instant. */
  standBehind(source: RunSource, position: number): void {
    this.stand(source.index.event(position - 1)?.t ?? this.t);
    this.between = position;
  }

  /** Begins to show an instant. */
  show(group: InstantGroup, clock: number): void {
    this.t = group.t;
    this.between = group.stops[0] ?? group.to;
    this.showing = group.stops.length > 1 ? { group, nextAt: clock + APART_MS } : null;
  }

  /** Shows the next event of the instant when its time has come; answers whether the clock may go on. */
  goOnShowing(clock: number): boolean {
    const { showing, between } = this;
    if (!showing) return true;
    if (clock < showing.nextAt) return false;
    const { group } = showing;
    const next = group.stops.find(stop => stop > (between ?? 0)) ?? group.to;
    this.between = next;
    this.showing = next < group.to ? { group, nextAt: clock + APART_MS } : null;
    return false;
  }

  /** Stays where it is, in the middle of an instant as it may be. */
  halt(): void {
    this.showing = null;
  }

  /** The instant in which it stands, the same object as long as it is the same; null at a time. */
  instantIn(source: RunSource): ShownInstant | null {
    const group = this.between === null ? null : instantAt(source.index, this.t);
    const { instant } = this;
    if (!group) this.instant = null;
    else if (instant?.t !== group.t || instant.from !== group.from || instant.to !== group.to)
      this.instant = { t: group.t, from: group.from, to: group.to };
    return this.instant;
  }
}
