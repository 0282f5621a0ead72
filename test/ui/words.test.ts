import { describe, expect, test } from 'vitest';
import { unitFor } from '../../ui/room/outcomes.tsx';
import { plannedDurationMs, progress } from '../../ui/room/request-progress.ts';
import { clockTime, count, plural, roundTime, seconds } from '../../ui/words/format.ts';

describe('times', () => {
  test('count from the stop, with a real minus sign', () => {
    expect(clockTime(10_400, 4_000)).toBe('T+6.40 s');
    expect(clockTime(2_500, 4_000, 1)).toBe('T−1.5 s');
    expect(clockTime(2_500, null, 1)).toBe('2.5 s');
  });

  test('nothing is ever minus zero', () => {
    expect(seconds(-4, 1)).toBe('0.0');
    expect(clockTime(3_999.9, 4_000, 1)).toBe('T+0.0 s');
  });

  test('whole seconds are written as such', () => {
    expect(roundTime(18_000, 4_000)).toBe('T+14 s');
    expect(roundTime(7_120, 4_000)).toBe('T+3.1 s');
  });
});

describe('numbers', () => {
  test('have their thousands apart', () => {
    expect(count(214)).toBe('214');
    expect(count(1_234_567)).toBe('1 234 567');
  });

  test('agree with their word', () => {
    expect(plural(1, 'watch', 'watches')).toBe('1 watch');
    expect(plural(2, 'watch', 'watches')).toBe('2 watches');
    expect(plural(0, 'connection')).toBe('0 connections');
  });

  test('one square stands for as few requests as there is room for', () => {
    const grid = { blocks: 3, rows: 6 };
    expect(unitFor(180, grid)).toBe(1);
    expect(unitFor(181, grid)).toBe(10);
    expect(unitFor(100_000, grid)).toBe(1_000);
  });
});

describe('the progress of a request', () => {
  test('is known from its query', () => {
    expect(plannedDurationMs('/sleep?duration=4s')).toBe(4_000);
    expect(progress('/sleep?duration=4s', 1_000, 3_000)).toBe(0.5);
    expect(progress('/sleep?duration=4s', 1_000, 9_000)).toBe(1);
  });

  test('is unknown where the query does not say', () => {
    expect(plannedDurationMs('/echo')).toBeNull();
    expect(plannedDurationMs('/sleep?duration=soon')).toBeNull();
    expect(progress('/echo', 0, 10)).toBeNull();
  });
});
