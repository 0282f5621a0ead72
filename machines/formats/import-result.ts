/** What came of the import of a log: its processes, and where all the lines went. */
import type { Recording } from '../recording/events.ts';
import type { SignalName } from '../signals.ts';
import { type EpochMicros, isoTime } from './calendar.ts';
import { type LogLineage, lineageOfLog } from './lineage-of-log.ts';
import { endOf, startOf, stopOf } from './process-end.ts';
import type { ProcessLog } from './process-log.ts';

/** Where all the lines went: the numbers add up to `total`. */
export interface LineCounts {
  readonly total: number;
  /** Lines about something else. */
  readonly other: number;
  /** Lines that became events. */
  readonly used: number;
  /** Failing health checks that say the same as the one before. */
  readonly merged: number;
  /** Requests before the last 50,000: they are only counted. */
  readonly counted: number;
  /** Beyond the bounds of what is kept. */
  readonly leftOut: number;
  /** Without a time that can be read. */
  readonly timeless: number;
}

/** One process of a log. Times as RFC 3339 writes them. */
export interface FoundRun extends LogLineage {
  /** From 1, in the order of their first lines. */
  readonly id: number;
  /** Host, unit, pod or container, as far as the log says so; may be empty. */
  readonly source: string;
  readonly pid: number | null;
  /** What it says its version is. */
  readonly version: string | null;
  readonly startedAt: string | null;
  /** When it was asked to stop, at the latest. */
  readonly stopAt: string | null;
  readonly exitAt: string | null;
  /** Those that it logged, in order. */
  readonly signals: readonly SignalName[];
  /** Flags of kube-apiserver, where it printed them (-v=1). */
  readonly flags: Readonly<Record<string, string>>;
  /** Lines that say something about it, and the first and the last of them. */
  readonly lines: number;
  readonly firstLine: number;
  readonly lastLine: number;
  readonly requests: number;
}

/** What came of an import. */
export interface ImportResult {
  readonly counts: LineCounts;
  /** Empty where no line is about the life of an API server. */
  readonly found: readonly FoundRun[];
  /** Processes beyond the bound; the oldest ones. */
  readonly leftOutRuns: number;
  /** HTTP access lines, with or without a process whose life is known. */
  readonly accessLines: number;
  /** The id of the last one that was asked to stop, or of the last one; null where nothing was found. */
  readonly chosen: number | null;
  /** The recording of one of them. @throws RangeError for an id that was not found */
  readonly recording: (id: number) => Recording;
}

/** What is found of a process. */
export function describeRun(process: ProcessLog, id: number): FoundRun {
  const iso = (place: { readonly at: EpochMicros } | null): string | null =>
    place === null ? null : isoTime(place.at);
  const signals = process.facts
    .toSorted((a, b) => a.at - b.at || a.line - b.line)
    .flatMap(({ fact }) => (fact.kind === 'signal' ? [fact.name] : []));
  return {
    id,
    source: process.source,
    pid: process.pid,
    version: process.version ?? process.agentVersion,
    ...lineageOfLog(process),
    startedAt: iso(startOf(process)),
    stopAt: iso(stopOf(process)),
    exitAt: iso(endOf(process)),
    signals,
    flags: Object.fromEntries(process.flags),
    lines: process.lines,
    firstLine: process.firstLine,
    lastLine: process.lastLine,
    requests: process.requests.size + process.requests.countedOnly,
  };
}

/** The last termination; where nobody stopped, the last process. */
export function chosenOf(lives: readonly ProcessLog[]): number | null {
  if (lives.length === 0) return null;
  let chosen = 0;
  let latest = Number.NEGATIVE_INFINITY;
  lives.forEach((process, index) => {
    const stop = stopOf(process);
    if (stop === null || stop.at < latest) return;
    latest = stop.at;
    chosen = index + 1;
  });
  return chosen === 0 ? lives.length : chosen;
}
