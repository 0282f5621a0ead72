import { describe, expect, test } from 'vitest';
import { libraryScenario } from '../../machines/scenario/library.ts';
import { recordingEnd, timelineEnd } from '../../machines/view/drawing/extent.ts';
import { clientLaneCount, clientLanes, fixedLanes } from '../../machines/view/drawing/lane-list.ts';
import { placeLabels } from '../../machines/view/drawing/signal-labels.ts';
import { planOf, type RunPlan } from '../../machines/view/plan.ts';
import { TimeScale } from '../../machines/view/time-scale.ts';
import { Tracks } from '../../machines/view/tracks.ts';
import { english } from '../../machines/words/translate.ts';

function planNamed(name: string): RunPlan {
  const entry = libraryScenario(name);
  if (!entry) throw new Error(name);
  return planOf(entry.scenario);
}

describe('the end of the timeline', () => {
  const plan = planNamed('slow-hook');

  test('leaves room for everything that is planned, the kill included', () => {
    expect(timelineEnd(plan, 4_000, 0)).toBeGreaterThan(4_000 + 14_000);
  });

  test('stays where it is until the run comes close to it, and then moves in few large steps', () => {
    const ends = new Set<number>();
    for (let present = 0; present < 120_000; present += 100) {
      const end = timelineEnd(plan, 4_000, present);
      expect(end).toBeGreaterThan(present);
      ends.add(end);
    }
    expect(ends.size).toBeLessThan(10);
  });

  test('a grace period far beyond the rest of the plan does not press that together', () => {
    const patient = { ...plan, gracePeriodMs: 600_000 };
    expect(timelineEnd(patient, 4_000, 0)).toBeLessThan(60_000);
  });

  test('without a stop there is room for what comes', () => {
    expect(timelineEnd(plan, null, 0)).toBe(20_000);
    expect(timelineEnd(null, null, 30_000)).toBeGreaterThan(30_000);
  });

  test('a recording ends soon after its last event, however long it waited in between', () => {
    expect(recordingEnd(10_000)).toBe(10_600);
    expect(recordingEnd(430_000)).toBe(432_000);
  });
});

describe('lanes', () => {
  test('clients that have no lane of their own share the last one', () => {
    const plan = planNamed('slow-hook');
    const tracks = new Tracks(plan);
    tracks.append(
      ['a', 'b', 'c', 'd'].map((client, index) => ({
        seq: index,
        t: index,
        type: 'connection.opened' as const,
        connection: `c${index}`,
        protocol: 'h2' as const,
        client,
      })),
    );
    const room = clientLaneCount(fixedLanes(plan));
    const lanes = clientLanes(tracks, room, english);
    expect(lanes).toHaveLength(room);
    expect(lanes[0]?.name).toBe('app');
    expect(lanes.at(-1)).toMatchObject({ name: '3 more' });
    expect(lanes.at(-1)?.lanes).toHaveLength(3);
  });

  test('there is no lane for hooks or a load balancer that the scenario does not have', () => {
    const bare = { ...planNamed('slow-hook'), preShutdownHooks: [], clients: [] };
    expect(fixedLanes(bare)).toEqual(['pod', 'signals', 'delay', 'readyz', 'listener']);
  });
});

describe('labels of signals on the timeline', () => {
  const scale = TimeScale.fit(0, 10_000, 1_000);
  const measure = (text: string): number => text.length * 6;

  test('stand before their dot, at the stop after it', () => {
    const labels = placeLabels(
      [
        { name: 'ShutdownInitiated', unnamed: null, t: 3_000, seq: 1 },
        { name: 'AfterShutdownDelayDuration', unnamed: null, t: 8_000, seq: 2 },
      ],
      3_000,
      scale,
      measure,
    );
    expect(labels.find(label => label.mark.name === 'ShutdownInitiated')?.side).toBe('after');
    expect(labels.find(label => label.mark.name === 'AfterShutdownDelayDuration')?.side).toBe('before');
  });

  test('the older one goes when there is no room for both', () => {
    const labels = placeLabels(
      [
        { name: 'AfterShutdownDelayDuration', unnamed: null, t: 9_300, seq: 3 },
        { name: 'NotAcceptingNewRequest', unnamed: null, t: 9_400, seq: 4 },
      ],
      null,
      TimeScale.fit(0, 10_000, 300),
      measure,
    );
    expect(labels).toHaveLength(1);
    expect(labels[0]?.text).toBe('NotAcceptingNewRequest +1');
  });
});
