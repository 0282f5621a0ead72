/** A run again, from the inputs of its kernel: simulated and live runs must both agree with themselves. */
import { step } from '../../../machines/kernel/step.ts';
import { createWorld, type World } from '../../../machines/kernel/world.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import { instantFromMs } from '../../../machines/time.ts';

/** What only the kernel says: nobody but a step of it may have written such an event. */
const OF_THE_KERNEL: ReadonlySet<string> = new Set([
  ...['input', 'state.changed', 'signal.fired', 'process.started', 'process.signalled', 'process.exited'],
  ...['hook.started', 'hook.finished', 'listener.opened', 'listener.closed', 'health.changed'],
  ...['probe.changed', 'audit.shutdown'],
]);

/**
 * Feeds the recorded inputs to a new kernel: it must say the same again, to the byte, and nothing less than what was
 * recorded.
 */
export function replayed(
  scenario: Scenario,
  events: readonly RunEvent[],
): { readonly world: World; readonly differences: string[] } {
  let world = createWorld(scenario);
  const said = new Set<number>();
  const differences: string[] = [];
  events.forEach((event, index) => {
    if (event.type !== 'input') return;
    const result = step(world, event.input, {
      at: instantFromMs(event.t),
      seq: event.seq,
      ...(event.cause ? { cause: event.cause } : {}),
    });
    world = result.world;
    for (const { seq } of result.events) said.add(seq);
    const recorded = events.slice(index, index + result.events.length);
    if (JSON.stringify(result.events) !== JSON.stringify(recorded))
      differences.push(`after ${JSON.stringify(event)}: ${JSON.stringify(result.events)}`);
  });
  for (const event of events) {
    if (OF_THE_KERNEL.has(event.type) && !said.has(event.seq))
      differences.push(`only recorded: ${JSON.stringify(event)}`);
  }
  return { world, differences };
}
