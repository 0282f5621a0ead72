/** A run again, from the inputs of its kernel: simulated and live runs must both agree with themselves. */
import { step } from '../../../machines/kernel/step.ts';
import { createWorld, type World } from '../../../machines/kernel/world.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import { instantFromMs } from '../../../machines/time.ts';

/** Feeds the recorded inputs to a new kernel, and compares what it says with what was recorded beside them. */
export function replayed(
  scenario: Scenario,
  events: readonly RunEvent[],
): { readonly world: World; readonly differences: string[] } {
  let world = createWorld(scenario);
  const differences: string[] = [];
  events.forEach((event, index) => {
    if (event.type !== 'input') return;
    const result = step(world, event.input, {
      at: instantFromMs(event.t),
      seq: event.seq,
      ...(event.cause ? { cause: event.cause } : {}),
    });
    world = result.world;
    const recorded = events.slice(index, index + result.events.length);
    if (JSON.stringify(result.events) !== JSON.stringify(recorded))
      differences.push(`after ${JSON.stringify(event)}: ${JSON.stringify(result.events)}`);
  });
  return { world, differences };
}
