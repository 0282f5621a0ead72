import { createInspector, type StatelyInspectionEvent } from '@statelyai/inspect';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { assign, createActor, setup } from 'xstate';
import { isLoopbackOrigin } from '../../../machines/inspect/hub-frames.ts';
import { readIncoming } from '../../../machines/inspect/incoming.ts';
import { plainChart } from '../../../machines/inspect/plain-chart.ts';
import { Watched, type WatchedActor } from '../../../machines/inspect/watched.ts';
import { watchedMarks } from '../../../machines/inspect/watched-marks.ts';
import { lifecycleMachine } from '../../../machines/lifecycle/lifecycle.machine.ts';
import { statechartOf, statesOf } from '../../../machines/view/statechart.ts';
import { messagesOfLamp } from '../../inspect/xstate4/lamp.ts';

function take(watched: Watched, messages: readonly unknown[], app = 'app'): void {
  for (const message of messages) {
    const incoming = readIncoming(message);
    if (incoming) watched.take(app, incoming, 1000);
  }
}

function named(watched: Watched, name: string): WatchedActor {
  const actor = watched.actors.find(one => one.name === name);
  if (!actor) throw new Error(`nobody is called ${name}`);
  return actor;
}

function active({ chart, trail }: WatchedActor): string[] {
  return statesOf(chart?.root as never)
    .map(({ id }) => id)
    .filter(id => trail?.active.has(id));
}

const door = setup({ guards: { isFree: () => true } }).createMachine({
  id: 'door',
  initial: 'closed',
  context: { opened: 0 },
  states: {
    closed: {
      on: {
        open: {
          guard: 'isFree',
          target: 'opening',
          actions: assign({ opened: ({ context }) => context.opened + 1 }),
        },
      },
    },
    opening: { always: 'open' },
    open: { initial: 'wide', states: { wide: {}, ajar: {} }, on: { push: '.ajar', close: 'closed' } },
  },
});

/** What the real inspector of the package says while the machine is sent these events. */
async function messagesOfDoor(events: readonly string[]): Promise<StatelyInspectionEvent[]> {
  const said: StatelyInspectionEvent[] = [];
  const inspector = createInspector({ send: event => void said.push(JSON.parse(JSON.stringify(event))) });
  const actor = createActor(door, { inspect: inspector.inspect }).start();
  for (const type of events) {
    actor.send({ type } as never);
    // The inspector of the package speaks when it has nothing else to do.
    await new Promise(resolve => setTimeout(resolve, 0));
  }
  return said;
}

describe('an application with XState 5', () => {
  test('is followed from state to state, through those that it leaves at once', async () => {
    const watched = new Watched();
    take(watched, await messagesOfDoor(['open']));
    const actor = named(watched, 'door');
    expect(active(actor)).toEqual(['door', 'door.open', 'door.open.wide']);
    expect(actor.context).toContain('"opened": 1');
    const { chart, trail } = actor;
    if (!chart || !trail) throw new Error('it has no chart');
    const marks = watchedMarks(chart, trail, false);
    expect(Object.fromEntries(marks.states)).toMatchObject({
      'door.closed': 'was',
      'door.opening': 'was',
      'door.open': 'waits',
      'door.open.ajar': 'never',
    });
    const last = chart.transitions.filter(({ id }) => marks.transitions.get(id) === 'last');
    expect(last.map(({ label, guard, targets }) => [label, guard, targets])).toEqual([
      ['open', 'isFree', ['door.opening']],
      ['always', null, ['door.open']],
    ]);
    expect(watched.events.map(({ type }) => type)).toEqual(['xstate.init', 'open']);
  });
});

describe('an application with XState 4', () => {
  test('is followed from state to state until it stops', () => {
    const watched = new Watched();
    const messages = messagesOfLamp(['press', 'turn']);
    take(watched, messages.slice(0, -1));
    expect(active(named(watched, 'lamp'))).toEqual([
      'lamp',
      'lamp.lit',
      'lamp.lit.level',
      'lamp.lit.level.bright',
      'lamp.lit.colour',
      'lamp.lit.colour.red',
    ]);
    expect(named(watched, 'lamp').chart?.transitions.map(({ label }) => label)).toContain('after 500 ms');
    expect(named(watched, 'lamp').status).toBe('active');
    take(watched, messages.slice(-1));
    expect(named(watched, 'lamp').status).toBe('stopped');
  });

  test('has guards and targets in its chart', () => {
    const watched = new Watched();
    take(watched, messagesOfLamp([]));
    const transitions = named(watched, 'lamp').chart?.transitions ?? [];
    expect(transitions.find(({ source, label }) => source === 'lamp.off' && label === 'press')).toMatchObject(
      {
        guard: 'hasPower',
        targets: ['lamp.lit'],
      },
    );
    expect(transitions.find(({ source, label }) => source === 'lamp.lit' && label === 'press')).toMatchObject(
      {
        targets: ['lamp.off'],
      },
    );
  });
});

