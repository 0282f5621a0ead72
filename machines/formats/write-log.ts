/**
 * A run as the log that a kube-apiserver of its lineage would have written: what it says of its own life, and a line of
 * the HTTP log for each request. Read back by the importer, it gives the run again, as far as logs tell.
 */
import { auditIds } from '../audit/audit-id.ts';
import { requestInfo } from '../filters/request-info.ts';
import { hasRetryAfter, hasWatchTermination, type Lineage, lineageOf } from '../lineage.ts';
import type { EventOf, RecordingHeader, RunEvent } from '../recording/events.ts';
import { parseDuration } from '../scenario/duration.ts';
import type { ScenarioSource } from '../scenario/schema.ts';
import type { EpochMicros } from './calendar.ts';
import type { Exporter, ExportFormat } from './exporter.ts';
import { httpLogMessage, httpLogPlace } from './http-line.ts';
import { klogLine } from './klog-line.ts';
import { LifecycleLines } from './lifecycle-lines.ts';
import { readRfc3339 } from './stamps.ts';

export const klogFormat: ExportFormat = {
  name: 'klog',
  title: 'The log that a kube-apiserver would have written',
  extension: '.log',
  mediaType: 'text/plain; charset=utf-8',
  begin: header => new LogWriter(header),
};

/** When a run without a wall clock began: simulated logs have to say something, and all say the same. */
const NO_DATE: EpochMicros = 1_767_225_600_000_000;
/** The process id of a server that is none. */
const PID = 1;
/** Requests whose end has not come are forgotten when there are more of them. */
const MOST_OPEN = 100_000;

/** A request that is being served. */
interface Open {
  readonly method: string;
  readonly target: string;
  readonly userAgent: string;
  readonly at: EpochMicros;
  readonly peer: string;
  readonly auditId: string;
}

/** When the recording began. */
export function beginOf({ startedAt }: Pick<RecordingHeader, 'startedAt'>): EpochMicros {
  const stamp = startedAt === null ? null : readRfc3339(startedAt)?.stamp;
  return stamp?.kind === 'instant' ? stamp.at : NO_DATE;
}

/** The lines of a server's life, under the flags of a scenario. */
export function lifecycleLines(lineage: Lineage, scenario: ScenarioSource | null): LifecycleLines {
  const flags = scenario?.server ?? {};
  const written = flags['shutdown-watch-termination-grace-period'] ?? '0s';
  const grace = parseDuration(written);
  const isWaited = hasWatchTermination(lineage) && typeof grace === 'number' && grace > 0;
  return new LifecycleLines(lineage, {
    sendRetryAfter: hasRetryAfter(lineage) && (flags['shutdown-send-retry-after'] ?? false),
    watchGrace: isWaited ? written : null,
  });
}

class LogWriter implements Exporter {
  private readonly lineage: Lineage;
  private readonly begin: EpochMicros;
  private readonly life: LifecycleLines;
  private readonly nextAuditId: () => string;
  private readonly agents = new Map<string, string>();
  private readonly sent = new Map<string, { readonly method: string; readonly path: string }>();
  private readonly open = new Map<string, Open>();
  private readonly ports = new Map<string, number>();
  private summarized = 0;
  private forgotten = 0;
  private refused = 0;

  constructor(header: RecordingHeader) {
    this.lineage = (header.lineage === null ? null : lineageOf(header.lineage)) ?? '1.27';
    this.begin = beginOf(header);
    this.life = lifecycleLines(this.lineage, header.scenario);
    // The IDs of a recording follow from its seed: the same recording has the same log.
    this.nextAuditId = auditIds(((header.seed ?? 0) >>> 0).toString(16).padStart(20, '0'));
    for (const client of header.scenario?.clients ?? [])
      if (client.userAgent !== undefined) this.agents.set(client.name, client.userAgent);
  }

  get leftOut(): readonly string[] {
    return [
      ...(this.summarized === 0 ? [] : [`${this.summarized} requests that the recording only counts`]),
      ...(this.refused === 0 ? [] : [`${this.refused} requests that never reached the server`]),
      ...(this.forgotten === 0
        ? []
        : [`${this.forgotten} requests that were open at once with too many others`]),
    ];
  }

  take(event: RunEvent): string {
    const at = this.begin + Math.round(event.t * 1000);
    const life = this.life
      .of(event)
      .map(({ place, message }) => klogLine(at, PID, place, message))
      .join('');
    return life + this.ofRequest(event, at);
  }

  end(): string {
    return '';
  }

  private ofRequest(event: RunEvent, at: EpochMicros): string {
    switch (event.type) {
      case 'request.sent':
        this.sent.set(event.request, { method: event.method, path: event.path });
        this.agents.set(event.request, this.agents.get(event.client) ?? agentOf(event));
        return '';
      case 'request.arrived':
        this.arrive(event, at);
        return '';
      case 'request.rejected':
      case 'request.responded':
        return this.lineOf(event.request, event.status, at);
      case 'request.aborted':
        // A process that dies writes nothing.
        return event.reason === 'exit' ? this.forget(event.request) : this.lineOf(event.request, 0, at);
      case 'request.settled':
        if (event.outcome === 'refused') this.refused++;
        this.sent.delete(event.request);
        this.agents.delete(event.request);
        return '';
      case 'requests.summarized':
        this.summarized += Object.values(event.outcomes).reduce((sum, count) => sum + count, 0);
        return '';
      default:
        return '';
    }
  }

  private arrive(event: EventOf<'request.arrived'>, at: EpochMicros): void {
    if (this.open.size >= MOST_OPEN) {
      this.forgotten++;
      return;
    }
    const sent = this.sent.get(event.request);
    this.open.set(event.request, {
      method: event.method ?? sent?.method ?? 'GET',
      target: event.path ?? sent?.path ?? '/',
      userAgent: event.userAgent ?? this.agents.get(event.request) ?? '',
      at,
      peer: `127.0.0.1:${this.portOf(event.connection)}`,
      auditId: this.nextAuditId(),
    });
  }

  /** A port of its own for each connection: the importer tells connections apart by it. */
  private portOf(connection: string): number {
    const known = this.ports.get(connection);
    if (known !== undefined) return known;
    const port = 32_768 + (this.ports.size % 28_000);
    this.ports.set(connection, port);
    return port;
  }

  private forget(request: string): '' {
    this.open.delete(request);
    return '';
  }

  private lineOf(request: string, status: number, at: EpochMicros): string {
    const open = this.open.get(request);
    if (open === undefined) return '';
    this.open.delete(request);
    const { verb } = requestInfo(open.method, open.target, open.userAgent);
    const entry = { ...open, at, verb, status, latencyMicros: at - open.at };
    const failed = this.life
      .failedProbe(open.target, status)
      .map(line => klogLine(at, PID, line.place, line.message));
    return (
      failed.join('') + klogLine(at, PID, httpLogPlace(this.lineage), httpLogMessage(entry, this.lineage))
    );
  }
}

/** What our own clients call themselves where their scenario does not say. */
function agentOf({ kind }: EventOf<'request.sent'>): string {
  if (kind === 'probe') return 'kube-probe/1';
  return kind === 'hook' ? 'lastcall-hook/1' : 'lastcall-client/1';
}
