/**
 * What happened over time, for the timeline: changes of conditions and bars of requests, collected event by event.
 * Unlike a view it remembers the past; its lists are bounded, and `forgotten` tells how many bars were let go.
 */
import type { ProcessSignal, RunEvent } from '../recording/events.ts';
import { type EndedFate, fateOf } from '../recording/fate.ts';
import { MOMENT_LABELS, type MomentKey } from '../recording/moments.ts';
import type { SignalName } from '../signals.ts';
import type { Phrase } from '../words/zh/catalog.ts';
import { AuditTrack } from './audit-track.ts';
import { InstantMarks } from './instant-marks.ts';
import type { RunPlan } from './plan.ts';
import { RequestLane } from './request-lane.ts';
import { marksShownBy, namesMoments } from './unnamed-moments.ts';

/** A condition became good (open, ok, healthy) or bad at a time, because of the event `seq`. */
export interface Change {
  readonly t: number;
  readonly seq: number;
  readonly good: boolean;
}

/** The mark of a signal on the timeline, or of what happens where the version has none. */
export interface SignalMark {
  readonly name: SignalName | MomentKey;
  /** What happens, in a few words; null: it is the signal of that name. */
  readonly unnamed: Phrase | null;
  readonly t: number;
  readonly seq: number;
  /** No line of the log says so. */
  readonly inferred?: true;
}

/** What the process received, or its end. */
export interface ProcessMark {
  readonly t: number;
  readonly seq: number;
  /** null: its end. */
  readonly signal: ProcessSignal | null;
  /** The status that it ended with; null for a signal. */
  readonly code: number | null;
  readonly inferred?: true;
}

interface OpenRequest {
  readonly lane: RequestLane | null;
  readonly kind: string;
  readonly start: number;
  readonly row: number;
  admitted: boolean;
}

const CHANGES_KEPT = 5_000;
/** A person may press a key for long: signals beyond these are not drawn. */
const PROCESS_MARKS_KEPT = 50;

/** The tracks of one run. It grows with {@link append} and is never changed otherwise. */
export class Tracks {
  /** The first SIGTERM or SIGINT; null: none has come. */
  stop: number | null = null;
  /** When the process was gone; null: it is not. */
  exit: number | null = null;
  readonly process: ProcessMark[] = [];
  /** The signals; of a version that has none, the same moments by what happens, each once. */
  readonly signals: SignalMark[] = [];
  readonly audit = new AuditTrack();
  readonly instants: InstantMarks;
  readonly listener: Change[] = [];
  readonly health = new Map<string, Change[]>();
  readonly probes = new Map<string, Change[]>();
  /** Request lanes by client, those of the scenario first. */
  readonly lanes = new Map<string, RequestLane>();
  private readonly hasSignals: boolean;
  private readonly hidden: ReadonlySet<string>;
  private readonly requests = new Map<string, OpenRequest>();
  private readonly connections = new Map<string, RequestLane>();

  constructor(plan: RunPlan | null) {
    const clients = plan?.clients ?? [];
    this.hidden = new Set(clients.filter(client => client.kind === 'probe').map(client => client.name));
    for (const client of clients) this.laneOf(client.name);
    this.hasSignals = namesMoments(plan);
    this.instants = new InstantMarks(plan);
  }

  append(events: readonly RunEvent[], from = 0): void {
    for (let index = from; index < events.length; index++) {
      const event = events[index];
      if (event !== undefined) this.add(event);
    }
  }

