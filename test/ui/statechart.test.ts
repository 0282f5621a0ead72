/** Where a statechart's parts stand: all of them, apart from each other, and always at the same place. */
import elk from 'elkjs/lib/elk.bundled.js';
import { describe, expect, test } from 'vitest';
import { createMachine } from 'xstate';
import { emptyView } from '../../machines/view/run-view.ts';
import { type Statechart, statechartOf, statesOf } from '../../machines/view/statechart.ts';
import { sectionsOf } from '../../ui/statechart/elk-graph.ts';
import { type Measure, transitionLines, wrap } from '../../ui/statechart/labels.ts';
import { type Box, layoutChart } from '../../ui/statechart/layout.ts';
import { chartNamed, machinesOfRun, TABLE_NAMES } from '../../ui/statechart/machine-list.ts';
import { pack } from '../../ui/statechart/pack.ts';
import { arrowHead, roundedPath } from '../../ui/statechart/paths.ts';
import { zoomBy, zoomTo } from '../../ui/statechart/zoom.ts';
import { libraryRun } from '../machines/view/runs.ts';

const measure: Measure = (text, role) => text.length * (role === 'name' ? 7.2 : 6.1);
const engine = new elk.default();
const layout = (chart: Statechart, size: 'panel' | 'large' = 'panel') =>
  layoutChart(chart, size, measure, engine);

const MACHINES = ['lifecycle', 'process', 'kubelet', 'probe/lb', ...TABLE_NAMES];

function overlap(a: Box, b: Box): boolean {
  return a.x < b.x + b.width && b.x < a.x + a.width && a.y < b.y + b.height && b.y < a.y + a.height;
}

describe.each(MACHINES)('the layout of %s', name => {
  const chart = chartNamed(name);

  test('has every state, and on its arrows and in its states every transition once', async () => {
    for (const size of ['panel', 'large'] as const) {
      const sections = await layout(chart, size);
      const drawn = sections.flatMap(section => [
        ...section.arrows.flatMap(({ transitions }) => transitions),
        ...section.boxes.flatMap(({ lines }) =>
          lines.flatMap(({ role, transition }) =>
            role === 'event' && transition !== null ? [transition] : [],
          ),
        ),
      ]);
      expect([...new Set(drawn)].sort()).toEqual(chart.transitions.map(({ id }) => id).sort());
      const boxes = sections.flatMap(section => section.boxes.map(({ state }) => state.id));
      for (const state of statesOf(chart.root))
        if (state.children.length === 0) expect(boxes).toContain(state.id);
      for (const { points } of sections.flatMap(({ arrows }) => arrows))
        expect(points.length).toBeGreaterThanOrEqual(2);
    }
  });

  test('lays no state over another and no text over a state', async () => {
    for (const { boxes, arrows } of await layout(chart)) {
      const leaves = boxes.filter(({ state }) => state.children.length === 0);
      for (const [index, box] of leaves.entries()) {
        expect(leaves.slice(index + 1).filter(other => overlap(box, other))).toEqual([]);
        expect(arrows.filter(({ label }) => overlap(box, label)).map(({ id }) => id)).toEqual([]);
      }
    }
  });

  test('is the same every time', async () => {
    expect(await layout(chart)).toEqual(await layout(chart));
  });

  test('is narrow in the side panel, and wider where there is room for what is done', async () => {
    const widest = (sections: readonly { readonly width: number }[]) =>
      Math.max(...sections.map(({ width }) => width));
    const panel = widest(await layout(chart));
    expect(panel).toBeLessThan(460);
    expect(widest(await layout(chart, 'large'))).toBeGreaterThanOrEqual(panel);
  });
});

