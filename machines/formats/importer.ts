/**
 * The log of a real API server → recordings, piece by piece and in constant memory: of a gigabyte only the lines that
 * say something are looked at, and of those a bounded number is kept; everything that is left out is counted.
 */
import { isAccessLine, readAccessLine } from './access-line.ts';
import { factOfRecord, factOfText, type LogFact, MARKERS } from './apiserver-log.ts';
import type { EpochMicros } from './calendar.ts';
import { chosenOf, describeRun, type ImportResult } from './import-result.ts';
import { recordingOf } from './imported-recording.ts';
import { type KlogRecord, readKlog } from './klog.ts';
import { LineScanner } from './line-scanner.ts';
import { type LineTime, LogClock } from './log-time.ts';
import { Pieces } from './pieces.ts';
import { type StrippedLine, stripPrefixes } from './prefixes.ts';
import type { PlacedFact } from './process-log.ts';
import { Processes } from './processes.ts';
import { StringPool } from './string-pool.ts';

export interface ImportOptions {
  /** The time now, in milliseconds since 1970: a date without a year is the most recent one. */
  readonly nowMs: number;
  /** The year of the first line, where the lines have none. */
  readonly year?: number | undefined;
  /**
   * Applied to each line that matters. Whoever reads a file as Latin-1, because that is fast, decodes here what is
   * UTF-8 in truth.
   */
  readonly decodeLine?: (line: string) => string;
}

/** What a line of the HTTP log has in it, and what a line that is cut in pieces has. */
const HTTP_MARKERS = ['httplog.go:', 'wrap.go:'] as const;
const PIECE_MARKERS = ['stderr P', 'stdout P'] as const;
/** journald writes a line that is not printable as a list of bytes, in which nothing can be found. */
const BYTES_MARKERS = ['"MESSAGE":[', '"MESSAGE" : ['] as const;
/** After a piece, the next one of the same stream comes within so many lines. */
const LINES_TO_NEXT_PIECE = 1000;
const MOST_SOURCES = 10_000;
const LONGEST_TEXT = 500;

export class LogImporter {
  private readonly scanner: LineScanner;
  private readonly pieces = new Pieces();
  private readonly processes = new Processes();
  private readonly clocks = new Map<string, LogClock>();
  private readonly counts = { used: 0, merged: 0, leftOut: 0, timeless: 0 };
  private readonly pool = new StringPool();
  private accessLines = 0;
  private lastTime: EpochMicros | null = null;

  constructor(private readonly options: ImportOptions) {
    const markers = [...MARKERS, ...HTTP_MARKERS, ...PIECE_MARKERS, ...BYTES_MARKERS];
    this.scanner = new LineScanner(markers, (line, number) => this.takeLine(line, number));
  }

  /** Takes the next piece of the log, cut wherever it happens to be. */
  push(chunk: string): void {
    this.scanner.push(chunk);
  }

  /** The log is over. */
  end(): ImportResult {
    this.scanner.end();
    const { all, leftOutProcesses, leftOutLines } = this.processes;
    const lives = all.filter(process => process.hasLife);
    const lifeless = all.filter(process => !process.hasLife);
    const counted = lives.reduce((sum, { requests }) => sum + requests.countedOnly, 0);
    // Requests and failures of who knows what.
    const unclaimed = lifeless.reduce((sum, { keptLines }) => sum + keptLines, 0);
    const { merged, timeless } = this.counts;
    const used = this.counts.used - counted - leftOutLines - unclaimed;
    const leftOut = this.counts.leftOut + leftOutLines + this.scanner.tooLong;
    const counts = { used, merged, counted, leftOut, timeless };
    const other = this.scanner.lines - Object.values(counts).reduce((sum, count) => sum + count, 0);
    return {
      counts: { total: this.scanner.lines, other, ...counts },
      found: lives.map((process, index) => describeRun(process, index + 1)),
      leftOutRuns: leftOutProcesses,
      accessLines: this.accessLines,
      chosen: chosenOf(lives),
      recording: id => {
        const process = lives[id - 1];
        if (process === undefined) throw new RangeError(`there is no run ${id}`);
        return recordingOf(process);
      },
    };
  }

  private takeLine(raw: string, number: number): void {
    // A part of a long text keeps all of it alive: what is kept is a copy.
    const line = this.options.decodeLine?.(raw) ?? ` ${raw}`.slice(1);
    const stripped = this.pieces.join(stripPrefixes(line.charCodeAt(0) === 0xfeff ? line.slice(1) : line));
    this.scanner.attentive = this.pieces.isWaiting ? LINES_TO_NEXT_PIECE : 0;
    if (stripped === null) return;
    const record = stripped.record ?? readKlog(stripped.text);
    if (record !== null && isAccessLine(record)) this.takeRequest(record, stripped, number);
    else {
      const fact = record === null ? factOfText(stripped.text) : factOfRecord(record);
      if (fact !== null) this.takeFact(fact, record, stripped, number);
    }
  }

  private takeRequest(record: KlogRecord, stripped: StrippedLine, number: number): void {
    const access = readAccessLine(record, this.pool.of);
    if (access === null) return;
    this.accessLines++;
    const time = this.timeOf(record, stripped);
    if (time === null) {
      this.counts.timeless++;
      return;
    }
    this.counts.used++;
    this.processes.takeRequest(originOf(record, stripped), access, time.at, number, time.zoneAssumed);
  }

  private takeFact(fact: LogFact, record: KlogRecord | null, stripped: StrippedLine, line: number): void {
    const time = this.timeOf(record, stripped);
    if (time === null) {
      this.counts.timeless++;
      return;
    }
    const text = shorten(textOf(record, stripped));
    const placed: PlacedFact = { at: time.at, line, fact, text };
    const kept = this.processes.take(originOf(record, stripped), placed, time.zoneAssumed);
    if (kept === 'kept') this.counts.used++;
    else if (kept !== 'unknown') this.counts[kept]++;
  }

  /** A line without any time is as old as the one before it of the same source. */
  private timeOf(record: KlogRecord | null, { stamp, source }: StrippedLine): LineTime | null {
    let clock = this.clocks.get(source);
    if (clock === undefined) {
      const { nowMs, year } = this.options;
      clock = new LogClock(nowMs * 1000, year ?? null, () => this.lastTime);
      if (this.clocks.size < MOST_SOURCES) this.clocks.set(source, clock);
    }
    const header = record?.stamp ?? null;
    if (header === null && stamp === null && clock.lastTime !== null)
      return { at: clock.lastTime, zoneAssumed: false };
    const time = clock.read(header, stamp);
    this.lastTime = time?.at ?? this.lastTime;
    return time;
  }
}

function originOf(
  record: KlogRecord | null,
  { source, host, pid }: StrippedLine,
): {
  readonly source: string;
  readonly host: string;
  readonly pid: number | null;
} {
  return { source, host, pid: record?.pid ?? pid };
}

/** The message with its fields, as klog writes it to a terminal. */
function textOf(record: KlogRecord | null, { text }: StrippedLine): string {
  if (record === null) return text;
  const fields = Object.entries(record.fields).filter(([name]) => name !== 'v');
  return [record.message, ...fields.map(([name, value]) => `${name}=${JSON.stringify(value)}`)].join(' ');
}

function shorten(text: string): string {
  return text.length > LONGEST_TEXT ? `${text.slice(0, LONGEST_TEXT)}…` : text;
}
