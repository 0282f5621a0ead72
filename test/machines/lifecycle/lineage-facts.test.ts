/** What the lineage says of its steps, and what the statecharts of these steps are. */
import { describe, expect, test } from 'vitest';
import type { AnyStateNode } from 'xstate';
import { machineNamed } from '../../../machines/kernel/world.ts';
import { LINEAGE_FACTS, signalPredecessors, signalsOf } from '../../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES, lineageOf, minorsOf } from '../../../machines/lineage.ts';
import { SIGNALS } from '../../../machines/signals.ts';

/** The signals that a statechart fires, anywhere. */
function firedBy(node: AnyStateNode): string[] {
  const transitions = [...[...node.transitions.values()].flat(), ...(node.always ?? [])];
  const own = transitions.flatMap(({ actions }) =>
    actions.flatMap(action => {
      const { type, params } = action as { type?: string; params?: { name?: string } };
      return type === 'fireSignal' && params?.name !== undefined ? [params.name] : [];
    }),
  );
  return [...own, ...Object.values(node.states).flatMap(firedBy)];
}

describe.each(LINEAGES)('%s', lineage => {
  test('has a statechart that fires its signals and no others', () => {
    const fired = new Set(firedBy(machineNamed('lifecycle', lineage).root));
    expect([...fired].toSorted()).toEqual([...signalsOf(lineage)].toSorted());
  });

  test.each([false, true])('says of its signals who waits for whom, with retry-after %s', sendRetryAfter => {
    const predecessors = signalPredecessors(lineage, sendRetryAfter);
    expect(Object.keys(predecessors).toSorted()).toEqual([...signalsOf(lineage)].toSorted());
    for (const waitsFor of Object.values(predecessors))
      for (const name of waitsFor) expect(signalsOf(lineage)).toContain(name);
  });

  test('stands for the versions that its facts name', () => {
    const { first, last } = minorsOf(lineage);
    const { versions } = LINEAGE_FACTS[lineage];
    expect(versions).toBe(first === last ? `1.${first}` : `1.${first}–1.${last}`);
    for (let minor = first; minor <= last; minor++) expect(lineageOf(`1.${minor}`)).toBe(lineage);
  });

  test('says what is wrong with it, and where that is mended', () => {
    const { defect, mendedIn } = LINEAGE_FACTS[lineage];
    expect(defect).toMatch(/^[A-Z/].*\.$/);
    if (mendedIn !== null) expect(LINEAGES.indexOf(mendedIn)).toBeGreaterThan(LINEAGES.indexOf(lineage));
  });
});

test('what is older than 1.6 or newer than 1.36 is no lineage', () => {
  for (const version of ['1.5', '1.37', '2.0', '1', 'v1', '1.1']) expect(lineageOf(version)).toBeNull();
});

test('signals come and stay', () => {
  let known = new Set<string>();
  for (const lineage of LINEAGES) {
    const now = new Set<string>(signalsOf(lineage));
    for (const name of known) expect(now).toContain(name);
    known = now;
  }
  expect([...known].toSorted()).toEqual([...SIGNALS].toSorted());
});