  private add(event: RunEvent): void {
    this.instants.append(event);
    const { t, seq } = event;
    const guess = event.inferred === true ? { inferred: true as const } : {};
    if (!this.hasSignals) this.addMoments(event);
    switch (event.type) {
      case 'signal.fired':
        this.signals.push({ name: event.name, unnamed: null, t, seq, ...guess });
        return;
      case 'process.signalled':
        if (event.signal !== 'SIGKILL') this.stop ??= t;
        if (this.process.length < PROCESS_MARKS_KEPT)
          this.process.push({ t, seq, signal: event.signal, code: null, ...guess });
        return;
      case 'process.exited':
        this.exit = t;
        this.process.push({ t, seq, signal: null, code: event.code, ...guess });
        return;
      case 'listener.opened':
        note(this.listener, { t, seq, good: true });
        return;
      case 'listener.closed':
        note(this.listener, { t, seq, good: false });
        return;
      case 'health.changed':
        note(entry(this.health, event.endpoint), { t, seq, good: event.ok });
        return;
      case 'probe.changed':
        note(entry(this.probes, event.client), { t, seq, good: event.healthy });
        return;
      case 'audit.logged':
      case 'audit.lost':
      case 'audit.shutdown':
        this.audit.append(event.type, t);
        return;
      case 'connection.opened': {
        const lane = this.laneOf(event.client);
        if (!lane) return;
        lane.connect(event.connection, t);
        this.connections.set(event.connection, lane);
        return;
      }
      case 'connection.goaway':
        this.connections.get(event.connection)?.goAway(t);
        return;
      case 'connection.closed':
        this.connections.get(event.connection)?.disconnect(event.t);
        this.connections.delete(event.connection);
        return;
      default:
        this.addRequest(event);
    }
  }

  private addMoments(event: RunEvent): void {
    for (const name of marksShownBy(event)) {
      if (this.signals.some(mark => mark.name === name)) continue;
      this.signals.push({ name, unnamed: MOMENT_LABELS[name], t: event.t, seq: event.seq });
    }
  }

  private addRequest(event: RunEvent): void {
    switch (event.type) {
      case 'request.sent': {
        const lane = event.kind === 'probe' ? null : this.laneOf(event.client);
        const row = lane?.begin(event.request, event.t, event.kind === 'watch') ?? 0;
        this.requests.set(event.request, { lane, kind: event.kind, start: event.t, row, admitted: false });
        return;
      }
      case 'request.arrived': {
        if (this.requests.has(event.request)) return;
        const lane = this.connections.get(event.connection) ?? null;
        const row = lane?.begin(event.request, event.t, false) ?? 0;
        this.requests.set(event.request, { lane, kind: 'external', start: event.t, row, admitted: false });
        return;
      }
      case 'request.admitted': {
        const request = this.requests.get(event.request);
        if (request) request.admitted = true;
        return;
      }
      case 'request.settled':
        this.end(event.request, event.t, request => fateOf(request, event.outcome, event.status));
        return;
      case 'request.responded':
      case 'request.rejected':
      case 'request.aborted':
        // Nobody reports the outcome of a request that is not ours: for it the server's end is the end.
        if (this.requests.get(event.request)?.kind === 'external') {
          const fate = {
            'request.responded': 'answered',
            'request.rejected': 'turnedAway',
            'request.aborted': 'dropped',
          } as const;
          this.end(event.request, event.t, () => fate[event.type]);
        }
        return;
      default:
    }
  }

  private end(id: string, t: number, fate: (request: OpenRequest) => EndedFate): void {
    const request = this.requests.get(id);
    if (!request) return;
    this.requests.delete(id);
    request.lane?.end(id, { start: request.start, end: t, row: request.row, fate: fate(request) });
  }

  private laneOf(client: string): RequestLane | null {
    if (this.hidden.has(client)) return null;
    let lane = this.lanes.get(client);
    if (!lane) {
      lane = new RequestLane(client);
      this.lanes.set(client, lane);
    }
    return lane;
  }
}

function entry(map: Map<string, Change[]>, key: string): Change[] {
  let list = map.get(key);
  if (!list) {
    list = [];
    map.set(key, list);
  }
  return list;
}

/** Notes a change; that a condition stays as it is, for another reason, is none. */
function note(list: Change[], change: Change): void {
  if (list.at(-1)?.good === change.good) return;
  list.push(change);
  if (list.length > CHANGES_KEPT) list.splice(0, CHANGES_KEPT / 2);
}
