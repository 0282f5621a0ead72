/** What holds of every simulated run, whatever its scenario. fast-check prints the seed of a failure. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { atLeast, type Lineage, readyzFailsAtStop } from '../../../machines/lineage.ts';
import type { RuleName } from '../../../machines/recording/checks/rule.ts';
import { type CheckResult, checkRecording } from '../../../machines/recording/checks.ts';
import type { Recording } from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { simulate } from '../../../machines/simulation/simulation.ts';
import { scenarios } from './arbitrary-scenario.ts';
import {
  brokenAudit,
  brokenConnections,
  brokenCounts,
  brokenDrain,
  brokenOrder,
  brokenOutcomes,
  brokenRequests,
  brokenSignals,
  signsOfLifeAfterExit,
  unsettled,
} from './invariants.ts';
import { RUNS, TIMEOUT_MS } from './property-runs.ts';

describe('every run', () => {
  test(
    'reaches the exit of its process, when hooks and requests come to an end',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          const { events } = simulate(scenario, source);
          expect(eventsOf(events, 'process.exited')).toHaveLength(1);
          expect(unsettled(events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'numbers its events, and never goes back in time',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          expect(brokenOrder(simulate(scenario, source).events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'fires each signal once, after those that it waits for, and none when the process is gone',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          const { events } = simulate(scenario, source);
          expect(brokenSignals(events, scenario)).toEqual([]);
          expect(signsOfLifeAfterExit(events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'admits nobody whom the drain would have to wait for, and drains everybody whom it counted',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          const { events } = simulate(scenario, source);
          expect(brokenDrain(scenario, events)).toEqual([]);
          expect(brokenCounts(events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'moves every request as the request tables say, and tells its client the truth',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          const { events } = simulate(scenario, source);
          expect(brokenRequests(events)).toEqual([]);
          expect(brokenOutcomes(events)).toEqual([]);
          expect(brokenAudit(events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'opens and closes every connection once, with one GOAWAY at most',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          expect(brokenConnections(simulate(scenario, source).events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'keeps the rules that no scenario can break',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          const recording = simulate(scenario, source);
          expect(
            brokenRules(recording).filter(verdict => !isHistory(verdict, scenario.lineage, recording)),
          ).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

const UNBREAKABLE: ReadonlySet<RuleName> = new Set([
  'signal-order',
  'no-admission-after-drain',
  'readyz-fails-from-shutdown',
  'livez-stays-ok',
]);

function brokenRules(recording: Recording): CheckResult[] {
  return checkRecording(recording).filter(({ ok, rule }) => ok === false && UNBREAKABLE.has(rule));
}

/** Whether a rule is broken because that version of Kubernetes was wrong there, and not the model of it. */
function isHistory({ rule, events }: CheckResult, lineage: Lineage, run: Recording): boolean {
  // Up to 1.18 /readyz fails too late (PR 88911).
  if (rule === 'readyz-fails-from-shutdown') return !readyzFailsAtStop(lineage);
  // Up to 1.22 the wait group turned away every short request, also a /livez on a connection from before the door shut.
  return (
    rule === 'livez-stays-ok' &&
    !atLeast(lineage, '1.23') &&
    events.every(seq =>
      run.events.some(
        event => event.seq === seq && event.type === 'request.rejected' && event.filter === 'wait-group',
      ),
    )
  );
}
