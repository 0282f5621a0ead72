/**
 * Who turns new requests back on connections that are open: the retry-after filter, and before 1.25 without it the wait
 * group, which there rejects while hooks still run or connections are still open.
 */
import { atLeast, hasPreShutdownHooks, type Lineage } from '../lineage.ts';
import type { RunPlan } from './plan.ts';
import type { RunView } from './run-view.ts';

export type GuardDuty =
  /** A log does not tell. */
  | { readonly kind: 'unknown' }
  /** Since 1.25 without retry-after. */
  | { readonly kind: 'none' }
  /** Before 1.8 nobody counted requests. */
  | { readonly kind: 'noWaitGroup' }
  | { readonly kind: 'retryAfter' | 'waitGroup'; readonly status: 429 | 503 | 500; readonly isOn: boolean };

/** @param logged whether the server ran with retry-after, where a log tells it and there is no plan */
export function guardDuty(
  view: RunView,
  plan: RunPlan | null,
  logged: boolean | null,
  lineage: Lineage,
): GuardDuty {
  const isOld = !atLeast(lineage, '1.25');
  const known = plan?.sendRetryAfter ?? logged;
  if (known === null) return { kind: 'unknown' };
  if (known) {
    const since = isOld ? 'AfterShutdownDelayDuration' : 'NotAcceptingNewRequest';
    return { kind: 'retryAfter', status: 429, isOn: view.signals[since] !== undefined };
  }
  if (!isOld) return { kind: 'none' };
  if (!hasPreShutdownHooks(lineage)) return { kind: 'noWaitGroup' };
  const status = atLeast(lineage, '1.20') ? 503 : 500;
  return { kind: 'waitGroup', status, isOn: view.moments.NotAcceptingNewRequest !== undefined };
}
