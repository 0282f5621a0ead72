/**
 * Calendar dates and instants of the wall clock, without the engine's own: that one would bring in the time zone of
 * the machine. Instants are whole microseconds since 1970 in UTC.
 */

/** A point in time on the wall clock: microseconds since the beginning of 1970, UTC. */
export type EpochMicros = number;

export const MICROS_PER_SECOND = 1_000_000;
export const MICROS_PER_DAY = 86_400 * MICROS_PER_SECOND;

/** What a clock and a calendar on the wall show. */
export interface WallTime {
  readonly month: number;
  readonly day: number;
  /** Microseconds since midnight. */
  readonly ofDay: number;
}

/** The last year whose instants are exact as microseconds in a JavaScript number. */
const LAST_YEAR = 2200;

/** Days from 1970-01-01 to a date of the Gregorian calendar; years begin in March, so that leap days come last. */
function daysFromEpoch(year: number, month: number, day: number): number {
  const y = month <= 2 ? year - 1 : year;
  const era = Math.floor(y / 400);
  const yearOfEra = y - era * 400;
  const dayOfYear = Math.floor((153 * (month > 2 ? month - 3 : month + 9) + 2) / 5) + day - 1;
  const dayOfEra = yearOfEra * 365 + Math.floor(yearOfEra / 4) - Math.floor(yearOfEra / 100) + dayOfYear;
  return era * 146_097 + dayOfEra - 719_468;
}

function isLeapYear(year: number): boolean {
  return (year % 4 === 0 && year % 100 !== 0) || year % 400 === 0;
}

const DAYS_OF_MONTH = [31, 28, 31, 30, 31, 30, 31, 31, 30, 31, 30, 31];

/** When a wall clock that shows UTC showed this; null for what no calendar has, such as February 30. */
export function epochMicros(year: number, wall: WallTime): EpochMicros | null {
  const { month, day, ofDay } = wall;
  const days = (DAYS_OF_MONTH[month - 1] ?? 0) + (month === 2 && isLeapYear(year) ? 1 : 0);
  if (year < 1970 || year > LAST_YEAR || day < 1 || day > days) return null;
  // A leap second stands in some logs as 23:59:60.
  if (ofDay < 0 || ofDay > MICROS_PER_DAY + MICROS_PER_SECOND) return null;
  return daysFromEpoch(year, month, day) * MICROS_PER_DAY + ofDay;
}

/** Microseconds since midnight of the parts of a time; the fraction of the second as its digits. */
export function ofDayMicros(hours: string, minutes: string, seconds: string, fraction = ''): number {
  const h = Number(hours);
  const m = Number(minutes);
  const s = Number(seconds);
  if (h > 23 || m > 59 || s > 60) return -1;
  return ((h * 60 + m) * 60 + s) * MICROS_PER_SECOND + Number(fraction.slice(0, 6).padEnd(6, '0'));
}

/** The year in which an instant lies, in UTC. */
export function yearOf(at: EpochMicros): number {
  let year = 1970 + Math.floor(at / (365.2425 * MICROS_PER_DAY));
  while (daysFromEpoch(year + 1, 1, 1) * MICROS_PER_DAY <= at) year++;
  while (daysFromEpoch(year, 1, 1) * MICROS_PER_DAY > at) year--;
  return year;
}

/** An instant as RFC 3339 writes it, in UTC, to the microsecond. */
export function isoTime(at: EpochMicros): string {
  const year = yearOf(at);
  const day = Math.floor(at / MICROS_PER_DAY);
  let rest = day - daysFromEpoch(year, 1, 1);
  let month = 1;
  for (;;) {
    const days = (DAYS_OF_MONTH[month - 1] as number) + (month === 2 && isLeapYear(year) ? 1 : 0);
    if (rest < days) break;
    rest -= days;
    month++;
  }
  const ofDay = at - day * MICROS_PER_DAY;
  const seconds = Math.floor(ofDay / MICROS_PER_SECOND);
  const two = (value: number): string => String(value).padStart(2, '0');
  const clock = [Math.floor(seconds / 3600), Math.floor(seconds / 60) % 60, seconds % 60].map(two).join(':');
  const fraction = String(ofDay % MICROS_PER_SECOND).padStart(6, '0');
  return `${year}-${two(month)}-${two(rest + 1)}T${clock}.${fraction}Z`;
}
