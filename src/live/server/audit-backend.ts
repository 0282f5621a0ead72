/**
 * The audit backend of the real server: events as JSON lines in memory, and in a file where the command line names one.
 * It takes events as long as the lifecycle says that it runs; in batches, what it holds dies with the process.
 */
import {
  type AuditBuffer,
  type BatchFlags,
  dueAt,
  emptyBuffer,
  hasRoom,
  hold,
  takeAll,
} from '../../../machines/audit/buffer.ts';
import { type AuditStage, type AuditSubject, auditLine } from '../../../machines/audit/event.ts';
import type { Identity } from '../../../machines/filters/identity.ts';
import type { RequestInfo } from '../../../machines/filters/request-info.ts';
import type { EpochMicros } from '../../../machines/formats/calendar.ts';
import { micros } from '../../../machines/time.ts';
import type { LiveContext } from '../context.ts';

/** Events, or requests that were answered at once, that are kept in memory; the oldest make room. */
export const AUDIT_EVENTS_KEPT = 2_000;

/** One event on its way into the log. */
export interface AuditEntry {
  readonly subject: AuditSubject;
  readonly stage: AuditStage;
  readonly at: EpochMicros;
  readonly status: number | null;
  /** The request in the recording, where this is its last event; empty: the recording does not hear of it. */
  readonly request: string;
  readonly cause: readonly number[];
}

/**
 * A request that was answered in the instant in which it came. Each place of the memory is written over again and
 * again: an object of its own for each request would outlive garbage collections, and make them slow.
 */
interface Answered {
  auditId: string;
  info: RequestInfo;
  identity: Identity;
  userAgent: string;
  peer: string;
  at: EpochMicros;
  status: number;
}

/** Where lines go besides the memory; writes before it returns. */
export type AuditFile = (line: string) => void;

export class AuditBackend {
  private readonly context: LiveContext;
  private readonly flags: BatchFlags | null;
  private readonly file: AuditFile | null;
  private readonly buffer: AuditBuffer<AuditEntry>;
  private readonly kept: (AuditEntry | Answered)[] = [];
  private next = 0;
  private total = 0;
  private isRunning = true;
  private cancelDue: (() => void) | null = null;

  constructor(context: LiveContext, flags: BatchFlags | null, file: AuditFile | null) {
    this.context = context;
    this.flags = flags;
    this.file = file;
    this.buffer = emptyBuffer(context.clock.now());
  }

  /** Whether events wait for each other before they are written. */
  get isBatching(): boolean {
    return this.flags !== null;
  }

  /** The events in memory, oldest first, one JSON object each. */
  *lines(): Generator<string, void> {
    const { kept } = this;
    for (let index = 0; index < kept.length; index++) {
      const entry = kept[(this.next + index) % kept.length] as AuditEntry | Answered;
      if ('subject' in entry) yield lineOf(entry).trimEnd();
      else yield* answeredLines(entry);
    }
  }

  /** Events that were written and are not in memory any more. */
  get forgotten(): number {
    return this.total - this.kept.length;
  }

  /** Whether {@link answered} is enough: nothing waits, and nobody reads along. */
  get isMemoryAlone(): boolean {
    return this.isRunning && this.flags === null && this.file === null;
  }

  /**
   * Keeps both events of a request that is answered in the instant in which it came, and that the recording does not
   * hear of, as one; only while {@link isMemoryAlone}.
   */
  answered(
    auditId: string,
    { info, identity, userAgent, peer }: Omit<AuditSubject, 'auditId' | 'receivedAt'>,
    at: EpochMicros,
    status: number,
  ): void {
    const place = this.kept.length < AUDIT_EVENTS_KEPT ? undefined : this.kept[this.next];
    if (place === undefined || 'subject' in place)
      return this.keep({ auditId, info, identity, userAgent, peer, at, status });
    this.total++;
    this.next = (this.next + 1) % AUDIT_EVENTS_KEPT;
    place.auditId = auditId;
    place.info = info;
    place.identity = identity;
    place.userAgent = userAgent;
    place.peer = peer;
    place.at = at;
    place.status = status;
  }

  /** Takes one event. */
  process(entry: AuditEntry): void {
    const { flags, buffer } = this;
    if (!this.isRunning) return this.lose(entry);
    if (flags === null) return this.write(entry);
    if (!hasRoom(buffer, flags)) return this.lose(entry);
    const now = this.context.clock.now();
    for (const ready of hold(buffer, entry, now, flags)) this.write(ready);
    this.arm();
  }

  /** The lifecycle has gone on: the backend is shut down, and writes what it holds; or the process is gone, and it cannot. */
  settle(isRunning: boolean, hasExited: boolean): void {
    if (!this.isRunning) return;
    if (hasExited && isRunning) {
      this.isRunning = false;
      for (const entry of this.empty()) this.lose(entry);
    } else if (!isRunning) {
      for (const entry of this.empty()) this.write(entry);
      this.isRunning = false;
    }
  }

  private empty(): readonly AuditEntry[] {
    this.cancelDue?.();
    this.cancelDue = null;
    return takeAll(this.buffer, this.context.clock.now());
  }

  private arm(): void {
    const { flags, buffer } = this;
    if (flags === null) return;
    if (buffer.held.length === 0) {
      this.cancelDue?.();
      this.cancelDue = null;
      return;
    }
    if (this.cancelDue) return;
    const { clock } = this.context;
    const now = clock.now();
    this.cancelDue = clock.after(micros(dueAt(buffer, now, flags) - now), () => {
      this.cancelDue = null;
      if (this.isRunning) for (const entry of this.empty()) this.write(entry);
    });
  }

  private write(entry: AuditEntry): void {
    this.keep(entry);
    this.file?.(lineOf(entry));
    this.report('audit.logged', entry);
  }

  private keep(entry: AuditEntry | Answered): void {
    this.total++;
    if (this.kept.length < AUDIT_EVENTS_KEPT) {
      this.kept.push(entry);
      return;
    }
    this.kept[this.next] = entry;
    this.next = (this.next + 1) % AUDIT_EVENTS_KEPT;
  }

  /** An event that nobody writes. */
  lose(entry: Pick<AuditEntry, 'request' | 'cause'>): void {
    this.report('audit.lost', entry);
  }

  private report(
    type: 'audit.logged' | 'audit.lost',
    { request, cause }: Pick<AuditEntry, 'request' | 'cause'>,
  ): void {
    if (request !== '') this.context.emit({ type, request, cause });
  }
}

function lineOf({ subject, stage, at, status }: AuditEntry): string {
  return auditLine(subject, stage, at, status);
}

function* answeredLines(answered: Answered): Generator<string, void> {
  const subject = { ...answered, receivedAt: answered.at };
  yield auditLine(subject, 'RequestReceived', answered.at, null).trimEnd();
  yield auditLine(subject, 'ResponseComplete', answered.at, answered.status).trimEnd();
}
