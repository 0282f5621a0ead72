/** What the playhead lights of a statechart, over whole runs of the library. */
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { machineNamed } from '../../../machines/kernel/world.ts';
import { lineageOrNewest } from '../../../machines/lineage.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';
import { RecordingIndex } from '../../../machines/view/recording-index.ts';
import { type Statechart, statechartOf } from '../../../machines/view/statechart.ts';
import {
  initialStates,
  type StateChange,
  statesOnPath,
  transitionsTaken,
} from '../../../machines/view/statechart-path.ts';
import { ChartHistory, type ChartMarks, chartMarks } from '../../../machines/view/statechart-run.ts';
import { type LibraryRun, libraryRun, SCENARIOS, viewAt } from './runs.ts';

function marksAt(run: LibraryRun, machine: string, sinceStop: number): ChartMarks {
  const chart = statechartOf(machineNamed(machine, lineageOrNewest(run.plan.lineage)));
  const index = new RecordingIndex(run.plan);
  index.append(run.recording.events);
  const view = viewAt(run, sinceStop);
  return chartMarks(chart, machine, view, new ChartHistory(chart, machine, index).upTo(view.count));
}

function change(from: string, to: string, event: string, region = 'm'): StateChange {
  return { type: 'state.changed', seq: 1, t: 0, machine: 'm', region, from, to, event };
}

function taken(chart: Statechart, made: StateChange, after: readonly RunEvent[] = []): string[] {
  return transitionsTaken(chart, made, after).map(({ source, label, guard }) =>
    [source, label, ...(guard === null ? [] : [`[${guard}]`])].join(' '),
  );
}

describe.each(SCENARIOS)('%s', name => {
  const { recording } = libraryRun(name);
  const machines = [
    ...new Set(recording.events.flatMap(event => (event.type === 'state.changed' ? [event.machine] : []))),
  ];

  test.each(machines)('every change of %s is found in the definition, and only in one way', machine => {
    const chart = statechartOf(machineNamed(machine, lineageOrNewest(recording.header.lineage)));
    const index = new RecordingIndex(null);
    index.append(recording.events);
    const changes = new ChartHistory(chart, machine, index).upTo(index.count);
    expect(changes.length).toBeGreaterThan(0);
    for (const { change: made, transitions } of changes) {
      const found = transitions.map(id => chart.transitions.find(transition => transition.id === id));
      expect(found.length, JSON.stringify(made)).toBeGreaterThan(0);
      // A path, not a bundle: each transition begins where the one before it has ended.
      const starts = found.map(transition => transition?.source);
      expect(new Set(starts).size, JSON.stringify(made)).toBe(starts.length);
    }
  });
});

describe('the lifecycle around SIGTERM', () => {
  const run = libraryRun('slow-hook');

  test('before it, the delay is idle and nothing of it was taken', () => {
    const marks = marksAt(run, 'lifecycle', -1);
    expect(marks.states.get('lifecycle.delay.idle')).toBe('waits');
    expect(marks.states.get('lifecycle.delay.delaying')).toBe('never');
    expect(marks.transitions.get('lifecycle.delay.idle/0')).toBe('open');
    expect(marks.states.get('lifecycle.ready.hasBeenReady')).toBe('rests');
  });

  test('from it on the delay is lit, and the step that it was is marked in both regions', () => {
    const marks = marksAt(run, 'lifecycle', 0);
    expect(marks.states.get('lifecycle.delay.delaying')).toBe('waits');
    expect(marks.states.get('lifecycle.delay.idle')).toBe('was');
    expect(marks.transitions.get('lifecycle.delay.idle/0')).toBe('last');
    expect(marks.transitions.get('lifecycle.delay.delaying/0')).toBe('open');
    expect(marks.last.map(({ change: made }) => made.region)).toEqual(['delay', 'run']);
    expect(marks.regions.find(({ region }) => region === 'delay')).toEqual({
      region: 'delay',
      id: 'lifecycle.delay',
      states: ['delaying'],
      since: run.stop,
    });
  });

  test('after the hooks, states that were passed in one instant were there too', () => {
    const marks = marksAt(run, 'lifecycle', 8_500);
    expect(marks.states.get('lifecycle.run.judgingHooks')).toBe('was');
    expect(marks.transitions.get('lifecycle.run.judgingHooks/1')).not.toBe('never');
    expect(marks.transitions.get('lifecycle.run.judgingHooks/0')).toBe('never');
    expect(marks.states.get('lifecycle.delay.over')).toBe('rests');
  });
});

