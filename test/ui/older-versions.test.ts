import { describe, expect, test } from 'vitest';
import { LINEAGES, type Lineage } from '../../machines/lineage.ts';
import { applyEvents } from '../../machines/view/apply-event.ts';
import { fixedLanes } from '../../machines/view/drawing/lane-list.ts';
import { guardDuty } from '../../machines/view/guard-duty.ts';
import { mapOfLineage } from '../../machines/view/maps/older.ts';
import { RecordingIndex } from '../../machines/view/recording-index.ts';
import { emptyView } from '../../machines/view/run-view.ts';
import { Tracks } from '../../machines/view/tracks.ts';
import { attentionOf } from '../../ui/panel/attention.ts';
import { lineageShown } from '../../ui/session/lineage-shown.ts';
import { isShownAlone } from '../../ui/session/same-instant.ts';
import { runOn } from '../machines/view/lineage-runs.ts';

function at(name: string, lineage: Lineage, sinceStop: number) {
  const { plan, recording, stop } = runOn(name, lineage);
  const count = recording.events.filter(event => event.t <= stop + sinceStop).length;
  return { plan, view: applyEvents(emptyView(plan), recording.events, 0, count) };
}

describe('the guard', () => {
  const dutyAt = (name: string, lineage: Lineage, sinceStop: number) => {
    const { plan, view } = at(name, lineage, sinceStop);
    return guardDuty(view, plan, null, lineage);
  };

  test.each([
    ['1.10', 'waitGroup', 500, 1],
    ['1.16', 'waitGroup', 500, 8_100],
    ['1.20', 'waitGroup', 503, 60_000],
    ['1.22', 'waitGroup', 503, 5_100],
    ['1.24', 'waitGroup', 503, 5_100],
  ] as const)('%s: the wait group turns requests back', (lineage, kind, status, sinceStop) => {
    expect(dutyAt('slow-hook', lineage, -1)).toEqual({ kind, status, isOn: false });
    expect(dutyAt('slow-hook', lineage, sinceStop)).toEqual({ kind, status, isOn: true });
  });

  test('with retry-after it is on duty when the delay is over, since 1.25 when the hooks are done as well', () => {
    expect(dutyAt('retry-after', '1.24', 2_100)).toEqual({ kind: 'retryAfter', status: 429, isOn: true });
    expect(dutyAt('retry-after', '1.25', 2_100)).toEqual({ kind: 'retryAfter', status: 429, isOn: true });
  });

  test('1.6 has none, and since 1.25 there is none without retry-after', () => {
    expect(dutyAt('slow-hook', '1.6', -1)).toEqual({ kind: 'noWaitGroup' });
    expect(dutyAt('slow-hook', '1.25', 60_000)).toEqual({ kind: 'none' });
  });
});

describe('the timeline', () => {
  test('has a lane for what the version had', () => {
    const lanes = (lineage: Lineage) => fixedLanes(runOn('slow-hook', lineage).plan);
    expect(lanes('1.6')).toEqual(['pod', 'loadBalancer', 'listener']);
    expect(lanes('1.14')).toEqual(['pod', 'signals', 'hooks', 'loadBalancer', 'listener']);
    expect(lanes('1.16')).toEqual(['pod', 'signals', 'delay', 'hooks', 'readyz', 'loadBalancer', 'listener']);
    expect(lanes('1.25')).toEqual(lanes('1.16'));
  });

  test('marks signals, or the same moments by what happens', () => {
    const marks = (lineage: Lineage) => {
      const { plan, recording } = runOn('slow-hook', lineage);
      const tracks = new Tracks(plan);
      tracks.append(recording.events);
      return tracks.signals.map(({ name, unnamed }) => unnamed ?? name);
    };
    expect(marks('1.20')).toEqual([
      '/readyz turns red',
      'the delay is over',
      'the listener is closed',
      'the hooks are done',
      'the wait group rejects',
      'the requests have drained',
    ]);
    expect(marks('1.22')).not.toContain('NotAcceptingNewRequest');
    expect(marks('1.22')).toContain('AfterShutdownDelayDuration');
    expect(marks('1.6')).toEqual([]);
  });

  test('up to 1.24 the audit backend is one of the hooks', () => {
    const hooks = (lineage: Lineage) => runOn('slow-hook', lineage).plan.preShutdownHooks;
    expect(hooks('1.24')).toEqual([
      { name: 'deregister', takesMs: 8_000 },
      { name: 'audit-backend', takesMs: 0 },
    ]);
    expect(hooks('1.25')).toEqual([{ name: 'deregister', takesMs: 8_000 }]);
    expect(hooks('1.6')).toEqual([]);
    expect(runOn('audit-deadlock', '1.24').plan.preShutdownHooks).toEqual([
      { name: 'audit-backend', takesMs: null, waits: true },
    ]);
  });

  test('of one instant, each moment is shown alone, named or not', () => {
    for (const lineage of ['1.16', '1.25'] as const) {
      const { plan, recording } = runOn('slow-hook', lineage);
      const index = new RecordingIndex(plan);
      const shown = recording.events.filter(event => isShownAlone(event, index));
      const delay = shown.filter(event => event.type === 'state.changed' && event.region === 'delay');
      expect(delay.length).toBe(lineage === '1.16' ? 1 : 0);
    }
  });
});

describe('what the panel explains', () => {
  test.each(LINEAGES)('%s: a moment that the version has, whatever was chosen', lineage => {
    const { plan, view } = at('slow-hook', lineage, 1);
    const map = mapOfLineage(lineage)(false);
    const attention = attentionOf('NotAcceptingNewRequest', view, plan, map);
    const names: readonly string[] = map.lamps.map(lamp => lamp.name);
    expect(names.length === 0 || names.includes(attention)).toBe(true);
  });

  test('a log that names no version is shown as today’s', () => {
    const header = { lineage: '1.22' } as const;
    const of = (more: object) =>
      lineageShown({ plan: null, header: { ...header, ...more } } as Parameters<typeof lineageShown>[0]);
    expect(of({})).toBe('1.22');
    expect(of({ lineageAtLeast: true })).toBe('1.33');
  });
});
