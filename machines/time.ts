/**
 * Time inside the model. Instants and durations are different types, both whole microseconds, so that every
 * computation is exact and the same in every JavaScript engine. Milliseconds appear only at the edges (recordings,
 * scenarios, summaries).
 */

declare const instantBrand: unique symbol;
declare const durationBrand: unique symbol;

/** A point in time: microseconds since the start of the run. */
export type Instant = number & { readonly [instantBrand]: true };

/** A span of time in microseconds. */
export type Duration = number & { readonly [durationBrand]: true };

/** The start of the run. */
export const START = 0 as Instant;

/** A duration from microseconds; fractions are rounded to the nearest whole one. */
export function micros(value: number): Duration {
  return Math.round(value) as Duration;
}

/** A duration from milliseconds. */
export function millis(value: number): Duration {
  return Math.round(value * 1000) as Duration;
}

/** A duration from seconds. */
export function seconds(value: number): Duration {
  return Math.round(value * 1_000_000) as Duration;
}

/** An instant that lies `ms` milliseconds after the start of the run. */
export function instantFromMs(ms: number): Instant {
  return Math.round(ms * 1000) as Instant;
}

/** Milliseconds, a decimal number, of an instant or a duration. */
export function toMs(value: Instant | Duration): number {
  return value / 1000;
}

/** The instant `duration` after `instant`. */
export function later(instant: Instant, duration: Duration): Instant {
  return (instant + duration) as Instant;
}

/** The time from `from` to `to`; negative when `to` is earlier. */
export function between(from: Instant, to: Instant): Duration {
  return (to - from) as Duration;
}
