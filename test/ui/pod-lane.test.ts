import { describe, expect, test } from 'vitest';
import { TimeScale } from '../../machines/view/time-scale.ts';
import { readSeconds } from '../../ui/timeline/grace-editor.tsx';
import { podLane } from '../../ui/timeline/pod-lane.ts';

const measure = (text: string): number => text.length * 7;

describe('the lane of the pod', () => {
  test('has the grace period, its value and the kill, none on another', () => {
    const lane = podLane(
      { graceMs: 14_000, origin: 4_000, marks: [] },
      TimeScale.fit(0, 22_000, 1_200),
      measure,
    );
    expect(lane.text?.words).toBe('grace period');
    expect(lane.value?.words).toBe('14s');
    expect(lane.value?.left).toBeGreaterThan((lane.text?.left ?? 0) + measure('grace period') - 1);
    expect(lane.word).toMatchObject({ text: 'SIGKILL' });
    expect(lane.word?.left).toBeGreaterThan(lane.killX ?? Number.POSITIVE_INFINITY);
  });

  test.each([90, 120, 160, 200, 260, 340])('at %d pixels the words yield before they overlap', width => {
    const lane = podLane(
      { graceMs: 14_000, origin: 4_000, marks: [] },
      TimeScale.fit(0, 19_000, width),
      measure,
    );
    const value = lane.value;
    const { word } = lane;
    if (lane.text && value)
      expect(value.left).toBeGreaterThanOrEqual(lane.text.left + measure('grace period'));
    if (value && word) {
      const apart = word.left >= value.left + value.width || value.left >= word.left + measure(word.text);
      expect(apart).toBe(true);
    }
    if (word) expect(word.left + measure(word.text)).toBeLessThanOrEqual(width);
  });

  test('the value yields to the mark of what the process received', () => {
    const scale = TimeScale.fit(0, 22_000, 300);
    const times = { graceMs: 14_000, origin: 4_000 };
    expect(podLane({ ...times, marks: [{ t: 4_000 }] }, scale, measure).value).not.toBeNull();
    expect(podLane({ ...times, marks: [{ t: 4_000 }, { t: 6_000 }] }, scale, measure).value).toBeNull();
  });

  test('a kill beyond the edge is named with its time', () => {
    const lane = podLane(
      { graceMs: 600_000, origin: 4_000, marks: [] },
      TimeScale.fit(0, 20_000, 1_000),
      measure,
    );
    expect(lane.killX).toBeNull();
    expect(lane.word?.text).toBe('SIGKILL at T+600 s →');
  });

  test('without a grace period it says so', () => {
    expect(
      podLane({ graceMs: null, origin: 4_000, marks: [] }, TimeScale.fit(0, 20_000, 1_000), measure),
    ).toMatchObject({
      value: { words: 'never' },
      killX: null,
    });
  });
});

describe('a typed grace period', () => {
  test.each([
    ['15', 15],
    ['15s', 15],
    [' 1.5 s ', 1.5],
    ['0', 0],
  ])('%j is taken', (text, seconds) => {
    expect(readSeconds(text)).toBe(seconds);
  });

  test.each(['', 'soon', '-3', '1m', '700000', '1e3'])('%j is not', text => {
    expect(readSeconds(text)).toBeNull();
  });
});