test('a definition as JSON draws the states and arrows of the machine that it was written from', () => {
  const plain = plainChart(JSON.parse(JSON.stringify(lifecycleMachine.config)));
  const chart = statechartOf(lifecycleMachine);
  const arrows = (of: typeof chart) =>
    of.transitions.map(({ source, label, targets }) => `${source} ${label} ${targets.join()}`).sort();
  expect(plain && statesOf(plain.root).map(({ id, kind }) => [id, kind])).toEqual(
    statesOf(chart.root).map(({ id, kind }) => [id, kind]),
  );
  expect(plain && arrows(plain)).toEqual(arrows(chart));
});

test('an application that begins anew is told apart from what it was before', async () => {
  const watched = new Watched();
  const messages = await messagesOfDoor(['open']);
  take(watched, messages, 'a');
  take(watched, messages, 'b');
  expect(watched.actors).toHaveLength(2);
  watched.restart('a');
  expect(watched.actors.map(({ app }) => app)).toEqual(['b']);
  expect(watched.events.every(({ actor }) => actor.startsWith('b '))).toBe(true);
  take(watched, [{ type: '@statelyai.disconnected' }], 'b');
  expect(watched.actors[0]?.status).toBe('stopped');
});

test('memory is bounded: the oldest events and the actors that have stopped are forgotten first, and counted', () => {
  const watched = new Watched({ events: 3, actors: 2, definition: 100 });
  const say = (type: string, sessionId: string, more: object = {}): void =>
    take(watched, [{ type, sessionId, ...more }]);
  say('@xstate.actor', 'one', { snapshot: { status: 'active' } });
  say('@xstate.actor', 'two', { snapshot: { status: 'done' } });
  say('@xstate.actor', 'three', {
    definition: JSON.stringify({ states: { long: { description: 'x'.repeat(100) } } }),
  });
  expect(watched.actors.map(({ name }) => name)).toEqual(['one', 'three']);
  expect(watched.forgottenActors).toBe(1);
  expect(named(watched, 'three').chart).toBeNull();
  for (const type of ['a', 'b', 'c', 'd', 'e']) say('@xstate.event', 'one', { event: { type } });
  expect(watched.events.map(({ type }) => type)).toEqual(['c', 'd', 'e']);
  expect(watched.forgottenEvents).toBe(2);
});

test('an event of an actor that nobody has told of is not lost', () => {
  const watched = new Watched();
  take(watched, [{ type: '@xstate.event', sessionId: 'x:7', event: { type: 'ping' } }]);
  expect(named(watched, 'x:7')).toMatchObject({ chart: null, events: 1 });
});

test('whatever is sent, nothing breaks', () => {
  const types = ['@xstate.actor', '@xstate.event', '@xstate.snapshot', 'service.register', 'service.state'];
  const message = fc.record(
    {
      type: fc.constantFrom(...types, 'service.event', 'service.stop', 'xstate.disconnect'),
      sessionId: fc.constantFrom('a', 'b'),
      definition: fc.oneof(fc.json(), fc.string()),
      machine: fc.json(),
      state: fc.json(),
      snapshot: fc.anything(),
      event: fc.oneof(fc.anything(), fc.json()),
      parentId: fc.anything(),
      createdAt: fc.anything(),
    },
    { requiredKeys: ['type', 'sessionId'] },
  );
  fc.assert(
    fc.property(fc.array(fc.oneof(message, fc.anything())), messages => {
      const watched = new Watched();
      take(watched, messages.map(jsonOf));
      for (const { chart, trail } of watched.actors) if (chart && trail) watchedMarks(chart, trail, false);
    }),
    { numRuns: 300 },
  );
  const definition = fc.letrec(tie => ({
    state: fc.record(
      {
        id: fc.constantFrom('m', 'a', '#'),
        initial: fc.anything(),
        on: fc.dictionary(fc.string(), fc.oneof(fc.constantFrom('a', '.a', '#m.a', '#m', ''), fc.anything())),
        after: fc.anything(),
        invoke: fc.anything(),
        states: fc.oneof(
          { maxDepth: 4 },
          fc.constant({}),
          fc.dictionary(fc.constantFrom('a', 'b', '__proto__'), tie('state'), { maxKeys: 3 }),
        ),
      },
      { requiredKeys: ['states'] },
    ),
  })).state;
  fc.assert(
    fc.property(definition, value => {
      const chart = plainChart(jsonOf(value));
      if (chart) expect(new Set(statesOf(chart.root).map(({ id }) => id)).has(chart.root.id)).toBe(true);
    }),
    { numRuns: 300 },
  );
});

/** As it comes over a wire; nothing, for what no JSON can say. */
function jsonOf(value: unknown): unknown {
  try {
    return JSON.parse(JSON.stringify(value) ?? 'null');
  } catch {
    // Numbers without an end, and what refers to itself.
    return null;
  }
}

test.each([
  ['http://localhost:5173', true],
  ['http://127.0.0.1:3000', true],
  ['http://[::1]:3000', true],
  ['https://app.localhost', true],
  ['https://example.org', false],
  ['http://localhost.example.org', false],
  ['http://127.0.0.1.example.org', false],
  ['null', false],
])('%s is of this machine: %s', (origin, isHere) => {
  expect(isLoopbackOrigin(origin)).toBe(isHere);
});
