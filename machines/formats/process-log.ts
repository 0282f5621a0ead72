/** What the lines of one process say, in a bounded place. */
import type { AccessLine } from './access-line.ts';
import type { LogFact } from './apiserver-log.ts';
import type { EpochMicros } from './calendar.ts';
import { RequestLog } from './request-log.ts';

/** A statement with its place in the log. */
export interface PlacedFact {
  readonly at: EpochMicros;
  /** Number of the line, from 1. */
  readonly line: number;
  readonly fact: LogFact;
  /** The message as it was written, shortened. */
  readonly text: string;
}

/** A health check that keeps failing in the same way prints a line for each probe: they are kept as one. */
export interface FailingStreak {
  readonly from: PlacedFact;
  readonly endpoint: string;
  readonly failing: readonly string[];
  /** When the last of these lines was written. */
  until: EpochMicros;
  untilLine: number;
}

/** More facts of one process are counted, not kept: a life and its end have some thirty lines. */
const MOST_FACTS = 2000;
const MOST_STREAKS = 300;
const MOST_FLAGS = 500;

/** What came of handing over a line. */
export type Kept = 'kept' | 'merged' | 'leftOut';

/** Facts that a process can state only once: a second time means another process. */
const LATCHES: ReadonlySet<LogFact['kind']> = new Set(['exiting', 'waiting', 'auditShutdown', 'version']);

export class ProcessLog {
  readonly facts: PlacedFact[] = [];
  readonly streaks: FailingStreak[] = [];
  readonly requests = new RequestLog();
  /** The flags that were printed at the start, by name. */
  readonly flags = new Map<string, string>();
  /** The first line that prints a flag. */
  flagsAt: PlacedFact | null = null;
  version: string | null = null;
  /** The version in the user agent of the server's own loopback client. */
  agentVersion: string | null = null;
  /** Nobody says in which time zone the times are. */
  zoneAssumed = false;
  /** Lines that say something about this process. */
  lines = 0;
  /** Those of them that are kept, also as a number. */
  keptLines = 0;
  firstLine = 0;
  lastLine = 0;
  /** A later process of the same source has started. */
  succeeded = false;
  private readonly said = new Set<string>();
  private readonly addresses = new Set<string>();

  constructor(
    /** Host, unit, pod, container, as far as the log says so. */
    readonly source: string,
    readonly pid: number | null,
  ) {}

  /** Whether it says anything about its life, not only about requests. */
  get hasLife(): boolean {
    return (
      this.facts.some(({ fact }) => fact.kind !== 'panic' && fact.kind !== 'failed') ||
      this.streaks.length > 0
    );
  }

  has(kind: LogFact['kind']): boolean {
    return this.said.has(kind);
  }

  /** Whether a statement cannot be this process's any more: a latch opens once, a life begins once. */
  isPast(fact: LogFact): boolean {
    if (fact.kind === 'signal') return this.said.has(`signal ${fact.name}`);
    if (fact.kind === 'serving') return this.has('exiting') || this.addresses.has(fact.address);
    if (fact.kind === 'flag') return this.hasStarted || this.has('version');
    if (fact.kind === 'version') return this.hasStarted || this.has('version');
    return LATCHES.has(fact.kind) && this.has(fact.kind);
  }

  private get hasStarted(): boolean {
    return this.has('serving') || this.has('waiting') || this.has('signal') || this.has('failed');
  }

  /** Takes a statement. */
  take(placed: PlacedFact): Kept {
    const kept = this.place(placed);
    if (kept === 'kept') this.keptLines++;
    return kept;
  }

  private place(placed: PlacedFact): Kept {
    const { fact } = placed;
    this.see(placed.line);
    this.said.add(fact.kind);
    if (fact.kind === 'signal') this.said.add(`signal ${fact.name}`);
    if (fact.kind === 'serving') this.addresses.add(fact.address);
    if (fact.kind === 'stoppedListening') this.addresses.delete(fact.address);
    if (fact.kind === 'version') this.version = fact.version;
    if (fact.kind === 'flag') return this.takeFlag(placed, fact);
    if (fact.kind === 'health') return this.takeHealth(placed, fact);
    if (this.facts.length >= MOST_FACTS) return 'leftOut';
    this.facts.push(placed);
    return 'kept';
  }

  /** Takes the end of a request. */
  takeRequest(at: EpochMicros, line: number, access: AccessLine): void {
    this.see(line);
    this.keptLines++;
    this.requests.add({ at, line, access });
    this.agentVersion ??= /^kube-apiserver\/(v\d+\.\d+\S*)/.exec(access.userAgent)?.[1] ?? null;
  }

  private see(line: number): void {
    if (this.firstLine === 0) this.firstLine = line;
    this.lastLine = line;
    this.lines++;
  }

  private takeFlag(placed: PlacedFact, { name, value }: LogFact & { kind: 'flag' }): Kept {
    this.flagsAt ??= placed;
    if (this.flags.size >= MOST_FLAGS) return 'leftOut';
    this.flags.set(name, value.slice(0, 200));
    return 'kept';
  }

  private takeHealth(from: PlacedFact, { endpoint, failing }: LogFact & { kind: 'health' }): Kept {
    const last = this.streaks.findLast(streak => streak.endpoint === endpoint);
    if (last !== undefined && last.failing.join() === failing.join()) {
      last.until = from.at;
      last.untilLine = from.line;
      return 'merged';
    }
    if (this.streaks.length >= MOST_STREAKS) return 'leftOut';
    this.streaks.push({ from, endpoint, failing, until: from.at, untilLine: from.line });
    return 'kept';
  }
}
