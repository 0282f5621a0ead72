/** Which part of the timeline is shown, and which waits are unfolded: what keys, buttons and gestures change. */
import type { Fold, TimeScale } from '../../machines/view/time-scale.ts';
import { createStore } from '../session/store.ts';

/** A part of the timeline. It follows the playhead as long as that moves, unless the person panned. */
interface Part {
  readonly start: number;
  /** Pixels per millisecond. */
  readonly density: number;
  readonly panned: boolean;
}

export interface TimelineChoice {
  /** null: everything. */
  readonly part: Part | null;
  /** Beginnings of waits that the person has unfolded. */
  readonly unfolded: ReadonlySet<number>;
}

/** The timeline as it is drawn. */
interface Drawn {
  /** Everything, and the part that is shown. */
  readonly whole: TimeScale;
  readonly shown: TimeScale;
  readonly playhead: number;
}

const ALL: TimelineChoice = { part: null, unfolded: new Set() };
/** The shortest part that can be shown. */
const SHORTEST_MS = 200;
/** When the moving playhead passes this part of the width, the view goes on by half of its width. */
const TURN_AT = 0.9;
/** A view that is as little as this beside the chosen one is the chosen one. */
const TURNED_PX = 1;

class TimelineView {
  readonly store = createStore<TimelineChoice>(ALL);
  private drawn: Drawn | null = null;

  /** Says what is on the screen; everything else starts from there. What the view has followed to stays in it. */
  draws(drawn: Drawn): void {
    this.drawn = drawn;
    const { part, unfolded } = this.store.get();
    if (!part || Math.abs(drawn.shown.x(part.start)) < TURNED_PX) return;
    this.store.set({ part: { ...part, start: drawn.shown.start }, unfolded });
  }

  /** Everything, all long waits folded. */
  fit(): void {
    this.store.set(ALL);
  }

  /** Magnifies; the time at `x` keeps its place, without it the playhead, or the middle where that is out of sight. */
  zoom(factor: number, x?: number): void {
    if (!this.drawn) return;
    const { whole, shown, playhead } = this.drawn;
    const head = shown.x(playhead);
    const fixed = x ?? (head >= 0 && head <= shown.width ? head : shown.width / 2);
    const density = Math.min(shown.density * factor, shown.width / SHORTEST_MS);
    const { part, unfolded } = this.store.get();
    if (density <= whole.density) this.store.set({ part: null, unfolded });
    else this.show(shown.zoomed(density, fixed), part?.panned ?? false);
  }

  /** Magnifies about `x`, and moves what is there by `moved` pixels to the right: two fingers do both at once. */
  pinch(factor: number, x: number, moved: number): void {
    if (!this.drawn) return;
    const { whole, shown } = this.drawn;
    const density = Math.min(shown.density * factor, shown.width / SHORTEST_MS);
    if (density <= whole.density) this.store.set({ part: null, unfolded: this.store.get().unfolded });
    else this.show(shown.zoomed(density, x).moved(-moved), true);
  }

  /** Moves the view to the right by a part of its width. */
  panBy(widths: number): void {
    if (this.drawn) this.pan(widths * this.drawn.shown.width);
  }

  /** Moves the view to the right by pixels. */
  pan(px: number): void {
    if (this.drawn && this.store.get().part) this.show(this.drawn.shown.moved(px), true);
  }

  unfold(fold: Fold): void {
    const { part, unfolded } = this.store.get();
    this.store.set({ part, unfolded: new Set([...unfolded, fold.from]) });
  }

  private show(wanted: TimeScale, panned: boolean): void {
    if (!this.drawn) return;
    const { whole } = this.drawn;
    const { start, density } = wanted.within(whole.start, whole.end);
    this.store.set({ part: { start, density, panned }, unfolded: this.store.get().unfolded });
  }
}

/** The page has one timeline. */
export const timelineView = new TimelineView();

/** The scale of what is shown. `follow` is where the moving playhead is; null: it stands still. */
export function scaleShown(whole: TimeScale, part: Part | null, follow: number | null): TimeScale {
  if (!part || part.density <= whole.density) return whole;
  const chosen = whole.zoomed(part.density, 0);
  let shown = chosen.moved(chosen.x(part.start));
  if (follow !== null && !part.panned) {
    const page = whole.width / 2;
    const ahead = shown.x(follow) - whole.width * TURN_AT;
    const behind = shown.x(follow);
    // By half views, not by pixels: the picture stands still between two turns, and finished bars stay painted.
    if (ahead > 0) shown = shown.moved(Math.ceil(ahead / page) * page);
    else if (behind < 0) shown = shown.moved(Math.floor(behind / page) * page);
  }
  return shown.within(whole.start, whole.end);
}
