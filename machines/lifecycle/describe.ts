/** The descriptions that the machines carry, for the narrator and for people who look at a state. */
import type { StateNode } from 'xstate';
import { machineNamed } from '../kernel/world.ts';

/** What a state means, in one sentence; null when there is no such machine, region or state. */
export function describeState(machine: string, region: string, state: string): string | null {
  const node = stateNode(machine, region, state);
  return node?.description ?? null;
}

/** What a region is; null when there is none of that name. */
export function describeRegion(machine: string, region: string): string | null {
  const root = rootOf(machine);
  if (!root) return null;
  return (root.type === 'parallel' ? root.states[region]?.description : root.description) ?? null;
}

function rootOf(machine: string): StateNode | null {
  try {
    return machineNamed(machine).root as StateNode;
  } catch {
    return null;
  }
}

function stateNode(machine: string, region: string, state: string): StateNode | undefined {
  const root = rootOf(machine);
  let node: StateNode | undefined = root?.type === 'parallel' ? root.states[region] : (root ?? undefined);
  for (const step of state.split('.')) node = node?.states[step];
  return node;
}
