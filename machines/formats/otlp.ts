/**
 * A run as OpenTelemetry spans: an ExportTraceServiceRequest in the JSON of OTLP, as `/v1/traces` of a collector takes
 * it. The run is the root; the shutdown is its child, with the signals as its events, and the parent of the hooks and
 * of the requests that ended after it had begun.
 */
import type { RecordingHeader, RunEvent } from '../recording/events.ts';
import { EXTERNAL_CLIENT } from '../recording/outcomes.ts';
import type { Exporter, ExportFormat } from './exporter.ts';
import { SpanIds, traceId } from './otlp-ids.ts';
import { type Attributes, attributesOf, nanosAt, type Span, type SpanEvent } from './otlp-span.ts';
import { type RequestRow, RequestRows } from './request-row.ts';

export const otlpFormat: ExportFormat = {
  name: 'otlp',
  title: 'OpenTelemetry spans (OTLP/JSON), for a collector',
  extension: '.otlp.json',
  mediaType: 'application/json',
  begin: header => new OtlpExporter(header),
};

/** Kinds of spans, as the protocol numbers them. */
const INTERNAL = 1;
const SERVER = 2;
const CLIENT = 3;
const STATUS_ERROR = 2;

interface Going {
  readonly name: string;
  readonly parent: string;
  readonly t: number;
  readonly attributes: Attributes;
}

class OtlpExporter implements Exporter {
  readonly #header: RecordingHeader;
  readonly #trace: string;
  readonly #ids: SpanIds;
  readonly #root: string;
  readonly #shutdown: string;
  readonly #rows = new RequestRows();
  readonly #hooks = new Map<string, Going>();
  readonly #rootEvents: SpanEvent[] = [];
  readonly #shutdownEvents: SpanEvent[] = [];
  #stopT: number | null = null;
  #exit: { readonly t: number; readonly code: number; readonly reason: string } | null = null;
  #lastT = 0;
  #others = 0;
  #isBegun = false;

  constructor(header: RecordingHeader) {
    this.#header = header;
    this.#trace = traceId(JSON.stringify(header));
    this.#ids = new SpanIds(this.#trace);
    this.#root = this.#ids.next();
    this.#shutdown = this.#ids.next();
  }

  take(event: RunEvent): string {
    this.#lastT = event.t;
    const row = this.#rows.take(event);
    if (row !== null) return this.#write(this.#requestSpan(row));
    return this.#note(event);
  }

  end(): string {
    const requests = this.#rows.rest().map(row => this.#write(this.#requestSpan(row)));
    const hooks = [...this.#hooks.values()].map(going =>
      this.#write(this.#hookSpan(going, this.#lastT, { 'lastcall.open': true }, null)),
    );
    const shutdown = this.#stopT === null ? '' : this.#write(this.#shutdownSpan(this.#stopT));
    const root = this.#write(this.#rootSpan());
    return `${requests.join('')}${hooks.join('')}${shutdown}${root}\n]}]}]}\n`;
  }

  get leftOut(): string[] {
    return [
      ...this.#rows.leftOut,
      ...(this.#others === 0
        ? []
        : [`${this.#others} events of connections, statecharts, audit log and the kernel's inputs`]),
    ];
  }

