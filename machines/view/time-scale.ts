/** Milliseconds to pixels and back, with long waits folded: every position on the timeline comes from one of these. */

/** A span in which nothing happens; all of it is drawn `TimeScale.foldPx` wide, however long it lasts. */
export interface Fold {
  readonly from: number;
  readonly to: number;
}

/** A place on the timeline in pixels. */
export interface Span {
  readonly left: number;
  readonly width: number;
}

const NICE_STEPS_MS = [
  10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 20e3, 30e3, 60e3, 120e3, 300e3, 600e3, 1800e3, 3600e3,
];
/** Folds never take more than this part of the width. */
const FOLDS_AT_MOST = 0.45;
/** What sticks out of the view by more than this, in pixels, is cut there. */
const BLEED_PX = 4;

/** Continuous and strictly rising, also beyond the view; `t` is the inverse of `x`. */
export class TimeScale {
  /** The times at the left and the right edge, in milliseconds. */
  readonly start: number;
  readonly end: number;
  /** In pixels. */
  readonly width: number;
  /** Pixels per millisecond, outside of folds. */
  readonly density: number;
  /** In order, and apart from each other. */
  readonly folds: readonly Fold[];
  readonly foldPx: number;
  private readonly offset: number;

  constructor(start: number, density: number, width: number, folds: readonly Fold[] = [], foldPx = 0) {
    this.start = start;
    this.density = density;
    this.width = width;
    this.folds = folds;
    this.foldPx = foldPx;
    this.offset = this.run(start);
    this.end = this.t(width);
  }

  /** The scale that shows all from `start` to `end`; folds lie between the two. */
  static fit(start: number, end: number, width: number, folds: readonly Fold[] = [], foldPx = 0): TimeScale {
    const room = Math.max(1, width);
    const px = folds.length === 0 ? 0 : Math.min(foldPx, (room * FOLDS_AT_MOST) / folds.length);
    const folded = folds.reduce((sum, fold) => sum + fold.to - fold.from, 0);
    const density = (room - folds.length * px) / Math.max(1, end - start - folded);
    return new TimeScale(start, density, width, folds, px);
  }

  x(t: number): number {
    return this.run(t) - this.offset;
  }

  t(x: number): number {
    let rest = x + this.offset;
    let from = 0;
    for (const fold of this.folds) {
      const open = (fold.from - from) * this.density;
      if (rest < open) break;
      rest -= open;
      if (rest < this.foldPx) return fold.from + (rest / this.foldPx) * (fold.to - fold.from);
      rest -= this.foldPx;
      from = fold.to;
    }
    return from + rest / this.density;
  }

  /** Where a span is drawn; what lies outside of the view is cut off, so that a text in it stays in sight. */
  span(from: number, to: number): Span {
    const left = Math.max(-BLEED_PX, Math.min(this.width + BLEED_PX, this.x(from)));
    const right = Math.max(left, Math.min(this.width + BLEED_PX, this.x(to)));
    return { left, width: right - left };
  }

  /** Pixels that words have which begin where a span does: up to its end, or to the first fold in it. */
  room(from: number, to: number): number {
    const { left, width } = this.span(from, to);
    const fold = this.folds.find(({ to: end }) => this.x(end) > left);
    const right = fold ? Math.min(left + width, this.x(fold.from)) : left + width;
    return Math.max(0, Math.min(right, this.width) - left);
  }

  isFolded(t: number): boolean {
    return this.folds.some(fold => t > fold.from && t < fold.to);
  }

  /** The same view, moved by so many pixels to the right. */
  moved(px: number): TimeScale {
    return new TimeScale(this.t(px), this.density, this.width, this.folds, this.foldPx);
  }

  /** The same view with another density; the time at `x` stays where it is. */
  zoomed(density: number, x: number): TimeScale {
    return new TimeScale(this.t(x), density, this.width, this.folds, this.foldPx).moved(-x);
  }

  /** The same view, moved by as little as it takes to lie between two times; the earlier one counts. */
  within(start: number, end: number): TimeScale {
    const late = this.end > end ? this.moved(this.x(end) - this.width) : this;
    return late.start < start
      ? new TimeScale(start, this.density, this.width, this.folds, this.foldPx)
      : late;
  }

  /** The shortest nice step whose marks are at least `px` apart where nothing is folded. */
  step(px: number): number {
    const least = px / this.density;
    return NICE_STEPS_MS.find(step => step >= least) ?? Math.ceil(least / 3600e3) * 3600e3;
  }

  /** Multiples of `step` away from `origin` that lie in the view and in no fold. */
  marks(step: number, origin: number): number[] {
    const first = Math.ceil((this.start - origin) / step);
    const last = Math.floor((this.end - origin) / step);
    return Array.from(
      { length: Math.max(0, last - first + 1) },
      (_, index) => origin + (first + index) * step,
    ).filter(at => !this.isFolded(at));
  }

  /** Pixels from time zero to `t`. */
  private run(t: number): number {
    let px = t * this.density;
    for (const fold of this.folds) {
      if (t <= fold.from) break;
      const inside = Math.min(t, fold.to) - fold.from;
      px += (inside / (fold.to - fold.from)) * this.foldPx - inside * this.density;
    }
    return px;
  }
}
