/**
 * What the server writes down of a request while it serves it: audit events, and its line of the HTTP log. The texts
 * are made when somebody reads them.
 */
import { auditIds, chosenAuditId } from '../../../machines/audit/audit-id.ts';
import type { AuditSubject } from '../../../machines/audit/event.ts';
import type { HandlerChain } from '../../../machines/filters/chain.ts';
import { type FilterInput, headerOf } from '../../../machines/filters/filter.ts';
import { identify } from '../../../machines/filters/identity.ts';
import type { EpochMicros } from '../../../machines/formats/calendar.ts';
import type { HttpLogEntry } from '../../../machines/formats/http-line.ts';
import type { AuditBackend } from './audit-backend.ts';
import { TextPool } from './text-pool.ts';

/** A request in the journal. */
export interface JournalEntry extends AuditSubject {
  /** Its end is in the journal. */
  isOver: boolean;
}

export class Journal {
  readonly audit: AuditBackend;
  private readonly agents = new TextPool();
  private readonly nextAuditId: () => string;
  private readonly epoch: () => EpochMicros;
  private readonly writeHttp: ((entry: HttpLogEntry) => void) | null;

  /**
   * @param epoch what the wall clock shows in the scenario's time
   * @param random 20 random hexadecimal digits, for the audit IDs
   * @param writeHttp takes the lines of the HTTP log; null: nobody wants them
   */
  constructor(
    audit: AuditBackend,
    epoch: () => EpochMicros,
    random: string,
    writeHttp: ((entry: HttpLogEntry) => void) | null,
  ) {
    this.audit = audit;
    this.epoch = epoch;
    this.nextAuditId = auditIds(random);
    this.writeHttp = writeHttp;
  }

  /** The audit ID of a request: the client's own, or a new one. */
  auditIdOf({ headers }: FilterInput): string {
    return chosenAuditId(headers) ?? this.nextAuditId();
  }

  /** A request has come in. */
  open(input: FilterInput, peer: string, auditId: string): JournalEntry {
    return {
      auditId,
      info: input.request,
      identity: identify(input),
      userAgent: this.agentOf(input),
      receivedAt: this.epoch(),
      peer,
      isOver: false,
    };
  }

  /** It has come, and its response is complete: nothing happened between. */
  answered(input: FilterInput, peer: string, auditId: string, status: number): void {
    if (this.audit.isMemoryAlone && this.writeHttp === null) {
      const { request: info } = input;
      const subject = { info, identity: identify(input), userAgent: this.agentOf(input), peer };
      return this.audit.answered(auditId, subject, this.epoch(), status);
    }
    const entry = this.open(input, peer, auditId);
    this.received(entry);
    this.ended(entry, 'ResponseComplete', status, { request: '', cause: [] });
  }

  private agentOf({ headers }: FilterInput): string {
    return headers['user-agent'] === undefined ? '' : this.agents.get(headerOf(headers, 'user-agent') ?? '');
  }

  /** It has come to the audit filter. */
  received(entry: JournalEntry): void {
    this.audit.process({
      subject: entry,
      stage: 'RequestReceived',
      at: entry.receivedAt,
      status: null,
      request: '',
      cause: [],
    });
  }

  /** The response of a long-running request has begun. */
  started(entry: JournalEntry, status: number): void {
    this.audit.process({
      subject: entry,
      stage: 'ResponseStarted',
      at: this.epoch(),
      status,
      request: '',
      cause: [],
    });
  }

  /** The response is complete, cut off (status null), or what the panic recovery says. */
  ended(
    entry: JournalEntry,
    stage: 'ResponseComplete' | 'Panic',
    status: number | null,
    recorded: { readonly request: string; readonly cause: readonly number[] },
  ): void {
    if (entry.isOver) return;
    entry.isOver = true;
    const at = this.epoch();
    // A response that was cut off before it began counts as 200 in Go, which had nothing else to say.
    this.audit.process({ subject: entry, stage, at, status: status ?? 200, ...recorded });
    this.log(entry, status ?? 0, at);
  }

  /** The process dies while it is at work: nobody writes anything any more. */
  lost(entry: JournalEntry, recorded: { readonly request: string; readonly cause: readonly number[] }): void {
    if (entry.isOver) return;
    entry.isOver = true;
    this.audit.lose(recorded);
  }

  /** A filter has turned it away. */
  rejected(entry: JournalEntry, by: string, status: number, chain: HandlerChain): void {
    entry.isOver = true;
    const at = this.epoch();
    if (chain.isAudited(by)) {
      this.received(entry);
      this.audit.process({
        subject: entry,
        stage: 'ResponseComplete',
        at,
        status,
        request: '',
        cause: [],
      });
    }
    if (chain.isLogged(by)) this.log(entry, status, at);
  }

  private log(entry: JournalEntry, status: number, at: EpochMicros): void {
    if (!this.writeHttp) return;
    const { method, verb } = entry.info;
    this.writeHttp({
      at,
      method,
      verb,
      target: entry.info.target,
      latencyMicros: at - entry.receivedAt,
      userAgent: entry.userAgent,
      auditId: entry.auditId,
      peer: entry.peer,
      status,
    });
  }
}
