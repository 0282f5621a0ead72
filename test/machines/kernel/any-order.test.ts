/** The kernel under inputs in any order that is possible: whatever the world does, the signals keep theirs. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { KernelEffect } from '../../../machines/kernel/effect.ts';
import type { KernelInput } from '../../../machines/kernel/input.ts';
import { step } from '../../../machines/kernel/step.ts';
import { createWorld, type World } from '../../../machines/kernel/world.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import { type Instant, START } from '../../../machines/time.ts';
import { scenarios } from '../simulation/arbitrary-scenario.ts';
import { brokenOrder, brokenSignals, signsOfLifeAfterExit } from '../simulation/invariants.ts';
import { RUNS, TIMEOUT_MS } from '../simulation/property-runs.ts';

const ADDRESS = '127.0.0.1:6443';

/** More steps than this to an exit, with everybody doing what is asked of them, can only be a loop. */
const MAX_STEPS = 5_000;

/** A kernel and what the world owes it: every effect that wants an answer, until it has got one. */
class Explorer {
  world: World;
  readonly events: RunEvent[] = [];
  readonly effects: KernelEffect[] = [];
  private owed: KernelEffect[] = [];
  private now: Instant = START;
  private readonly probes: readonly string[];

  constructor(scenario: Scenario) {
    this.world = createWorld(scenario);
    this.probes = scenario.clients.filter(({ kind }) => kind === 'probe').map(({ name }) => name);
    this.feed({ type: 'process.start' });
  }

  get exited(): boolean {
    return this.effects.some(({ type }) => type === 'exitProcess');
  }

  /** Feeds one input; the world before it is frozen, so that a change of it throws. */
  feed(input: KernelInput): void {
    const timer =
      input.type === 'timer.fired' ? this.world.timers.find(({ id }) => id === input.id) : undefined;
    if (timer && timer.at > this.now) this.now = timer.at;
    const result = step(deepFreeze(this.world), input, { at: this.now, seq: this.events.length + 1 });
    this.world = result.world;
    this.events.push(...result.events);
    for (const { effect } of result.effects) {
      this.effects.push(effect);
      if (answers(effect).length > 0) this.owed.push(effect);
    }
  }

  /** What may come next from a world that keeps to the rules: answers that are owed, timers in any order, news. */
  possible(): KernelInput[] {
    return [
      ...this.owed.flatMap(effect => answers(effect)),
      ...this.world.timers.map(({ id }): KernelInput => ({ type: 'timer.fired', id })),
      ...this.probes.flatMap((client): KernelInput[] =>
        [true, false].map(ok => ({ type: 'probe.answered', client, ok })),
      ),
      { type: 'readyz.succeeded' },
      { type: 'signal', signal: 'SIGTERM', by: 'user' },
    ];
  }

  give(input: KernelInput): void {
    const index = this.owed.findIndex(effect =>
      answers(effect).some(answer => JSON.stringify(answer) === JSON.stringify(input)),
    );
    if (index >= 0) this.owed.splice(index, 1);
    this.feed(input);
  }

  /** Lets everything end well: what is owed is answered, then the next timer fires. */
  toTheEnd(): void {
    for (let count = 0; !this.exited && count < MAX_STEPS; count++) {
      const owed = this.owed[0];
      const timer = this.world.timers[0];
      if (owed) this.give(answers(owed)[0] as KernelInput);
      else if (this.world.machines.process?.value === 'running')
        this.feed({ type: 'signal', signal: 'SIGTERM', by: 'user' });
      else if (timer) this.feed({ type: 'timer.fired', id: timer.id });
      else return;
    }
  }

  count(type: KernelEffect['type']): number {
    return this.effects.filter(effect => effect.type === type).length;
  }
}

