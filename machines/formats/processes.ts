/** Whose line it is: several processes in one file, one after the other and mixed, told apart. */
import type { AccessLine } from './access-line.ts';
import type { LogFact } from './apiserver-log.ts';
import type { EpochMicros } from './calendar.ts';
import { type Kept, type PlacedFact, ProcessLog } from './process-log.ts';

/** Where a line is from. */
export interface Origin {
  readonly source: string;
  readonly host: string;
  readonly pid: number | null;
}

/** Processes with a life that are kept; of more the oldest are left out. */
const MOST_PROCESSES = 500;
/** Requests that are kept, of all processes together. */
const MOST_REQUESTS = 50_000;

export class Processes {
  /** All that are kept, in the order of their first lines. */
  readonly all: ProcessLog[] = [];
  /** Lines of processes that had to be left out because there are too many. */
  leftOutLines = 0;
  leftOutProcesses = 0;
  private readonly current = new Map<string, ProcessLog>();
  private requests = 0;

  /** Gives a statement to the process that makes it. */
  take(origin: Origin, placed: PlacedFact, zoneAssumed: boolean): Kept | 'unknown' {
    const { fact } = placed;
    if (fact.kind === 'exited' || (fact.kind === 'stopRequested' && fact.outside)) {
      const process = this.described(origin, fact);
      return process?.take(placed) ?? 'unknown';
    }
    return this.processOf(origin, fact, zoneAssumed).take(placed);
  }

  /** Gives the end of a request to the process that has served it. */
  takeRequest(origin: Origin, access: AccessLine, at: EpochMicros, line: number, zoneAssumed: boolean): void {
    this.processOf(origin, null, zoneAssumed).takeRequest(at, line, access);
    this.requests++;
    if (this.requests > MOST_REQUESTS) this.forgetRequests();
  }

  private processOf({ source, pid }: Origin, fact: LogFact | null, zoneAssumed: boolean): ProcessLog {
    const key = `${pid ?? ''} ${source}`;
    // A line without the id of its process (JSON, or what the program prints itself) is of the one that is there.
    const current =
      this.current.get(key) ??
      (pid === null ? this.all.findLast(process => process.source === source) : undefined);
    if (current !== undefined && (fact === null || !current.isPast(fact))) return current;
    const process = new ProcessLog(source, pid);
    process.zoneAssumed = zoneAssumed;
    // The same source has one container or unit at a time: whoever was there before has ended.
    if (current !== undefined) current.succeeded = true;
    this.current.set(key, process);
    this.all.push(process);
    if (this.all.length > MOST_PROCESSES) this.forgetProcess();
    return process;
  }

  /** The process that somebody else speaks about: the wrapper in the same container, or systemd on the same host. */
  private described({ source, host }: Origin, fact: LogFact): ProcessLog | undefined {
    const unit = fact.kind === 'exited' ? fact.unit : null;
    if (unit === null) return this.all.findLast(process => process.source === source);
    return this.all.findLast(process => {
      const [onHost, identifier] = process.source.split('/');
      return onHost === host && identifier !== undefined && unit.endsWith(identifier);
    });
  }

  /** The oldest that was not asked to stop, or the oldest. */
  private forgetProcess(): void {
    const idle = this.all.findIndex(process => !process.has('signal') && !process.has('exiting'));
    const [process] = this.all.splice(Math.max(idle, 0), 1) as [ProcessLog];
    this.leftOutProcesses++;
    this.leftOutLines += process.keptLines;
    this.requests -= process.requests.size;
    for (const [key, current] of this.current) if (current === process) this.current.delete(key);
  }

  /** Whoever has most of them gives the oldest quarter. */
  private forgetRequests(): void {
    const largest = this.all.reduce((a, b) => (b.requests.size > a.requests.size ? b : a));
    const before = largest.requests.size;
    largest.requests.shrinkTo(Math.floor(before * 0.75));
    this.requests -= before - largest.requests.size;
  }
}
