/** Acting in the past of a simulation: the fork shares it to the byte, and the run that is left is not touched. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import { type HistoryLimits, SimulationHistory } from '../../../machines/simulation/history.ts';
import { Simulation } from '../../../machines/simulation/simulation.ts';
import { type Instant, instantFromMs } from '../../../machines/time.ts';
import type { Fault } from '../../../machines/traffic/fault.ts';
import { applyEvents } from '../../../machines/view/apply-event.ts';
import { planOfSource } from '../../../machines/view/plan-of-source.ts';
import { emptyView } from '../../../machines/view/run-view.ts';
import { type RandomScenario, scenarios } from './arbitrary-scenario.ts';
import { allFaults } from './faulty-run.ts';
import { RUNS, TIMEOUT_MS } from './property-runs.ts';
import { parsed } from './told.ts';

const SMALL: HistoryLimits = { eventsApart: 7, checkpoints: 5, deeds: 1000 };

function history(yaml: string, limits: HistoryLimits = SMALL): SimulationHistory {
  const { scenario, source } = parsed(yaml);
  return new SimulationHistory(new Simulation(scenario, source), limits);
}

function upTo(events: readonly RunEvent[], t: Instant): string {
  return JSON.stringify(events.filter(event => instantFromMs(event.t) <= t));
}

type Move =
  | { readonly kind: 'advance'; readonly ms: number }
  | { readonly kind: 'end' }
  | { readonly kind: 'signal' }
  | { readonly kind: 'request'; readonly path: string; readonly connection: string }
  | { readonly kind: 'fault'; readonly pick: number };

const moves: fc.Arbitrary<Move[]> = fc.array(
  fc.oneof(
    {
      weight: 6,
      arbitrary: fc.record({
        kind: fc.constant('advance' as const),
        ms: fc.oneof(fc.nat(1500), fc.constant(0)),
      }),
    },
    { weight: 1, arbitrary: fc.constantFrom<Move>({ kind: 'signal' }, { kind: 'signal' }, { kind: 'end' }) },
    {
      weight: 3,
      arbitrary: fc.record({
        kind: fc.constant('request' as const),
        path: fc.constantFrom('/echo', '/sleep?duration=900ms'),
        connection: fc.constantFrom('new', 'reuse'),
      }),
    },
    { weight: 3, arbitrary: fc.record({ kind: fc.constant('fault' as const), pick: fc.nat() }) },
  ),
  { minLength: 1, maxLength: 16 },
);

/** What can be moved: a simulation, or one with a history. */
type Run = Pick<
  Simulation,
  'advanceTo' | 'runToEnd' | 'signal' | 'request' | 'inject' | 'now' | 'events' | 'header'
>;

function move(run: Run, move: Move): void {
  switch (move.kind) {
    case 'advance':
      return run.advanceTo((run.now + move.ms * 1000) as Instant);
    case 'end':
      return run.runToEnd();
    case 'signal':
      return run.signal('SIGTERM');
    case 'request':
      return void run.request(move);
    case 'fault': {
      const view = applyEvents(
        emptyView(planOfSource(run.header.scenario)),
        run.events,
        0,
        run.events.length,
      );
      const faults = allFaults(view);
      const fault: Fault = faults[move.pick % Math.max(1, faults.length)] ?? {
        kind: 'request.abort',
        request: 'r0',
      };
      return void run.inject(fault);
    }
  }
}

function started({ scenario, source }: RandomScenario): Simulation {
  return new Simulation(scenario, source);
}

