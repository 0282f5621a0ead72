/**
 * The handler chain, outermost first, as far as it decides a request's fate (k8s.io/apiserver v0.25.2
 * pkg/server/config.go, DefaultBuildHandlerChain). What no filter rejects is admitted.
 */
import type { Duration } from '../time.ts';
import type { Filter, FilterInput, Rejection } from './filter.ts';
import { isMutating, maxInFlight } from './max-in-flight.ts';
import { requestDeadline, requestTimeout } from './request-deadline.ts';
import { retryAfter } from './retry-after.ts';
import { isCounted, waitGroup } from './wait-group.ts';
import { isCountedWatch, watchTermination } from './watch-termination.ts';

/** The chain in its order. The not-found handler at its end is in `handlers/`. */
export const CHAIN: readonly { readonly name: string; readonly filter: Filter }[] = [
  { name: 'retry-after', filter: retryAfter },
  { name: 'watch-termination', filter: watchTermination },
  { name: 'wait-group', filter: waitGroup },
  { name: 'request-deadline', filter: requestDeadline },
  { name: 'max-in-flight', filter: maxInFlight },
];

/** A request has passed the chain; what the server must remember until it ends. */
export interface Admission {
  /** The wait group of short requests counts it. */
  readonly counted: boolean;
  /** The wait group of watches counts it. */
  readonly countedWatch: boolean;
  /** Which limit of max-in-flight it takes a place of; null: none. */
  readonly slot: 'read' | 'write' | null;
  /** Its time, from its arrival; null: no limit. */
  readonly timeout: Duration | null;
}

/** The first filter that rejects it, or null. */
export function firstRejection(input: FilterInput): Rejection | null {
  for (const { filter } of CHAIN) {
    const rejection = filter(input);
    if (rejection) return rejection;
  }
  return null;
}

/** What the server remembers of a request that {@link firstRejection} let pass. */
export function admissionOf(input: FilterInput): Admission {
  const { request } = input;
  return {
    counted: isCounted(input),
    countedWatch: isCountedWatch(input),
    slot: request.isLongRunning ? null : isMutating(request) ? 'write' : 'read',
    timeout: requestTimeout(request, input.config),
  };
}

/**
 * The probabilistic GOAWAY (pkg/server/filters/goaway.go): HTTP/2 only; `roll` is a random number from 0 to 1 that the
 * caller drew. The request itself is served.
 */
export function rollsGoaway(protocol: 'h2' | 'http/1.1', chance: number, roll: number): boolean {
  return protocol === 'h2' && roll < chance;
}
