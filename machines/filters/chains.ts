/** The handler chain of each version as data: what a request walks through, in order. */
import type { Lineage } from '../lineage.ts';
import { chainOrder, type Port, type StepName } from './order.ts';
import { STEPS, type StepFacts } from './steps.ts';

/** One step of a chain. */
export interface ChainStep extends StepFacts {
  /** The name that a rejection carries (`request.rejected`, field `filter`). */
  readonly name: StepName;
}

/**
 * The chain of a version, outermost first; behind its last step stands the chain of servers. Empty for the insecure
 * port of versions that have none (1.20 and later; the step `1.20` includes 1.19, which had it). Steps that a flag has
 * to ask for (retry-after, hsts, goaway, watch-termination, cors) are among them: {@link walkOf} says which are skipped.
 */
export function chainOf(lineage: Lineage, port: Port = 'secure'): readonly ChainStep[] {
  return chainOrder(lineage, port).map(name => ({ name, ...STEPS[name] }));
}
