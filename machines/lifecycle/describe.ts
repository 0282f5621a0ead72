/** The descriptions that the machines carry, for the narrator and for people who look at a state. */
import type { StateNode } from 'xstate';
import { machineNamed } from '../kernel/world.ts';
import { lineageOrNewest } from '../lineage.ts';

/**
 * What a state means, in one sentence; null when there is no such machine, region or state.
 * @param version as a recording names it; without one, the newest that is known
 */
export function describeState(
  machine: string,
  region: string,
  state: string,
  version: string | null = null,
): string | null {
  const node = stateNode(rootOf(machine, version), region, state);
  return node?.description ?? null;
}

/** What a region is; null when there is none of that name. */
export function describeRegion(
  machine: string,
  region: string,
  version: string | null = null,
): string | null {
  const root = rootOf(machine, version);
  if (!root) return null;
  return (root.type === 'parallel' ? root.states[region]?.description : root.description) ?? null;
}

function rootOf(machine: string, version: string | null): StateNode | null {
  try {
    return machineNamed(machine, lineageOrNewest(version)).root as StateNode;
  } catch {
    return null;
  }
}

function stateNode(root: StateNode | null, region: string, state: string): StateNode | undefined {
  let node: StateNode | undefined = root?.type === 'parallel' ? root.states[region] : (root ?? undefined);
  for (const step of state.split('.')) node = node?.states[step];
  return node;
}
