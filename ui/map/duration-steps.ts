/** Durations changed step by step: the longer they are, the longer the steps. */
import { formatDuration, parseDuration } from '../../machines/scenario/duration.ts';
import { type Duration, millis, toMs } from '../../machines/time.ts';

/** Up to a duration, the step with which it is changed; milliseconds. */
const STEPS: readonly (readonly [upTo: number, step: number])[] = [
  [1_000, 100],
  [10_000, 500],
  [60_000, 1_000],
  [Number.POSITIVE_INFINITY, 5_000],
];
const LONGEST_MS = 3_600_000;

/** A duration `steps` steps longer, or shorter; what is no duration stays as it is. */
export function stepped(text: string, steps: number): string {
  const parsed: Duration | { readonly error: string } = parseDuration(text);
  if (typeof parsed !== 'number') return text;
  let ms = toMs(parsed);
  const up = steps > 0;
  for (let left = Math.abs(steps); left > 0; left--) {
    // Going down from a whole minute, the smaller step is the right one.
    const [, step] = STEPS.find(([upTo]) => (up ? ms < upTo : ms <= upTo)) ?? [0, 1_000];
    const whole = up ? Math.floor(ms / step + 1e-9) + 1 : Math.ceil(ms / step - 1e-9) - 1;
    ms = Math.min(LONGEST_MS, Math.max(0, whole * step));
  }
  return formatDuration(millis(ms));
}
