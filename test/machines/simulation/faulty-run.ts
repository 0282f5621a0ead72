/** A run in which things go wrong: at random times something is picked from all that can, as a person would click. */
import fc from 'fast-check';
import type { HookPhase } from '../../../machines/recording/events.ts';
import type { Simulation } from '../../../machines/simulation/simulation.ts';
import { instantFromMs } from '../../../machines/time.ts';
import { type Fault, type FaultyThing, possibleFaults } from '../../../machines/traffic/fault.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { planOfSource } from '../../../machines/view/plan-of-source.ts';
import { emptyView, type RunView } from '../../../machines/view/run-view.ts';

/** When somebody acts, and which of all that is possible then is picked. */
export interface Mishap {
  readonly afterMs: number;
  readonly pick: number;
}

/** Often several in one instant, or a few microseconds apart, while answers are on their way. */
export const mishaps: fc.Arbitrary<Mishap[]> = fc.array(
  fc.record({
    afterMs: fc.oneof(
      fc.integer({ min: 0, max: 2500 }),
      fc.constant(0),
      fc.integer({ min: 1, max: 2500 }).map(micros => micros / 1000),
    ),
    pick: fc.nat(),
  }),
  { minLength: 1, maxLength: 12 },
);

/** Everything that can go wrong now. */
export function allFaults(view: RunView): Fault[] {
  const things: FaultyThing[] = [
    ...[...view.requests.keys()].map(id => ({ kind: 'request', id }) as const),
    ...[...view.connections.keys()].map(id => ({ kind: 'connection', id }) as const),
    ...view.hooks.map(
      ({ phase, name }: { phase: HookPhase; name: string }) => ({ kind: 'hook', phase, name }) as const,
    ),
    ...[...view.pipeKinds.keys()].map(client => ({ kind: 'probe', client }) as const),
  ];
  return things.flatMap(thing => possibleFaults(view, thing));
}

/**
 * Lets it happen; then the run goes on for a while. Returns the faults that were offered and refused, with the reason:
 * there must be none.
 */
export function sufferFrom(run: Simulation, accidents: readonly Mishap[]): string[] {
  const refused: string[] = [];
  let view = emptyView(planOfSource(run.header.scenario));
  for (const { afterMs, pick } of accidents) {
    run.advanceTo(instantFromMs(run.now / 1000 + afterMs));
    view = applyEvents(view, run.events, view.count, run.events.length);
    const faults = allFaults(view);
    const fault = faults[pick % Math.max(1, faults.length)];
    const result = fault && run.inject(fault);
    if (result && !result.ok) refused.push(`${JSON.stringify(fault)}: ${result.reason}`);
  }
  return refused;
}
