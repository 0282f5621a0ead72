/** The machines explain themselves: the narrator and the statecharts speak from their descriptions. */
import { describe, expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { machineNamed } from '../../../machines/kernel/world.ts';
import { describeRegion, describeState } from '../../../machines/lifecycle/describe.ts';
import { LINEAGES, NEWEST } from '../../../machines/lineage.ts';

const SENTENCE = /^[A-Z/"][^\n]*[.?!]$/;
const MACHINES = [
  ...LINEAGES.flatMap(lineage => [['lifecycle', lineage] as const, ['process', lineage] as const]),
  ['kubelet', NEWEST] as const,
  ['probe/lb', NEWEST] as const,
];

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

describe.each(MACHINES)('%s of %s', (name, lineage) => {
  const nodes = nodesOf(machineNamed(name, lineage).root);

  test('says of every state what it means', () => {
    for (const node of nodes) {
      if (node.parent?.type === 'parallel' || node.parent === undefined) continue;
      expect(node.description, node.id).toMatch(SENTENCE);
    }
  });

  test('says of every transition why it is taken', () => {
    for (const node of nodes) {
      for (const transition of [...[...node.transitions.values()].flat(), ...(node.always ?? [])]) {
        if (transition.target === undefined && transition.actions.length === 0) continue;
        expect(transition.description, `${node.id} on ${transition.eventType}`).toMatch(SENTENCE);
      }
    }
  });

  test('names its actions, guards and delays, so that it can be drawn and serialized', () => {
    for (const node of nodes) {
      for (const transition of [...node.transitions.values()].flat()) {
        const { guard } = transition;
        expect(
          guard === undefined ||
            typeof guard === 'string' ||
            typeof (guard as { type?: unknown }).type === 'string',
        ).toBe(true);
      }
      expect(node.invoke).toEqual([]);
    }
  });
});

describe('a description', () => {
  test('is found by machine, region and state, nested states too', () => {
    expect(describeState('lifecycle', 'delay', 'delaying')).toContain('/readyz fails');
    expect(describeState('lifecycle', 'httpServer', 'shuttingDown.waiting')).toContain('1 ms at first');
    expect(describeState('process', 'process', 'terminating')).toContain('gracefully');
    expect(describeRegion('lifecycle', 'gate')).toContain('NotAcceptingNewRequest');
    expect(describeRegion('kubelet', 'kubelet')).toContain('grace period');
    expect(describeState('lifecycle', 'delay', 'delaying', '1.17.3')).toContain('the delay helps nobody');
    expect(describeState('lifecycle', 'gate', 'closed', '1.24')).toBeNull();
  });

  test('is null for what does not exist', () => {
    expect(describeState('lifecycle', 'delay', 'nowhere')).toBeNull();
    expect(describeState('lifecycle', 'nowhere', 'delaying')).toBeNull();
    expect(describeState('nobody', 'delay', 'delaying')).toBeNull();
    expect(describeRegion('nobody', 'delay')).toBeNull();
  });
});
