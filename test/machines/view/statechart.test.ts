/** A statechart drawn is the definition: nothing is left out, nothing is drawn twice, whatever the machine. */
import { describe, expect, test } from 'vitest';
import {
  type AnyStateMachine,
  type AnyStateNode,
  and,
  assign,
  createMachine,
  fromPromise,
  not,
  or,
  raise,
  setup,
  stateIn,
} from 'xstate';
import { machineNamed } from '../../../machines/kernel/world.ts';
import { LINEAGES } from '../../../machines/lineage.ts';
import { h2ConnectionTable, http1ConnectionTable } from '../../../machines/traffic/connection.ts';
import {
  clientRequestTable,
  shortRequestTable,
  watchRequestTable,
} from '../../../machines/traffic/request.ts';
import { machineOf } from '../../../machines/traffic/table.ts';
import { type Statechart, statechartOf, statesOf } from '../../../machines/view/statechart.ts';

const PRODUCT: readonly (readonly [string, AnyStateMachine])[] = [
  ...['kubelet', 'probe/lb'].map(name => [name, machineNamed(name)] as const),
  ...LINEAGES.flatMap(lineage =>
    ['lifecycle', 'process'].map(name => [`${name} of ${lineage}`, machineNamed(name, lineage)] as const),
  ),
  ['h2-connection', machineOf(h2ConnectionTable)],
  ['http1-connection', machineOf(http1ConnectionTable)],
  ['short-request', machineOf(shortRequestTable)],
  ['watch-request', machineOf(watchRequestTable)],
  ['client-request', machineOf(clientRequestTable)],
];

function nodesOf(node: AnyStateNode): AnyStateNode[] {
  return [node, ...Object.values(node.states).flatMap(nodesOf)];
}

function labels(chart: Statechart): string[] {
  return chart.transitions.map(({ source, label, guard, targets }) =>
    [source, label, ...(guard === null ? [] : [`[${guard}]`]), '→', targets.join(' + ') || 'stays'].join(' '),
  );
}

