/** The same run again: from its seed, from a checkpoint, and from the inputs of its kernel. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LIBRARY } from '../../../machines/scenario/library.ts';
import { Simulation, simulate } from '../../../machines/simulation/simulation.ts';
import type { Instant } from '../../../machines/time.ts';
import { scenarios } from './arbitrary-scenario.ts';
import { RUNS, TIMEOUT_MS } from './property-runs.ts';
import { replayed } from './replayed.ts';

function bytes(value: unknown): string {
  return JSON.stringify(value);
}

describe('the same scenario and seed', () => {
  test(
    'give byte-identical recordings',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          expect(bytes(simulate(scenario, source))).toBe(bytes(simulate(scenario, source)));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'give the same recording however the player advances',
    () => {
      const steps = fc.array(fc.integer({ min: 1, max: 3_000_000 }), { maxLength: 10 });
      fc.assert(
        fc.property(scenarios, steps, ({ scenario, source }, durations) => {
          const simulation = new Simulation(scenario, source);
          for (const duration of durations) simulation.advanceTo((simulation.now + duration) as Instant);
          simulation.runToEnd();
          expect(bytes(simulation.events)).toBe(bytes(simulate(scenario, source).events));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test('another seed gives another run, where chance has a say', () => {
    const entry = LIBRARY.find(({ name }) => name === 'graceful');
    if (!entry) throw new Error('the library has no graceful');
    const other = simulate({ ...entry.scenario, seed: 2 }, entry.source);
    expect(bytes(other.events)).not.toBe(bytes(simulate(entry.scenario, entry.source).events));
  });
});

describe('a checkpoint', () => {
  test(
    'at any instant goes on as the straight run does, any number of times',
    () => {
      fc.assert(
        fc.property(scenarios, fc.integer({ min: 0, max: 12_000_000 }), ({ scenario, source }, at) => {
          const simulation = new Simulation(scenario, source);
          simulation.advanceTo(at as Instant);
          const checkpoint = simulation.checkpoint();
          const known = [...simulation.events];
          simulation.runToEnd();
          const straight = bytes(simulate(scenario, source).events);
          expect(bytes(simulation.events)).toBe(straight);
          for (let time = 0; time < 2; time++) {
            const resumed = Simulation.resume(checkpoint, time === 0 ? known : simulation.events);
            resumed.runToEnd();
            expect(bytes(resumed.events)).toBe(straight);
            expect(resumed.ended).toBe(true);
          }
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'of a run that went another way since is not touched by that',
    () => {
      fc.assert(
        fc.property(scenarios, fc.integer({ min: 0, max: 4_000_000 }), ({ scenario, source }, at) => {
          const simulation = new Simulation(scenario, source);
          simulation.advanceTo(at as Instant);
          const checkpoint = simulation.checkpoint();
          const fork = Simulation.resume(checkpoint, simulation.events);
          fork.request({ path: '/sleep?duration=1s', connection: 'new' });
          fork.signal('SIGINT');
          fork.signal('SIGKILL');
          fork.runToEnd();
          simulation.runToEnd();
          expect(bytes(simulation.events)).toBe(bytes(simulate(scenario, source).events));
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});

describe('the recorded inputs', () => {
  for (const { name, scenario, source } of LIBRARY) {
    test(`of ${name}, fed into a new kernel, give the same states and signals`, () => {
      expect(replayed(scenario, simulate(scenario, source).events).differences).toEqual([]);
    });
  }

  test(
    'of any run, fed into a new kernel, give the same states and signals',
    () => {
      fc.assert(
        fc.property(scenarios, ({ scenario, source }) => {
          expect(replayed(scenario, simulate(scenario, source).events).differences).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
