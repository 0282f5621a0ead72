/**
 * Counts watches when they have a grace period; rejects them once their drain waits (k8s.io/apiserver v0.27.2
 * pkg/server/filters/watch_termination.go, PR 114925).
 */
import type { Filter, FilterInput } from './filter.ts';
import { shuttingDown } from './wait-group.ts';

const REJECTION = shuttingDown('watch-termination');

export const watchTermination: Filter = ({ request, view, config }) =>
  config.watchTermination && request.verb === 'watch' && view.watchDrainWaits ? REJECTION : null;

/** Whether the wait group of watches counts a request that has passed the filter. */
export function isCountedWatch({
  request,
  view,
  config,
}: Pick<FilterInput, 'request' | 'view' | 'config'>): boolean {
  return config.watchTermination && request.verb === 'watch' && !view.watchDrainWaits;
}