describe.each(PRODUCT)('%s', (_, machine) => {
  const chart = statechartOf(machine);

  test('has every state of the definition once, with its description', () => {
    const states = statesOf(chart.root);
    expect(states.map(({ id }) => id).sort()).toEqual(
      nodesOf(machine.root)
        .map(({ id }) => id)
        .sort(),
    );
    for (const node of nodesOf(machine.root))
      expect(states.find(({ id }) => id === node.id)?.description).toBe(node.description ?? null);
  });

  test('has every transition of the definition exactly once', () => {
    // Counted from the configuration as it was written, not from what XState makes of it.
    const written = nodesOf(machine.root).flatMap(({ id, config }) => {
      const { on = {}, after = {}, always = [], onDone = [] } = config as Record<string, object>;
      const lists = [...Object.values(on), ...Object.values(after), always, onDone];
      return lists.flatMap(list => (Array.isArray(list) ? list : [list]).map(() => id));
    });
    expect(chart.transitions.map(({ source }) => source).sort()).toEqual(written.sort());
    expect(new Set(chart.transitions.map(({ id }) => id)).size).toBe(chart.transitions.length);
  });

  test('leads from states that it has to states that it has', () => {
    const ids = new Set(statesOf(chart.root).map(({ id }) => id));
    for (const { source, targets } of chart.transitions)
      for (const id of [source, ...targets]) expect(ids).toContain(id);
  });

  test('speaks as people do', () => {
    for (const { label, guard, actions } of chart.transitions)
      for (const text of [label, guard ?? '', ...actions.map(action => action.label)])
        expect(text).not.toMatch(/xstate|\[object|=>|undefined/);
  });
});

describe('the lifecycle', () => {
  const chart = statechartOf(machineNamed('lifecycle'));

  test('says what its transitions wait for, on which condition and what they do', () => {
    expect(labels(chart)).toContain('lifecycle.delay.delaying after shutdownDelay → lifecycle.delay.over');
    expect(labels(chart)).toContain(
      'lifecycle.run.runningPreShutdownHooks hook.finished [hookPanicked preShutdown] → lifecycle.run.panicking',
    );
    expect(labels(chart)).toContain(
      'lifecycle.httpServer.shuttingDown.looking connections.polled [isQuiescent] → lifecycle.httpServer.closed',
    );
    const start = chart.transitions.find(({ source }) => source === 'lifecycle.delay.idle');
    expect(start?.actions.map(({ label }) => label)).toEqual(['fireSignal ShutdownInitiated']);
  });

  test('knows where each region begins, what a state does when entered, and what it raises for itself', () => {
    const states = statesOf(chart.root);
    expect(states.find(({ id }) => id === 'lifecycle.gate')?.initial).toBe('lifecycle.gate.waitingForBoth');
    expect(states.find(({ name }) => name === 'looking')?.entry.map(({ label }) => label)).toEqual([
      'pollConnections',
    ]);
    // Timers are transitions, not actions.
    expect(states.find(({ name }) => name === 'delaying')?.entry).toEqual([]);
    expect([...chart.raised].sort()).toEqual(['requests.drained', 'watches.drained']);
  });
});

describe('odd machines', () => {
  test('wildcards, numbered delays, transitions to itself and to nowhere', () => {
    const chart = statechartOf(
      createMachine({
        id: 'odd',
        initial: 'a',
        on: { '*': { actions: 'shrug' }, 'net.*': '.b' },
        states: {
          a: { after: { 1500: 'b' }, on: { again: { target: 'a', reenter: true }, nothing: {} } },
          b: { always: [{ guard: 'sure', target: 'a' }, { target: '#odd.c.x' }] },
          c: { id: 'sea', initial: 'x', states: { x: {}, y: { type: 'final' } }, onDone: 'a' },
        },
      }),
    );
    // XState names states by their place, unless they have an id of their own.
    expect(labels(chart).sort()).toEqual(
      [
        'odd any event → stays',
        'odd net.* → odd.b',
        'odd.a after 1500 ms → odd.b',
        'odd.a again → odd.a',
        'odd.a nothing → stays',
        'odd.b always [sure] → odd.a',
        'odd.b always → odd.c.x',
        'sea done → odd.a',
      ].sort(),
    );
  });

  test('combined guards, conditions and actions without a name', () => {
    const chart = statechartOf(
      setup({ guards: { p: () => true, q: () => true } }).createMachine({
        id: 'g',
        context: { n: 0 },
        on: {
          one: { guard: and(['p', or(['q', not('p')])]), actions: assign({ n: 1 }) },
          two: { guard: stateIn({ g: 'x' }), actions: [raise({ type: 'three' }), () => {}] },
          three: { guard: () => true, actions: function count() {} },
        },
      }),
    );
    expect(chart.transitions.map(({ guard }) => guard)).toEqual([
      'p and (q or not p)',
      'in {"g":"x"}',
      'a condition',
    ]);
    expect(chart.transitions.map(({ actions }) => actions.map(({ label }) => label))).toEqual([
      ['assign n'],
      ['raise three', 'an action'],
      ['count'],
    ]);
    expect([...chart.raised]).toEqual(['three']);
  });

  test('parallel states in states, several targets at once, history', () => {
    const chart = statechartOf(
      createMachine({
        id: 'p',
        initial: 'off',
        states: {
          off: { on: { on: { target: ['#left', '#right'] } } },
          both: {
            type: 'parallel',
            states: {
              left: { initial: 'off', states: { off: {}, on: { id: 'left' } } },
              right: {
                initial: 'off',
                states: { off: {}, on: { id: 'right' }, before: { type: 'history' } },
              },
            },
            on: { back: '.right.before' },
          },
        },
      }),
    );
    const kinds = Object.fromEntries(statesOf(chart.root).map(({ id, kind }) => [id, kind]));
    expect(kinds).toMatchObject({ p: 'compound', 'p.both': 'parallel', 'p.both.right.before': 'history' });
    expect(statesOf(chart.root).find(({ id }) => id === 'p.both')?.initial).toBeNull();
    expect(labels(chart)).toEqual(['p.off on → left + right', 'p.both back → p.both.right.before']);
  });

  test('invoked actors, and what comes of them', () => {
    const chart = statechartOf(
      setup({ actors: { load: fromPromise(async () => 1) } }).createMachine({
        id: 'i',
        initial: 'loading',
        states: {
          loading: { invoke: { src: 'load', onDone: 'ready', onError: 'broken' } },
          ready: {},
          broken: {},
        },
      }),
    );
    expect(labels(chart)).toEqual(['i.loading done load → i.ready', 'i.loading error load → i.broken']);
    expect(statesOf(chart.root).find(({ name }) => name === 'loading')?.invokes).toEqual(['load']);
  });

  test('a machine without states', () => {
    const chart = statechartOf(createMachine({ id: 'empty' }));
    expect(chart).toMatchObject({ root: { id: 'empty', kind: 'atomic', children: [] }, transitions: [] });
  });
});