/** The answers that an effect may get, the good one first. */
function answers(effect: KernelEffect): KernelInput[] {
  switch (effect.type) {
    case 'openListener':
      return [{ type: 'listener.opened', address: ADDRESS }];
    case 'closeListener':
      return [{ type: 'listener.closed', address: ADDRESS }];
    case 'pollConnections':
      return [true, false].map(quiescent => ({ type: 'connections.polled', quiescent }));
    case 'beginDrain':
      return [{ type: 'drain.emptied' }];
    case 'beginWatchDrain':
      return [{ type: 'watches.emptied' }];
    case 'runHook': {
      const { phase, name } = effect;
      const finished = { type: 'hook.finished', phase, name } as const;
      return [
        { ...finished, error: null, panicked: false },
        { ...finished, error: 'no', panicked: false },
        { ...finished, error: 'no', panicked: true },
      ];
    }
    default:
      return [];
  }
}

function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value);
    for (const inner of Object.values(value)) deepFreeze(inner);
  }
  return value;
}

/** A walk: which of the possible inputs comes next, again and again. */
const walks = fc.array(fc.nat({ max: 1_000 }), { maxLength: 60 });

function walk(scenario: Scenario, choices: readonly number[]): Explorer {
  const explorer = new Explorer(scenario);
  for (const choice of choices) {
    if (explorer.exited) break;
    const possible = explorer.possible();
    explorer.give(possible[choice % possible.length] as KernelInput);
  }
  return explorer;
}

describe('inputs in any order', () => {
  test(
    'never break the order of the signals, and fire none twice',
    () => {
      fc.assert(
        fc.property(scenarios, walks, ({ scenario }, choices) => {
          const { events } = walk(scenario, choices);
          expect(brokenSignals(events, scenario)).toEqual([]);
          expect(brokenOrder(events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'lead to one exit, when hooks, requests and connections come to an end',
    () => {
      fc.assert(
        fc.property(scenarios, walks, ({ scenario }, choices) => {
          const explorer = walk(scenario, choices);
          explorer.toTheEnd();
          expect(explorer.count('exitProcess')).toBe(1);
          expect(explorer.events.filter(({ type }) => type === 'process.exited')).toHaveLength(1);
          expect(brokenSignals(explorer.events, scenario)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'ask for each thing of the shutdown once',
    () => {
      fc.assert(
        fc.property(scenarios, walks, ({ scenario }, choices) => {
          const explorer = walk(scenario, choices);
          explorer.toTheEnd();
          for (const type of [
            'openListener',
            'closeListener',
            'sendGoaways',
            'beginDrain',
            'beginWatchDrain',
          ] as const) {
            expect([type, explorer.count(type)]).toEqual([type, Math.min(1, explorer.count(type))]);
          }
          const hooks = explorer.effects.flatMap(effect =>
            effect.type === 'runHook' ? [`${effect.phase} ${effect.name}`] : [],
          );
          expect(new Set(hooks).size).toBe(hooks.length);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'that come after the exit move nothing of the process',
    () => {
      fc.assert(
        fc.property(scenarios, walks, ({ scenario }, choices) => {
          const explorer = walk(scenario, choices);
          explorer.toTheEnd();
          const { lifecycle, process } = explorer.world.machines;
          for (const input of explorer.possible()) {
            if (input.type !== 'hook.finished' && input.type !== 'listener.opened') explorer.give(input);
          }
          expect(explorer.world.machines).toMatchObject({ lifecycle, process });
          expect(signsOfLifeAfterExit(explorer.events)).toEqual([]);
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );

  test(
    'give the same from a copy of the world: it is plain data',
    () => {
      fc.assert(
        fc.property(scenarios, walks, fc.nat({ max: 1_000 }), ({ scenario }, choices, choice) => {
          const explorer = walk(scenario, choices);
          const possible = explorer.possible();
          const input = possible[choice % possible.length] as KernelInput;
          const options = { at: explorer.world.now, seq: 1 };
          expect(step(structuredClone(explorer.world), input, options)).toEqual(
            step(explorer.world, input, options),
          );
        }),
        RUNS,
      );
    },
    TIMEOUT_MS,
  );
});
