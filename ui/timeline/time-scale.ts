/** Milliseconds to pixels and back: every position on the timeline comes from one of these. */

const NICE_STEPS_MS = [
  10, 20, 50, 100, 200, 500, 1e3, 2e3, 5e3, 10e3, 20e3, 30e3, 60e3, 120e3, 300e3, 600e3, 1800e3, 3600e3,
];

export class TimeScale {
  readonly start: number;
  readonly end: number;
  readonly width: number;

  /** @param width in pixels. */
  constructor(start: number, end: number, width: number) {
    this.start = start;
    this.end = end;
    this.width = width;
  }

  x(t: number): number {
    return ((t - this.start) / (this.end - this.start)) * this.width;
  }

  t(x: number): number {
    return this.start + (x / this.width) * (this.end - this.start);
  }

  /** The shortest nice step whose marks are at least `px` apart. */
  step(px: number): number {
    const least = (px / Math.max(1, this.width)) * (this.end - this.start);
    return NICE_STEPS_MS.find(step => step >= least) ?? Math.ceil(least / 3600e3) * 3600e3;
  }

  /** Multiples of `step` away from `origin` that lie on the scale. */
  marks(step: number, origin: number): number[] {
    const first = Math.ceil((this.start - origin) / step);
    const last = Math.floor((this.end - origin) / step);
    return Array.from(
      { length: Math.max(0, last - first + 1) },
      (_, index) => origin + (first + index) * step,
    );
  }
}