  #note(event: RunEvent): string {
    const at = this.#stopT === null ? this.#rootEvents : this.#shutdownEvents;
    switch (event.type) {
      case 'process.signalled':
        if (event.signal !== 'SIGKILL') this.#stopT ??= event.t;
        this.#moment(this.#stopT === null ? this.#rootEvents : this.#shutdownEvents, event.signal, event);
        return '';
      case 'process.exited':
        this.#exit ??= event;
        this.#moment(at, 'process.exited', event, { code: event.code, reason: event.reason });
        return '';
      case 'process.started':
        this.#moment(at, event.type, event);
        return '';
      case 'signal.fired':
        this.#moment(at, event.name, event);
        return '';
      case 'listener.opened':
      case 'listener.closed':
        this.#moment(at, event.type, event, { address: event.address });
        return '';
      case 'health.changed':
        this.#moment(at, event.type, event, {
          endpoint: event.endpoint,
          ok: event.ok,
          failing: event.failing.join(', '),
        });
        return '';
      case 'probe.changed':
        this.#moment(at, event.type, event, { client: event.client, healthy: event.healthy });
        return '';
      case 'fault.injected':
        this.#moment(at, event.type, event, { fault: JSON.stringify(event.fault) });
        return '';
      case 'hook.started':
        this.#hooks.set(`${event.phase} ${event.name}`, {
          name: `hook ${event.name}`,
          parent: event.phase === 'preShutdown' && this.#stopT !== null ? this.#shutdown : this.#root,
          t: event.t,
          attributes: { 'lastcall.hook.phase': event.phase, 'lastcall.hook.name': event.name },
        });
        return '';
      case 'hook.finished': {
        const key = `${event.phase} ${event.name}`;
        const going = this.#hooks.get(key);
        this.#hooks.delete(key);
        return going === undefined ? '' : this.#write(this.#hookSpan(going, event.t, {}, event.error));
      }
      default:
        if (!event.type.startsWith('request')) this.#others++;
        return '';
    }
  }

  #moment(events: SpanEvent[], name: string, at: RunEvent, attributes: Attributes = {}): void {
    events.push({
      timeUnixNano: this.#nanos(at.t),
      name,
      attributes: attributesOf({ 'lastcall.seq': at.seq, ...attributes }),
    });
  }

  #requestSpan(row: RequestRow): Span {
    const [path, query] = (row.path ?? '').split('?', 2);
    const isFailed = row.outcome !== 'ok';
    const times = { arrived: row.arrivedT, admitted: row.admittedT, served: row.servedT };
    return this.#span({
      name: `${row.method ?? 'request'} ${path}`.trim(),
      parent:
        this.#stopT !== null && (row.endT === null || row.endT >= this.#stopT) ? this.#shutdown : this.#root,
      kind: row.client === EXTERNAL_CLIENT ? SERVER : CLIENT,
      from: row.sentT,
      to: row.endT ?? this.#lastT,
      attributes: {
        'http.request.method': row.method,
        'url.path': path,
        'url.query': query ?? null,
        'http.response.status_code': row.status,
        'network.protocol.name': row.protocol === null ? null : 'http',
        'network.protocol.version': row.protocol === null ? null : row.protocol === 'h2' ? '2' : '1.1',
        'error.type': isFailed ? (row.outcome ?? 'open') : null,
        'lastcall.request': row.request,
        'lastcall.name': row.name,
        'lastcall.client': row.client,
        'lastcall.kind': row.kind,
        'lastcall.outcome': row.outcome ?? 'open',
        'lastcall.fate': row.fate,
        'lastcall.connection': row.connection,
        'lastcall.stream': row.stream,
        'lastcall.rejected_by': row.filter,
        'lastcall.retry_after_s': row.retryAfter,
        'lastcall.aborted': row.abortReason,
      },
      events: Object.entries(times).flatMap(([name, t]) =>
        t === null ? [] : [{ timeUnixNano: this.#nanos(t), name, attributes: [] }],
      ),
      error: isFailed ? (row.outcome ?? 'open') : null,
    });
  }

  #hookSpan(
    { name, parent, t, attributes }: Going,
    to: number,
    more: Attributes,
    error: string | null,
  ): Span {
    return this.#span({
      name,
      parent,
      kind: INTERNAL,
      from: t,
      to,
      attributes: { ...attributes, ...more },
      events: [],
      error,
    });
  }

  #shutdownSpan(from: number): Span {
    return this.#span({
      id: this.#shutdown,
      name: 'shutdown',
      parent: this.#root,
      kind: INTERNAL,
      from,
      to: this.#exit?.t ?? this.#lastT,
      attributes: {
        'process.exit.code': this.#exit?.code ?? null,
        'lastcall.exit.reason': this.#exit?.reason ?? null,
      },
      events: this.#shutdownEvents,
      error: this.#exit !== null && this.#exit.code !== 0 ? this.#exit.reason : null,
    });
  }

  #rootSpan(): Span {
    return this.#span({
      id: this.#root,
      name: `run ${this.#header.scenario?.name ?? ''}`.trim(),
      parent: null,
      kind: INTERNAL,
      from: 0,
      // Clients may find out after the process has exited.
      to: this.#lastT,
      attributes: {},
      events: this.#rootEvents,
      error: null,
    });
  }

  #span(of: {
    readonly id?: string;
    readonly name: string;
    readonly parent: string | null;
    readonly kind: number;
    readonly from: number;
    readonly to: number;
    readonly attributes: Attributes;
    readonly events: readonly SpanEvent[];
    readonly error: string | null;
  }): Span {
    return {
      traceId: this.#trace,
      spanId: of.id ?? this.#ids.next(),
      ...(of.parent === null ? {} : { parentSpanId: of.parent }),
      name: of.name,
      kind: of.kind,
      startTimeUnixNano: this.#nanos(of.from),
      endTimeUnixNano: this.#nanos(of.to),
      attributes: attributesOf(of.attributes),
      events: of.events,
      status: of.error === null ? {} : { code: STATUS_ERROR, message: of.error },
    };
  }

  #nanos(t: number): string {
    return nanosAt(this.#header.startedAt, t);
  }

  #write(span: Span): string {
    const opening = this.#isBegun ? ',' : this.#opening();
    this.#isBegun = true;
    return `${opening}\n${JSON.stringify(span)}`;
  }

  #opening(): string {
    const { source, lineage, clock, startedAt, speed, seed, scenario } = this.#header;
    const resource = {
      attributes: attributesOf({
        'service.name': 'kube-apiserver',
        'lastcall.scenario': scenario?.name ?? null,
        'lastcall.source': source,
        'lastcall.lineage': lineage,
        'lastcall.seed': seed,
        'lastcall.clock': clock,
        'lastcall.speed': speed,
        'lastcall.time':
          startedAt === null
            ? 'times count from 1970-01-01, which stands for the start of the recording'
            : 'durations are scenario time, counted from the start of the recording',
      }),
    };
    return `{"resourceSpans":[{"resource":${JSON.stringify(resource)},"scopeSpans":[{"scope":{"name":"lastcall"},"spans":[`;
  }
}
