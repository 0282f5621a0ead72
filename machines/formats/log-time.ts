/**
 * When a line of a log was written. Its own header has no year and no time zone (`I1121 08:01:02.123456`); what stands
 * before it may have both, one, or neither.
 */
import { type EpochMicros, epochMicros, MICROS_PER_DAY, type WallTime, yearOf } from './calendar.ts';

/** A time as a line has it. */
export type Stamp =
  /** With its time zone: an instant. */
  | { readonly kind: 'instant'; readonly at: EpochMicros }
  /** With its year, but nobody says in which time zone. */
  | { readonly kind: 'dated'; readonly year: number; readonly wall: WallTime }
  /** Neither year nor time zone. */
  | { readonly kind: 'yearless'; readonly wall: WallTime };

/** When a line was written, and what of that had to be assumed. */
export interface LineTime {
  readonly at: EpochMicros;
  /** The log does not say in which time zone: the time was taken as UTC. */
  readonly zoneAssumed: boolean;
}

const QUARTER_HOUR = 900 * 1_000_000;
/** Time zones reach from -12 to +14 hours. */
const WIDEST_ZONE = 14.5 * 4 * QUARTER_HOUR;

/** A log may jump back this far (rotated files in the wrong order) before its dates are taken for the next year's. */
const BACKWARDS = 60 * MICROS_PER_DAY;

/** No other year's date can be nearer than this. */
const HALF_YEAR = 182 * MICROS_PER_DAY;

/** How long a run of years without the date is looked through: February 29 is missing in seven of them. */
const YEARS = 9;

/** Finds the years and time zones of one source of lines. */
export class LogClock {
  private last: EpochMicros | null = null;

  /** `now` and `year` help where no line has a year: the date is that of `year`, or the most recent one up to `now`. */
  constructor(
    private readonly now: EpochMicros,
    private readonly year: number | null,
    /** The last time of another source of the same file. */
    private readonly neighbour: () => EpochMicros | null,
  ) {}

  /** The last time that was read. */
  get lastTime(): EpochMicros | null {
    return this.last;
  }

  /**
   * The time of a line from its own header and from what stood before it; null where neither makes sense.
   * The header's is finer and is that of the event; what stands before it knows year and zone.
   */
  read(header: Stamp | null, prefix: Stamp | null): LineTime | null {
    const time = this.resolve(header, prefix);
    if (time !== null) this.last = time.at;
    return time;
  }

  private resolve(header: Stamp | null, prefix: Stamp | null): LineTime | null {
    if (header === null) return prefix === null ? null : this.alone(prefix);
    if (header.kind === 'instant') return { at: header.at, zoneAssumed: false };
    if (prefix === null) return this.alone(header);
    if (prefix.kind === 'instant') return besides(header.wall, prefix.at) ?? this.alone(header);
    const at = prefix.kind === 'dated' ? epochMicros(prefix.year, prefix.wall) : null;
    if (at === null) return this.alone(header);
    const own = nearest(header.wall, at);
    return own === null ? null : { at: own, zoneAssumed: true };
  }

  private alone(stamp: Stamp): LineTime | null {
    if (stamp.kind === 'instant') return { at: stamp.at, zoneAssumed: false };
    const at = stamp.kind === 'dated' ? epochMicros(stamp.year, stamp.wall) : this.yearless(stamp.wall);
    return at === null ? null : { at, zoneAssumed: true };
  }

  private yearless(wall: WallTime): EpochMicros | null {
    if (this.last !== null) return firstAfter(wall, this.last - BACKWARDS);
    const neighbour = this.neighbour();
    if (neighbour !== null) return nearest(wall, neighbour);
    if (this.year !== null) return epochMicros(this.year, wall) ?? firstAfter(wall, this.now);
    // A day more, because the clock of the log may be ahead: its time zone is not known.
    return lastBefore(wall, this.now + MICROS_PER_DAY);
  }
}

/** The time of a header whose line was passed on at `passedOn`: the two differ by whole quarters of an hour and a little. */
function besides(wall: WallTime, passedOn: EpochMicros): LineTime | null {
  const local = nearest(wall, passedOn);
  if (local === null) return null;
  const offset = Math.round((local - passedOn) / QUARTER_HOUR) * QUARTER_HOUR;
  return Math.abs(offset) > WIDEST_ZONE ? null : { at: local - offset, zoneAssumed: false };
}

function nearest(wall: WallTime, to: EpochMicros): EpochMicros | null {
  let best: EpochMicros | null = null;
  const year = yearOf(to);
  const same = epochMicros(year, wall);
  if (same !== null && Math.abs(same - to) < HALF_YEAR) return same;
  for (let candidate = year - YEARS; candidate <= year + YEARS; candidate++) {
    const at = epochMicros(candidate, wall);
    if (at !== null && (best === null || Math.abs(at - to) < Math.abs(best - to))) best = at;
  }
  return best;
}

function firstAfter(wall: WallTime, from: EpochMicros): EpochMicros | null {
  const year = yearOf(from);
  for (let candidate = year; candidate <= year + YEARS; candidate++) {
    const at = epochMicros(candidate, wall);
    if (at !== null && at >= from) return at;
  }
  return null;
}

function lastBefore(wall: WallTime, limit: EpochMicros): EpochMicros | null {
  const year = yearOf(limit);
  for (let candidate = year; candidate >= year - YEARS; candidate--) {
    const at = epochMicros(candidate, wall);
    if (at !== null && at <= limit) return at;
  }
  return null;
}
