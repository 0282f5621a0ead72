/** Times as logs write them, at the beginning of a text. */
import { epochMicros, ofDayMicros, type WallTime } from './calendar.ts';
import type { Stamp } from './log-time.ts';

/** A time, and how many characters it took. */
export interface ReadStamp {
  readonly stamp: Stamp;
  readonly length: number;
}

const RFC3339 =
  /^(\d{4})-(\d\d)-(\d\d)[T ](\d\d):(\d\d):(\d\d)(?:[.,](\d{1,9}))?(?: ?(Z|UTC\b|GMT\b|([+-])(\d\d):?(\d\d)))?/;

/** `2026-11-21T08:01:02.123456789Z`, with a blank instead of the T, with an offset, or without any zone. */
export function readRfc3339(text: string): ReadStamp | null {
  const match = RFC3339.exec(text);
  if (match === null) return null;
  const [whole, year, month, day, hours, minutes, seconds, fraction, zone, sign, zoneHours, zoneMinutes] =
    match as unknown as readonly string[];
  const wall: WallTime = {
    month: Number(month),
    day: Number(day),
    ofDay: ofDayMicros(hours as string, minutes as string, seconds as string, fraction),
  };
  const length = (whole as string).length;
  const local = epochMicros(Number(year), wall);
  if (local === null) return null;
  if (zone === undefined) return { stamp: { kind: 'dated', year: Number(year), wall }, length };
  const ahead = sign === undefined ? 0 : (Number(zoneHours) * 60 + Number(zoneMinutes)) * 60_000_000;
  return { stamp: { kind: 'instant', at: sign === '-' ? local + ahead : local - ahead }, length };
}

const MONTHS = ['Jan', 'Feb', 'Mar', 'Apr', 'May', 'Jun', 'Jul', 'Aug', 'Sep', 'Oct', 'Nov', 'Dec'];
const SYSLOG = /^(\p{L}{3,9}\.?) +(\d{1,2}) (\d\d):(\d\d):(\d\d)(?:\.(\d{1,6}))?(?= )/u;

/**
 * `Nov 21 08:01:02`, as syslog and journald write it. In another language the month cannot be read: the header of the
 * line will have it.
 */
export function readSyslogTime(
  text: string,
): { readonly stamp: Stamp | null; readonly length: number } | null {
  const match = SYSLOG.exec(text);
  if (match === null) return null;
  const [whole, name, day, hours, minutes, seconds, fraction] = match as unknown as readonly string[];
  const month = MONTHS.indexOf(name as string) + 1;
  const ofDay = ofDayMicros(hours as string, minutes as string, seconds as string, fraction);
  const length = (whole as string).length;
  if (month === 0 || ofDay < 0) return { stamp: null, length };
  return { stamp: { kind: 'yearless', wall: { month, day: Number(day), ofDay } }, length };
}

/** A number since 1970 in seconds, milliseconds, microseconds or nanoseconds: nobody's log is older than 1973. */
export function readEpoch(value: number): Stamp | null {
  if (!(value >= 1e8 && value < 1e19)) return null;
  const micros = value < 1e11 ? value * 1e6 : value < 1e14 ? value * 1e3 : value < 1e17 ? value : value / 1e3;
  return micros > 7.2e15 ? null : { kind: 'instant', at: Math.round(micros) };
}