test('of a process that is gone nothing waits any more', () => {
  const marks = marksAt(libraryRun('second-sigterm'), 'lifecycle', 600_000);
  expect([...marks.states.values()]).not.toContain('waits');
  expect([...marks.transitions.values()]).not.toContain('open');
  expect([...marks.states.values()]).toContain('cut');
});

test('one of two transitions for the same event is told by what its actions did', () => {
  const second = marksAt(libraryRun('second-sigterm'), 'process', 600_000);
  const killed = marksAt(libraryRun('killed-by-kubelet'), 'process', 600_000);
  const last = ({ transitions }: ChartMarks) =>
    [...transitions].filter(([, mark]) => mark === 'last').map(([id]) => id);
  expect(last(second)).toEqual(['process.terminating/1']);
  expect(last(killed)).toEqual(['process.terminating/0']);
});

describe('a history', () => {
  const run = libraryRun('slow-hook');
  const chart = statechartOf(machineNamed('lifecycle'));

  test('that is looked at backwards shows what was known then', () => {
    const index = new RecordingIndex(run.plan);
    index.append(run.recording.events);
    const history = new ChartHistory(chart, 'lifecycle', index);
    const all = history.upTo(index.count);
    const half = history.upTo(Math.floor(index.count / 2));
    expect(half.length).toBeLessThan(all.length);
    expect(all.slice(0, half.length)).toEqual(half);
    expect(new ChartHistory(chart, 'lifecycle', index).upTo(Math.floor(index.count / 2))).toEqual(half);
  });
});

describe('a change of state', () => {
  const chart = statechartOf(
    createMachine({
      id: 'm',
      initial: 'a',
      states: {
        a: { on: { go: 'b', 'net.*': 'd' }, after: { 500: 'd' } },
        b: { always: [{ guard: 'left', target: 'c' }, { target: 'd' }] },
        c: { initial: 'x', states: { x: { on: { in: 'y' } }, y: {} }, on: { out: 'a' } },
        d: { on: { '*': 'a' } },
      },
    }),
  );

  test('goes on through transitions that are taken at once', () => {
    expect(taken(chart, change('a', 'c.x', 'go'))).toEqual(['m.a go', 'm.b always [left]']);
    expect(taken(chart, change('a', 'd', 'go'))).toEqual(['m.a go', 'm.b always']);
  });

  test('may be made by a state around, a delay, or an event that only a wildcard hears', () => {
    expect(taken(chart, change('c.y', 'a', 'out'))).toEqual(['m.c out']);
    expect(taken(chart, change('a', 'd', 'after 500'))).toEqual(['m.a after 500 ms']);
    expect(taken(chart, change('a', 'd', 'net.down'))).toEqual(['m.a net.*']);
    expect(taken(chart, change('d', 'a', 'whatever'))).toEqual(['m.d any event']);
  });

  test('that the definition does not have is made by nothing', () => {
    expect(taken(chart, change('a', 'c.y', 'go'))).toEqual([]);
    expect(taken(chart, change('nowhere', 'a', 'go'))).toEqual([]);
  });
});

test('a path names parallel states inside a region, the way a recording writes them', () => {
  const { root } = statechartOf(
    createMachine({
      id: 'm',
      initial: 'p',
      states: {
        p: {
          type: 'parallel',
          states: {
            a: { initial: 'x', states: { x: {}, y: {} } },
            b: { initial: 'x', states: { x: {}, y: {} } },
          },
        },
      },
    }),
  );
  const ids = (states: readonly { readonly id: string }[]) => states.map(({ id }) => id);
  expect(ids(statesOnPath(root, 'p.a.x,b.y'))).toEqual(['m.p', 'm.p.a', 'm.p.a.x', 'm.p.b', 'm.p.b.y']);
  expect(ids(initialStates(root))).toEqual(['m.p', 'm.p.a', 'm.p.a.x', 'm.p.b', 'm.p.b.x']);
});
