/**
 * A run in the Trace Event Format, which ui.perfetto.dev and chrome://tracing open: the server with its signals, hooks
 * and conditions, its statecharts, its connections, and a process for each client with its requests.
 */
import type { EventOf, RecordingHeader, RunEvent } from '../recording/events.ts';
import { EXTERNAL_CLIENT } from '../recording/outcomes.ts';
import type { Exporter, ExportFormat } from './exporter.ts';
import { type RequestRow, RequestRows } from './request-row.ts';
import { TraceTracks, type Track } from './trace-tracks.ts';

export const perfettoFormat: ExportFormat = {
  name: 'perfetto',
  title: 'Trace for ui.perfetto.dev and chrome://tracing',
  extension: '.perfetto.json',
  mediaType: 'application/json',
  begin: header => new PerfettoExporter(header),
};

type Args = Readonly<Record<string, unknown>>;

/** Something that goes on. */
interface Going {
  readonly track: Track;
  readonly name: string;
  readonly t: number;
  readonly args: Args;
}

class PerfettoExporter implements Exporter {
  readonly #header: RecordingHeader;
  readonly #tracks = new TraceTracks();
  readonly #rows = new RequestRows();
  /** What goes on and has yet to end, by what it is. */
  readonly #going = new Map<string, Going>();
  /** The lanes of requests that are not complete. */
  readonly #lanes = new Map<string, Track>();
  /** Those of them that their clients wait for no more: their lanes are free. */
  readonly #settled = new Set<string>();
  #pieces: string[] = [];
  #isBegun = false;
  #lastT = 0;
  #others = 0;

  constructor(header: RecordingHeader) {
    this.#header = header;
  }

  take(event: RunEvent): string {
    this.#lastT = event.t;
    this.#note(event);
    const row = this.#rows.take(event);
    if (row !== null) this.#request(row);
    return this.#flush();
  }