describe('a fork', () => {
  test(
    'has the events of its run up to its instant, to the byte, and the run is not touched',
    () => {
      fc.assert(
        fc.property(
          scenarios,
          moves,
          fc.array(fc.double({ min: 0, max: 1.1, noNaN: true }), { minLength: 1, maxLength: 4 }),
          (random, all, places) => {
            const plain = started(random);
            const run = new SimulationHistory(started(random), SMALL);
            for (const each of all) {
              move(plain, each);
              move(run, each);
            }
            expect(JSON.stringify(run.events)).toBe(JSON.stringify(plain.events));
            for (const place of places) {
              const t = Math.round(run.now * place) as Instant;
              const known = JSON.stringify(run.events);
              const fork = run.forkAt(t);
              if (t < run.now) expect(JSON.stringify(fork.events)).toBe(upTo(run.events, t));
              else expect(JSON.stringify(fork.events).startsWith(known.slice(0, -1))).toBe(true);
              // What happens to the fork is its own business.
              fork.signal('SIGTERM');
              fork.signal('SIGINT');
              fork.advanceTo((t + 5_000_000) as Instant);
              expect(JSON.stringify(run.events)).toBe(known);
            }
            const end = (run.now + 20_000_000) as Instant;
            plain.advanceTo(end);
            run.advanceTo(end);
            expect(JSON.stringify(run.events)).toBe(JSON.stringify(plain.events));
          },
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'of a fork has the past of both, and nobody acting gives the same future',
    () => {
      fc.assert(
        fc.property(
          scenarios,
          moves,
          moves,
          fc.double({ min: 0, max: 1.2, noNaN: true }),
          (random, all, others, place) => {
            const run = new SimulationHistory(started(random), SMALL);
            for (const each of all) move(run, each);
            const branch = run.branchAt(Math.round(run.now * place) as Instant);
            for (const each of others) move(branch, each);
            for (const part of [0.3, 0.7, 0.95]) {
              const t = Math.round(branch.now * part) as Instant;
              expect(JSON.stringify(branch.forkAt(t).events)).toBe(upTo(branch.events, t));
            }
            const copy = branch.forkAt(branch.now);
            const end = (branch.now + 20_000_000) as Instant;
            copy.advanceTo(end);
            branch.advanceTo(end);
            expect(JSON.stringify(copy.events)).toBe(JSON.stringify(branch.events));
          },
        ),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test('goes another way: what the run did later does not happen to it', () => {
    const run = history(
      'server: { shutdown-delay-duration: 5s }\nhooks: { preShutdown: [{ name: lease, takes: 2s }] }',
    );
    run.advanceTo(instantFromMs(1000));
    run.request({ path: '/sleep?duration=3s', connection: 'new', name: 'mine' });
    run.advanceTo(instantFromMs(2000));
    run.signal('SIGTERM');
    run.runToEnd();
    const fork = run.forkAt(instantFromMs(2500));
    expect(fork.inject({ kind: 'hook.fail', phase: 'preShutdown', name: 'lease' })).toEqual({ ok: true });
    fork.runToEnd();
    expect(eventsOf(fork.events, 'process.exited')).toMatchObject([{ t: 2500, reason: 'hook-failed' }]);
    expect(eventsOf(run.events, 'process.exited')).toMatchObject([{ reason: 'completed' }]);
    const before = run.forkAt(instantFromMs(1500));
    expect(eventsOf(before.events, 'request.sent')).toMatchObject([{ name: 'mine' }]);
    expect(eventsOf(before.events, 'process.signalled')).toEqual([]);
  });

  test('of a run that was ended because its process had not exited shows that too', () => {
    const run = history('duration: 3s\nclients: [{ name: app, kind: steady, rate: 1/s }]');
    run.runToEnd();
    run.signal('SIGTERM');
    run.runToEnd();
    expect(eventsOf(run.events, 'note')[0]?.text).toMatch(/ended after 3 s/);
    const fork = run.forkAt(instantFromMs(3000));
    expect(JSON.stringify(fork.events)).toBe(upTo(run.events, instantFromMs(3000)));
  });
});

describe('a history has a bound', () => {
  const BUSY = 'clients: [{ name: app, kind: steady, rate: 100/s }]\nduration: 60s';

  test('checkpoints are thinned, and every instant can still be forked at', () => {
    const run = history(BUSY);
    run.advanceTo(instantFromMs(30_000));
    expect(run.events.length).toBeGreaterThan(5000);
    expect(run.checkpoints).toBeLessThanOrEqual(SMALL.checkpoints);
    expect(run.checkpoints).toBeGreaterThan(1);
    for (const t of [0, 1234, 15_000, 29_999].map(instantFromMs)) {
      expect(JSON.stringify(run.forkAt(t).events)).toBe(upTo(run.events, t));
    }
  });

  test('the oldest deeds are forgotten, and with them the time before them', () => {
    const run = history('duration: 60s', { ...SMALL, deeds: 10 });
    for (let n = 1; n <= 25; n++) {
      run.advanceTo(instantFromMs(n * 1000));
      run.request({ path: '/echo', connection: 'reuse' });
    }
    expect(run.earliest).toBeGreaterThan(instantFromMs(5000));
    expect(() => run.forkAt(instantFromMs(5000))).toThrow(RangeError);
    for (let t = run.earliest; t < run.now; t = (t + 500_000) as Instant) {
      expect(JSON.stringify(run.forkAt(t).events)).toBe(upTo(run.events, t));
    }
  });
});
