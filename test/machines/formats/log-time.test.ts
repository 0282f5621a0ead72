import { describe, expect, test } from 'vitest';
import { epochMicros, isoTime, ofDayMicros, yearOf } from '../../../machines/formats/calendar.ts';
import { LogClock, type Stamp } from '../../../machines/formats/log-time.ts';
import { readRfc3339 } from '../../../machines/formats/stamps.ts';
import { klogText } from './emit.ts';
import { importLines } from './importing.ts';

const NOW = Date.parse('2027-01-05T00:00:00Z') * 1000;

/** `1231 23:59:59` as the header of klog has it. */
function header(text: string): Stamp {
  const [, month, day, hours = '', minutes = '', seconds = ''] = /^(..)(..) (..):(..):(..)$/.exec(text) ?? [];
  return {
    kind: 'yearless',
    wall: { month: Number(month), day: Number(day), ofDay: ofDayMicros(hours, minutes, seconds) },
  };
}

const clock = (year: number | null = null): LogClock => new LogClock(NOW, year, () => null);
const at = (time: { at: number } | null): string | null =>
  time === null ? null : isoTime(time.at).slice(0, 19);
const prefix = (text: string): Stamp | null => readRfc3339(text)?.stamp ?? null;

describe('the calendar', () => {
  test('agrees with the one of the engine, leap years included', () => {
    for (let year = 1970; year <= 2200; year++) {
      for (const [month, day] of [
        [1, 1],
        [2, 28],
        [2, 29],
        [3, 1],
        [12, 31],
      ] as const) {
        const own = epochMicros(year, { month, day, ofDay: 1_500_001 });
        const date = new Date(Date.UTC(year, month - 1, day, 0, 0, 1, 500));
        if (date.getUTCDate() !== day) expect(own).toBeNull();
        else {
          expect(own).toBe(date.getTime() * 1000 + 1);
          expect(isoTime(own as number)).toBe(`${date.toISOString().slice(0, 23)}001Z`);
          expect(yearOf(own as number)).toBe(year);
        }
      }
    }
  });

  test('takes no date and no time that does not exist', () => {
    for (const [month, day] of [
      [0, 1],
      [13, 1],
      [4, 31],
      [1, 0],
    ] as const)
      expect(epochMicros(2026, { month, day, ofDay: 0 })).toBeNull();
    expect(ofDayMicros('24', '00', '00')).toBe(-1);
  });
});

describe('the year of a line that has none', () => {
  test('is the most recent one up to now', () => {
    expect(at(clock().read(header('1231 23:59:59'), null))).toBe('2026-12-31T23:59:59');
    expect(at(clock().read(header('0105 12:00:00'), null))).toBe('2027-01-05T12:00:00');
    expect(at(clock().read(header('0107 00:00:01'), null))).toBe('2026-01-07T00:00:01');
    expect(at(clock().read(header('0229 00:00:00'), null))).toBe('2024-02-29T00:00:00');
  });

  test('is the one that is given, and goes on from there', () => {
    const own = clock(2021);
    expect(at(own.read(header('1231 23:59:59'), null))).toBe('2021-12-31T23:59:59');
    expect(at(own.read(header('0101 00:00:00'), null))).toBe('2022-01-01T00:00:00');
    expect(at(own.read(header('1231 23:59:58'), null))).toBe('2021-12-31T23:59:58');
    expect(at(own.read(header('1001 00:00:00'), null))).toBe('2022-10-01T00:00:00');
  });

  test('is that of the time before the line', () => {
    expect(at(clock().read(header('1231 23:59:59'), prefix('2022-12-31T23:59:59Z')))).toBe(
      '2022-12-31T23:59:59',
    );
    expect(at(clock().read(header('1231 23:59:59'), prefix('2023-01-01T00:00:00Z')))).toBe(
      '2022-12-31T23:59:59',
    );
    expect(at(clock().read(header('0101 00:00:00'), prefix('2022-12-31T23:59:59Z')))).toBe(
      '2023-01-01T00:00:00',
    );
  });
});

describe('the time zone of a line that has none', () => {
  test('is the difference to the time before the line', () => {
    for (const [local, passedOn] of [
      ['1121 16:01:02', '2026-11-21T08:01:02.5Z'],
      ['1121 03:01:02', '2026-11-21T08:01:02.5Z'],
      ['1121 13:31:02', '2026-11-21T09:01:02.5+01:00'],
      ['1121 22:01:02', '2026-11-21T08:01:02.5+0000'],
    ] as const) {
      const time = clock().read(header(local), prefix(passedOn));
      expect(at(time)).toBe('2026-11-21T08:01:02');
      expect(time?.zoneAssumed).toBe(false);
    }
  });

  test('is taken as UTC where nothing tells, and that is said', () => {
    const result = importLines([
      klogText({
        at: Date.parse('2026-11-21T08:00:00Z'),
        severity: 'I',
        pid: 1,
        text: 'Serving securely on [::]:6443',
      }),
    ]);
    const { header: first, events } = result.recording(1);
    expect(first.startedAt).toBe('2026-11-21T08:00:00.000000Z');
    expect(events.find(event => event.type === 'note')).toMatchObject({ inferred: true });
  });
});

describe('midnight and new year', () => {
  const lines = (begin: string): string[] =>
    ['ShutdownInitiated', 'AfterShutdownDelayDuration', 'InFlightRequestsDrained'].map((name, index) =>
      klogText({
        at: Date.parse(begin) + index * 1000,
        severity: 'I',
        pid: 1,
        text: `"[graceful-termination] shutdown event" name="${name}"`,
      }),
    );

  test.each(['2026-11-20T23:59:59Z', '2026-02-28T23:59:59Z', '2025-12-31T23:59:59Z', '2024-02-28T23:59:59Z'])(
    'a termination that begins at %s takes two seconds',
    begin => {
      // A February 29 is seen only by who has gone past the day before: that year has to be given.
      const year = begin.startsWith('2024') ? { year: 2024 } : {};
      const result = importLines(lines(begin), { nowMs: Date.parse('2026-11-30T00:00:00Z'), ...year });
      const { events } = result.recording(1);
      const [first, last] = [events.find(({ type }) => type === 'signal.fired'), events.at(-1)];
      expect(last?.type === 'signal.fired' && first !== undefined ? last.t - first.t : null).toBe(2000);
      expect(result.found[0]?.stopAt).toBe(begin.replace('Z', '.000000Z'));
    },
  );
});
