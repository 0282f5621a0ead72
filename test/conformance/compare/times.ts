/** When a time of ours agrees with the recorded ones, and how a disagreement is said. */

/** How far a time may lie outside of what the recorded runs span: the larger of the two. */
export interface Tolerance {
  readonly absoluteMs: number;
  /** Of the time since SIGTERM. */
  readonly relative: number;
}

/** Something in our run that no recorded run has. */
export interface Difference {
  /** What it is about, for example `signal NotAcceptingNewRequest`. */
  readonly subject: string;
  /** What was expected and what was found. */
  readonly sentence: string;
}

/** Events that are closer than this came in either order on the recorded servers. */
export const TIE_MS = 5;

/** How far off a time may be that lies `t` milliseconds after SIGTERM. */
export function slack(t: number, tolerance: Tolerance): number {
  return Math.max(tolerance.absoluteMs, tolerance.relative * Math.abs(t));
}

/** Whether `t` lies in the interval that the recorded times span, widened by the tolerance. */
export function agrees(t: number, recorded: readonly number[], tolerance: Tolerance): boolean {
  const [lowest, highest] = [Math.min(...recorded), Math.max(...recorded)];
  return t >= lowest - slack(lowest, tolerance) && t <= highest + slack(highest, tolerance);
}

/** A difference unless `t` agrees with the recorded times; `null` never does. */
export function compareTime(
  subject: string,
  event: string,
  t: number | null,
  recorded: readonly number[],
  tolerance: Tolerance,
): Difference[] {
  if (t !== null && agrees(t, recorded, tolerance)) return [];
  const found = t === null ? 'it did not happen' : `it did at ${ms(t)}`;
  return [{ subject, sentence: `expected that it ${event} at ${span(recorded)}, found that ${found}` }];
}

/** Milliseconds for people. */
export function ms(t: number): string {
  return `${Math.round(t * 10) / 10} ms`;
}

/** The interval that times span, for people. */
export function span(times: readonly number[]): string {
  const [lowest, highest] = [Math.min(...times), Math.max(...times)];
  return lowest === highest ? ms(lowest) : `${ms(lowest)} to ${ms(highest)}`;
}
