/** Durations as Go reads and writes them. */
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { formatDuration, parseDuration } from '../../../machines/scenario/duration.ts';
import { type Duration, micros } from '../../../machines/time.ts';

describe('a duration', () => {
  test.each([
    ['0', 0],
    ['0s', 0],
    ['250ms', 250_000],
    ['5s', 5_000_000],
    ['1m30s', 90_000_000],
    ['1.5h', 5_400_000_000],
    ['2h45m', 9_900_000_000],
    ['1µs', 1],
    ['1μs', 1],
    ['1us', 1],
    ['1500ns', 2],
    ['.5s', 500_000],
    ['5.s', 5_000_000],
    ['1s1s', 2_000_000],
  ])('%s is %d microseconds', (text, expected) => {
    expect(parseDuration(text)).toBe(expected);
  });

  test.each(['', '5', 's', '5 s', ' 5s', '5d', '.s', '1s,', 'five'])('"%s" is none', text => {
    expect(parseDuration(text)).toMatchObject({ error: expect.stringContaining('duration') });
  });

  test.each(['-1s', '-0s'])('%s is negative', text => {
    expect(parseDuration(text)).toMatchObject({ error: `"${text}" is negative` });
  });

  test('longer than can be counted is refused', () => {
    expect(parseDuration('9999999999h')).toMatchObject({ error: expect.stringContaining('longer') });
  });

  test.each([
    [0, '0s'],
    [1, '1µs'],
    [1_500, '1.5ms'],
    [250_000, '250ms'],
    [5_000_000, '5s'],
    [90_000_000, '1m30s'],
    [5_400_000_000, '1h30m'],
    [3_600_000_000, '1h'],
    [62_500_000, '1m2.5s'],
  ])('%d microseconds are written %s', (value, text) => {
    expect(formatDuration(micros(value))).toBe(text);
  });

  test('that was written is read as the same', () => {
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 7 * 24 * 3_600_000_000 }), value => {
        expect(parseDuration(formatDuration(value as Duration))).toBe(value);
      }),
    );
  });
});
