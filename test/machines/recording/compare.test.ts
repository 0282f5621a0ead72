import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { type ComparableRun, compareRuns } from '../../../machines/recording/compare.ts';
import { requestFates } from '../../../machines/recording/outcomes.ts';
import { LIBRARY, libraryScenario } from '../../../machines/scenario/library.ts';
import { type Act, perform } from '../../../machines/simulation/deed.ts';
import { SimulationHistory } from '../../../machines/simulation/history.ts';
import { Simulation } from '../../../machines/simulation/simulation.ts';
import { type Instant, instantFromMs, toMs } from '../../../machines/time.ts';
import { RUNS, TIMEOUT_MS } from '../simulation/property-runs.ts';

function history(name: string): SimulationHistory {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(name);
  return new SimulationHistory(new Simulation(entry.scenario, entry.source));
}

/** A whole run of the library. */
function ended(name: string): SimulationHistory {
  const run = history(name);
  run.runToEnd();
  return run;
}

const runOf = ({ header, events, now }: SimulationHistory): ComparableRun => ({
  header,
  events,
  knownTo: toMs(now),
});

const KILL: Act = { kind: 'signal', signal: 'SIGKILL' };

describe('two runs', () => {
  test.each(LIBRARY.map(({ name }) => name))('%s is the same as itself', name => {
    const run = runOf(ended(name));
    const { divergence, signals, exit, fates } = compareRuns(run, run);
    expect(divergence).toBeNull();
    expect(exit.a).toEqual(exit.b);
    for (const signal of signals) expect(signal.difference).toBe(0);
    for (const { a, b } of fates) expect(a).toBe(b);
  });

  test('are aligned where the shutdown begins', () => {
    const { alignment, origins, signals } = compareRuns(runOf(ended('slow-hook')), runOf(ended('openshift')));
    expect(alignment).toBe('ShutdownInitiated');
    expect(origins.a).toBe(4_000);
    expect(signals.find(({ name }) => name === 'ShutdownInitiated')).toMatchObject({
      a: 0,
      b: 0,
      difference: 0,
    });
    expect(signals.find(({ name }) => name === 'AfterShutdownDelayDuration')?.a).toBe(5_000);
  });

  test('are aligned at their start where one was not stopped', () => {
    const early = history('slow-hook');
    early.advanceTo(instantFromMs(1_000));
    const { alignment, exit, divergence } = compareRuns(runOf(ended('slow-hook')), runOf(early));
    expect(alignment).toBe('start');
    expect(exit).toMatchObject({ a: { code: 0 }, b: null });
    // One of them is not known any further: that is no difference.
    expect(divergence).toBeNull();
  });

  test('of different scenarios differ by their signals, hooks and exits', () => {
    const { divergence } = compareRuns(runOf(ended('slow-hook')), runOf(ended('failing-hook')));
    expect(divergence).toMatchObject({ by: 'milestones' });
    expect(divergence?.a?.type).toMatch(/signal\.fired|hook\.finished|process/);
  });

  test('have their requests counted by what became of them', () => {
    const run = ended('slow-hook');
    const fork = run.branchAt(instantFromMs(6_000));
    perform(fork, KILL);
    fork.runToEnd();
    const { fates, exit } = compareRuns(runOf(run), runOf(fork));
    const dropped = fates.find(({ fate }) => fate === 'dropped');
    const inB = requestFates(fork.events).filter(({ fate }) => fate === 'dropped').length;
    expect(dropped).toEqual({ fate: 'dropped', a: 0, b: inB });
    expect(inB).toBeGreaterThan(0);
    expect(exit).toMatchObject({ a: { code: 0, reason: 'completed' }, b: { code: 137, t: 2_000 } });
  });
});

describe('a fork', () => {
  const acts = fc.constantFrom<Act>(
    KILL,
    { kind: 'signal', signal: 'SIGTERM' },
    { kind: 'request', path: '/echo', connection: 'new', protocol: 'h2' },
    { kind: 'request', path: '/api/v1/configmaps?watch=true', connection: 'reuse', protocol: 'http/1.1' },
  );
  const whole = new Map(LIBRARY.map(({ name }) => [name, ended(name)]));

  test(
    'first differs by what was done, at its instant',
    () => {
      fc.assert(
        fc.property(
          fc.constantFrom(...LIBRARY.map(({ name }) => name)),
          fc.double({ min: 0, max: 0.99, noNaN: true }),
          acts,
          fc.nat(3_000),
          (name, place, act, goesOnMs) => {
            const run = whole.get(name);
            if (!run) throw new Error(name);
            const at = Math.round(run.now * place) as Instant;
            const fork = run.branchAt(at);
            const before = fork.events.length;
            // A process that is gone takes no signal.
            const isGone = fork.events.some(({ type }) => type === 'process.exited');
            fc.pre(!(isGone && act.kind === 'signal'));
            perform(fork, act);
            const deed = fork.events[before];
            fork.advanceTo((at + goesOnMs * 1000) as Instant);
            const { divergence, origins } = compareRuns(runOf(run), runOf(fork));
            expect(divergence?.by).toBe('events');
            expect(divergence?.b).toEqual(deed);
            expect(divergence?.t).toBeLessThanOrEqual(toMs(at) - origins.b + 0.0005);
            const back = compareRuns(runOf(fork), runOf(run)).divergence;
            expect(back?.a).toEqual(deed);
          },
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