describe('sections', () => {
  test('are the regions of a parallel machine, in their order', () => {
    expect(sectionsOf(chartNamed('lifecycle')).map(({ name }) => name)).toEqual([
      ...['mux', 'livez', 'listener', 'postStart', 'ready', 'delay', 'run', 'gate'],
      ...['drain', 'watchDrain', 'drained', 'audit', 'httpServer'],
    ]);
  });

  test('are one when a transition leads from region to region', async () => {
    const chart = statechartOf(
      createMachine({
        id: 'm',
        type: 'parallel',
        states: {
          a: { initial: 'x', states: { x: { on: { over: '#m.b.y' } } } },
          b: { initial: 'y', states: { y: { type: 'final' } } },
        },
      }),
    );
    expect(sectionsOf(chart).map(({ id }) => id)).toEqual(['m']);
    const [section] = await layout(chart);
    expect(section?.arrows.map(({ points }) => points.length >= 2)).toEqual([true]);
  });

  test('odd machines are laid out too: loops, arrows into and out of states around, nothing at all', async () => {
    const machines = [
      createMachine({ id: 'empty' }),
      createMachine({
        id: 'odd',
        initial: 'a',
        on: { reset: '.a', '*': { actions: 'shrug' } },
        states: {
          a: { on: { again: { target: 'a', reenter: true }, in: 'b' } },
          b: {
            initial: 'x',
            on: { self: 'b', deep: '.y' },
            states: { x: { on: { up: '#odd.b' } }, y: { type: 'history', history: 'deep' } },
          },
        },
      }),
    ];
    for (const machine of machines) {
      const chart = statechartOf(machine);
      const [section] = await layout(chart);
      expect(section?.boxes.length).toBe(statesOf(chart.root).length);
      for (const { points } of section?.arrows ?? []) expect(points.length).toBeGreaterThanOrEqual(2);
    }
  });
});

describe('texts', () => {
  test('break at blanks, dots and humps, and lose nothing', () => {
    expect(wrap('AfterShutdownDelayDuration.fired', 'event', 90, measure)).toEqual([
      'AfterShutdown',
      'DelayDuration',
      '.fired',
    ]);
    expect(wrap('after shutdownDelay', 'event', 300, measure)).toEqual(['after shutdownDelay']);
    expect(wrap('unbreakableunbreakable', 'event', 20, measure)).toEqual(['unbreakableunbreakable']);
  });

  test('have what is done only where there is room', () => {
    const [transition] = chartNamed('lifecycle').transitions.filter(({ source }) =>
      source.endsWith('.delaying'),
    );
    if (!transition) throw new Error('nothing leads out of delaying');
    const texts = (withActions: boolean) =>
      transitionLines(transition, 400, withActions, measure).map(({ text }) => text);
    expect(texts(false)).toEqual(['after shutdownDelay']);
    expect(texts(true)).toEqual(['after shutdownDelay', '/ fireSignal AfterShutdownDelayDuration']);
  });
});

test('sections are packed without lying over each other', () => {
  const sizes = [
    { width: 100, height: 300 },
    { width: 400, height: 500 },
    { width: 120, height: 120 },
    { width: 200, height: 100 },
    { width: 90, height: 250 },
  ];
  for (const aspect of [0.4, 1, 1.6, 3]) {
    const packed = pack(sizes, aspect, 10);
    const boxes = packed.places.map((place, index) => ({
      ...place,
      ...(sizes[index] ?? { width: 0, height: 0 }),
    }));
    for (const [index, box] of boxes.entries()) {
      expect(boxes.slice(index + 1).some(other => overlap(box, other))).toBe(false);
      expect(box.x + box.width).toBeLessThanOrEqual(packed.width);
      expect(box.y + box.height).toBeLessThanOrEqual(packed.height);
    }
  }
  expect(pack([], 1, 10)).toEqual({ width: 0, height: 0, places: [] });
});

test('zooming keeps the point under the pointer where it is', () => {
  const before = zoomTo({ x: 0, y: 0, width: 1000, height: 500 }, { width: 532, height: 532 }, 2);
  expect(before.scale).toBeCloseTo(0.5);
  const after = zoomBy(before, 2, 100, 50);
  expect(after.scale).toBeCloseTo(1);
  expect(after.x + 100 / after.scale).toBeCloseTo(before.x + 100 / before.scale);
  expect(after.y + 50 / after.scale).toBeCloseTo(before.y + 50 / before.scale);
  expect(zoomBy(before, 1000, 0, 0).scale).toBe(4);
});

test('an arrow has round corners, ends before its head, and points where it goes', () => {
  const points = [
    { x: 0, y: 0 },
    { x: 0, y: 20 },
    { x: 30, y: 20 },
  ];
  expect(roundedPath(points, 6)).toBe('M0 0L0 14Q0 20 6 20L24 20');
  expect(arrowHead(points, 10)).toBe('M30 20L20 15.5L20 24.5Z');
});

test('the machines of a run are those of every run and one for each probe', () => {
  const { plan } = libraryRun('slow-hook');
  expect(machinesOfRun(plan, emptyView(plan))).toEqual(['lifecycle', 'process', 'kubelet', 'probe/lb']);
  expect(machinesOfRun(null, emptyView(null))).toEqual(['lifecycle', 'process', 'kubelet']);
  expect(chartNamed('probe/a')).toBe(chartNamed('probe/b'));
});
