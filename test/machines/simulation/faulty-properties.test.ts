/** What holds of every simulated run, holds also when clients, connections, handlers, hooks and probes fail. */
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { Simulation } from '../../../machines/simulation/simulation.ts';
import { instantFromMs } from '../../../machines/time.ts';
import { type RandomScenario, scenarios } from './arbitrary-scenario.ts';
import { type Mishap, mishaps, sufferFrom } from './faulty-run.ts';
import {
  brokenAudit,
  brokenConnections,
  brokenCounts,
  brokenDrain,
  brokenFaults,
  brokenOrder,
  brokenOutcomes,
  brokenRequests,
  brokenSignals,
  signsOfLifeAfterExit,
  unsettled,
} from './invariants.ts';
import { RUNS, TIMEOUT_MS } from './property-runs.ts';
import { replayed } from './replayed.ts';

/** Longer than random scenarios last, unless a hook hangs. */
const LONG_MS = 40_000;

function faulty({ scenario, source }: RandomScenario, accidents: readonly Mishap[]) {
  const run = new Simulation(scenario, source);
  const refused = sufferFrom(run, accidents);
  run.advanceTo(instantFromMs(LONG_MS));
  return { run, refused };
}

test(
  'what is offered can go wrong, and no rule of the model is broken by it',
  () => {
    fc.assert(
      fc.property(scenarios, mishaps, (random, accidents) => {
        const { scenario } = random;
        const { run, refused } = faulty(random, accidents);
        const { events } = run;
        expect(refused).toEqual([]);
        expect(brokenFaults(events)).toEqual([]);
        expect(brokenOrder(events)).toEqual([]);
        expect(brokenSignals(events, scenario)).toEqual([]);
        expect(signsOfLifeAfterExit(events)).toEqual([]);
        expect(brokenDrain(scenario, events)).toEqual([]);
        expect(brokenCounts(events)).toEqual([]);
        expect(brokenRequests(events)).toEqual([]);
        expect(brokenOutcomes(events)).toEqual([]);
        expect(brokenAudit(events)).toEqual([]);
        expect(brokenConnections(events)).toEqual([]);
        if (run.ended && eventsOf(events, 'process.exited').length > 0) expect(unsettled(events)).toEqual([]);
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);

test(
  'the inputs of the kernel still tell the whole run',
  () => {
    fc.assert(
      fc.property(scenarios, mishaps, (random, accidents) => {
        const { run } = faulty(random, accidents);
        expect(replayed(random.scenario, run.events).differences).toEqual([]);
      }),
      RUNS,
    );
  },
  TIMEOUT_MS,
);