  end(): string {
    for (const row of this.#rows.rest()) this.#request(row);
    for (const key of [...this.#going.keys()]) this.#stop(key, this.#lastT, { open: true });
    const { source, lineage, clock, startedAt, speed, scenario } = this.#header;
    const otherData = {
      producer: 'lastcall',
      scenario: scenario?.name ?? null,
      source,
      lineage,
      clock,
      startedAt,
      speed,
      time: 'microseconds of scenario time since the start of the recording',
    };
    // The events come first: readers of streams may stop at a key that they do not know.
    return `${this.#flush() || this.#opening()}\n],"displayTimeUnit":"ms","otherData":${JSON.stringify(otherData)}}\n`;
  }

  get leftOut(): string[] {
    return [
      ...this.#rows.leftOut,
      ...(this.#others === 0
        ? []
        : [`${this.#others} events of the machinery (inputs of the kernel, audit log) and notes`]),
    ];
  }

  #note(event: RunEvent): void {
    const server = event.server ?? 'apiserver';
    switch (event.type) {
      case 'process.started':
        this.#start(`process ${server}`, this.#tracks.of(server, 'process'), 'running', event);
        break;
      case 'process.signalled':
        this.#instant(this.#tracks.of(server, 'process'), event.signal, event, {});
        break;
      case 'process.exited':
        this.#stop(`process ${server}`, event.t, { code: event.code, reason: event.reason });
        this.#instant(this.#tracks.of(server, 'process'), `exit ${event.code}`, event, {
          reason: event.reason,
        });
        break;
      case 'signal.fired':
        this.#instant(this.#tracks.of(server, 'signals'), event.name, event, {});
        break;
      case 'state.changed':
        this.#state(event);
        break;
      case 'hook.started':
        this.#start(
          `hook ${server} ${event.phase} ${event.name}`,
          this.#tracks.of(server, `hook ${event.name}`),
          event.name,
          event,
          { phase: event.phase },
        );
        break;
      case 'hook.finished':
        this.#stop(`hook ${server} ${event.phase} ${event.name}`, event.t, { error: event.error });
        break;
      case 'listener.opened':
        this.#start(
          `listener ${server}`,
          this.#tracks.of(server, 'listener'),
          `listening on ${event.address}`,
          event,
        );
        break;
      case 'listener.closed':
        this.#stop(`listener ${server}`, event.t, {});
        break;
      case 'health.changed': {
        const key = `health ${server} ${event.endpoint}`;
        const track = this.#tracks.of(server, event.endpoint);
        this.#stop(key, event.t, {});
        this.#start(key, track, event.ok ? 'ok' : 'fails', event, { failing: event.failing });
        break;
      }
      case 'probe.changed': {
        const track = this.#tracks.of(event.client, `verdict on ${event.target}`);
        this.#stop(`probe ${event.client}`, event.t, {});
        this.#start(`probe ${event.client}`, track, event.healthy ? 'healthy' : 'unhealthy', event);
        break;
      }
      case 'drain.changed':
        this.#write({
          ph: 'C',
          name: 'in flight',
          ...this.#tracks.of(server, 'process').place,
          ts: micros(event.t),
          args: { requests: event.nonLongRunning, watches: event.watches },
        });
        break;
      case 'connection.opened':
        this.#start(
          `connection ${event.connection}`,
          this.#tracks.lane('connections', 'connection'),
          `${event.connection} ${event.client}`,
          event,
          { protocol: event.protocol, client: event.client },
        );
        break;
      case 'connection.goaway': {
        const going = this.#going.get(`connection ${event.connection}`);
        const track = going?.track ?? this.#tracks.of('connections', 'connection 1');
        const { connection, lastStreamId, errorCode } = event;
        this.#instant(track, 'GOAWAY', event, { connection, lastStreamId, errorCode });
        break;
      }
      case 'connection.closed':
        this.#stop(`connection ${event.connection}`, event.t, { closedBy: event.by });
        break;
      case 'fault.injected':
        this.#instant(this.#tracks.of(server, 'faults'), event.fault.kind, event, { ...event.fault });
        break;
      case 'request.sent':
        this.#lanes.set(event.request, this.#tracks.lane(event.client, 'requests'));
        break;
      case 'request.arrived':
        if (!this.#lanes.has(event.request))
          this.#lanes.set(event.request, this.#tracks.lane(EXTERNAL_CLIENT, 'requests'));
        break;
      case 'request.settled': {
        // What the server does after its client has gone is not drawn: another request may have the lane.
        const lane = this.#lanes.get(event.request);
        if (lane === undefined) break;
        this.#tracks.free(lane);
        this.#settled.add(event.request);
        break;
      }
      case 'request.admitted':
      case 'request.rejected':
      case 'request.responded':
      case 'request.aborted':
      case 'requests.summarized':
        // They are in the row of the request.
        break;
      default:
        this.#others++;
    }
  }

  #state({ machine, region, from, to, t, seq, event }: EventOf<'state.changed'>): void {
    const key = `state ${machine} ${region}`;
    const track = this.#tracks.of('statecharts', `${machine} ${region}`);
    // What a region was in before its first change it has been in from the start.
    if (!this.#going.has(key)) this.#going.set(key, { track, name: from, t: 0, args: {} });
    this.#stop(key, t, {});
    this.#start(key, track, to, { t, seq }, { event });
  }

  #request(row: RequestRow): void {
    const lane = this.#lanes.get(row.request) ?? this.#tracks.lane(row.client, 'requests');
    this.#complete(
      lane,
      `${row.method ?? ''} ${row.path ?? row.request}`.trim(),
      row.sentT,
      row.endT ?? this.#lastT,
      {
        request: row.request,
        ...(row.name === null ? {} : { name: row.name }),
        outcome: row.outcome ?? 'open',
        status: row.status,
        fate: row.fate,
        kind: row.kind,
        connection: row.connection,
        stream: row.stream,
        arrived_ms: row.arrivedT,
        admitted_ms: row.admittedT,
        served_ms: row.servedT,
        ended_ms: row.endT,
        ...(row.filter === null ? {} : { rejected_by: row.filter }),
        ...(row.retryAfter === null ? {} : { retry_after_s: row.retryAfter }),
        ...(row.abortReason === null ? {} : { aborted: row.abortReason }),
      },
    );
    if (!this.#settled.delete(row.request)) this.#tracks.free(lane);
    this.#lanes.delete(row.request);
  }

  #start(
    key: string,
    track: Track,
    name: string,
    at: { readonly t: number; readonly seq: number },
    args: Args = {},
  ): void {
    this.#going.set(key, { track, name, t: at.t, args: { ...args, seq: at.seq } });
  }

  #stop(key: string, t: number, more: Args): void {
    const going = this.#going.get(key);
    if (going === undefined) return;
    this.#going.delete(key);
    this.#complete(going.track, going.name, going.t, t, { ...going.args, ...more });
    this.#tracks.free(going.track);
  }

  #complete({ place }: Track, name: string, from: number, to: number, args: Args): void {
    const ts = micros(from);
    this.#write({ ph: 'X', name, ...place, ts, dur: micros(to) - ts, args });
  }

  #instant(
    { place }: Track,
    name: string,
    at: { readonly t: number; readonly seq: number },
    args: Args,
  ): void {
    this.#write({ ph: 'i', name, ...place, ts: micros(at.t), s: 't', args: { ...args, seq: at.seq } });
  }

  #write(event: Args): void {
    this.#pieces.push(JSON.stringify(event));
  }

  /** What has come since the last time; names of new tracks first. */
  #flush(): string {
    const named = this.#tracks.takeNames().map(name => JSON.stringify(name));
    const pieces = [...named, ...this.#pieces];
    this.#pieces = [];
    if (pieces.length === 0) return '';
    const opening = this.#opening();
    return `${opening === '' ? ',\n' : `${opening}\n`}${pieces.join(',\n')}`;
  }

  /** The beginning of the file, once. */
  #opening(): string {
    if (this.#isBegun) return '';
    this.#isBegun = true;
    return '{"traceEvents":[';
  }
}

function micros(ms: number): number {
  return Math.round(ms * 1000);
}
