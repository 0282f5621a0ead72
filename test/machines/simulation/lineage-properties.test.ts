/** Every step of the lineage, with all that can lock it up: it ends, or it is in a deadlock that is known. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, hasStopChannel, type Lineage } from '../../../machines/lineage.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { validateScenario } from '../../../machines/scenario/parse.ts';
import type { Scenario, ScenarioSource } from '../../../machines/scenario/schema.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { scenarios } from './arbitrary-scenario.ts';
import { brokenAudit, brokenDrain, brokenSignals, signsOfLifeAfterExit } from './invariants.ts';
import { RUNS, TIMEOUT_MS } from './property-runs.ts';
import { replayed } from './replayed.ts';

interface Locked {
  readonly scenario: Scenario;
  readonly source: ScenarioSource;
  readonly batches: boolean;
  readonly waits: boolean;
}

/** A random scenario, perhaps with a batching audit backend, perhaps with a hook that waits for a goroutine. */
const locked: fc.Arbitrary<Locked> = fc
  .record({ random: scenarios, batches: fc.boolean(), waits: fc.boolean(), takes: fc.integer({ max: 900 }) })
  .map(({ random: { source, scenario }, batches, waits, takes }) => {
    const isPossible = hasStopChannel(scenario.lineage);
    const hooks = {
      postStart: [...(source.hooks?.postStart ?? []), { name: 'controllers', runsUntilStopped: true }],
      preShutdown: [
        ...(source.hooks?.preShutdown ?? []),
        { name: 'wait', takes: `${Math.max(0, takes)}ms`, waitsFor: 'controllers' },
      ],
    };
    const changed = {
      ...source,
      duration: '60s',
      server: { ...source.server, ...(batches && isPossible ? { 'audit-log-mode': 'batch' as const } : {}) },
      ...(waits ? { hooks } : {}),
    } as ScenarioSource;
    const result = validateScenario(changed);
    if (!result.ok) throw new Error(JSON.stringify(result.problems));
    return { scenario: result.scenario, source: changed, batches, waits };
  });

/** Versions whose server waits for its hooks, and what waits for the server from inside a hook. */
function isKnownDeadlock(lineage: Lineage, { batches, waits }: Locked): boolean {
  return (lineage === '1.24' && batches) || (atLeast(lineage, '1.24') && waits);
}

describe('on every lineage', () => {
  test(
    'the process ends, or its Run waits for a hook that waits for the server',
    () => {
      fc.assert(
        fc.property(locked, it => {
          const { scenario, source } = it;
          const { events } = simulate(scenario, source);
          const exited = eventsOf(events, 'process.exited').length;
          if (exited === 0) {
            expect(isKnownDeadlock(scenario.lineage, it)).toBe(true);
            const last = eventsOf(events, 'state.changed').findLast(({ region }) => region === 'run');
            expect(last?.to).toBe('runningPreShutdownHooks');
          }
          expect(exited).toBeLessThan(2);
          expect(brokenSignals(events, scenario)).toEqual([]);
          expect(brokenDrain(scenario, events)).toEqual([]);
          expect(brokenAudit(events)).toEqual([]);
          expect(signsOfLifeAfterExit(events)).toEqual([]);
          expect(replayed(scenario, events).differences).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
