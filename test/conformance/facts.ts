/**
 * The facts of one of our recordings, simulated or live, in the terms of the recorded traces: times in milliseconds
 * since the first SIGTERM, requests and connections by the names that the scenario gives them.
 *
 * What a trace knows and our events do not say is not here: bodies of responses, single events of a watch, HTTP/2
 * settings, and when the context of a post-start hook ends.
 */
import type {
  EventOf,
  ExitReason,
  HookPhase,
  Outcome,
  Protocol,
  ResponseHeaders,
  RunEvent,
} from '../../machines/recording/events.ts';
import type { SignalName } from '../../machines/signals.ts';

/** Something that happened: when, and its place among all events. */
export interface Moment {
  readonly t: number;
  readonly seq: number;
}

export interface SignalMoment extends Moment {
  readonly name: SignalName;
}

export interface HookFacts {
  readonly phase: HookPhase;
  readonly name: string;
  readonly start: number;
  /** Null: it did not end. */
  readonly end: number | null;
  readonly error: string | null;
}

export interface RequestFacts {
  readonly name: string;
  readonly sentAt: number;
  readonly newConnection: boolean;
  /** Our number of the connection that it arrived on; null: it never reached the server. */
  readonly connection: string | null;
  readonly admitted: boolean;
  readonly rejected: boolean;
  /** When the response's headers were sent: of a rejection, or of what a handler answered. */
  readonly headers: Moment | null;
  readonly responseHeaders: ResponseHeaders;
  /** From the server's side, else from the client's; null: no response headers. */
  readonly status: number | null;
  /** What the client made of it; null: it still waits. */
  readonly settled: { readonly t: number; readonly outcome: Outcome; readonly status: number | null } | null;
  readonly audited: boolean;
}

export interface ConnectionFacts {
  readonly id: string;
  readonly client: string;
  readonly protocol: Protocol;
  readonly goaways: readonly (Moment & { readonly lastStreamId: number; readonly errorCode: string })[];
  readonly closed: { readonly t: number; readonly by: 'client' | 'server' | 'timeout' | 'reset' } | null;
}

/** A health endpoint from this moment on. */
export interface HealthFacts {
  readonly t: number;
  readonly endpoint: string;
  readonly failing: readonly string[];
}

export interface RunFacts {
  readonly signals: readonly SignalMoment[];
  readonly listenerClosedAt: readonly number[];
  readonly hooks: readonly HookFacts[];
  readonly auditStopChannelClosedAt: readonly number[];
  readonly auditShutdownAt: readonly number[];
  /** When `Run` returned; null: it did not. */
  readonly returnedAt: number | null;
  readonly exit: { readonly t: number; readonly code: number; readonly reason: ExitReason } | null;
  /** The scripted requests, by name. */
  readonly requests: ReadonlyMap<string, RequestFacts>;
  /** All connections, by our number (`c1` …). */
  readonly connections: ReadonlyMap<string, ConnectionFacts>;
  /** The connections that the scenario names, by that name. */
  readonly named: ReadonlyMap<string, ConnectionFacts>;
  readonly health: readonly HealthFacts[];
}

/**
 * The stop channel of the audit backend is closed in the states `stopping` and `stopped`; from the former to the latter
 * it is shut down.
 */
function closesAuditStopChannel({ region, from, to }: EventOf<'state.changed'>): boolean {
  return region === 'audit' && (to === 'stopping' || (to === 'stopped' && from !== 'stopping'));
}

type Draft<T> = { -readonly [K in keyof T]: T[K] };

/**
 * Reads the facts out of a recording's events. `connectionNames` are the names of the scenario's connections.
 * Throws when nobody told the process to stop: there is no origin of time then.
 */
export function factsOf(events: readonly RunEvent[], connectionNames: readonly string[]): RunFacts {
  const stop = events.find(event => event.type === 'process.signalled' && event.signal === 'SIGTERM');
  if (!stop) throw new Error('the recording has no SIGTERM');
  const names = new Set(connectionNames);
  const hooks: Draft<HookFacts>[] = [];
  const requests = new Map<string, Draft<RequestFacts>>();
  const connections = new Map<string, ConnectionFacts>();
  const facts = {
    signals: [] as SignalMoment[],
    listenerClosedAt: [] as number[],
    auditStopChannelClosedAt: [] as number[],
    auditShutdownAt: [] as number[],
    returnedAt: null as number | null,
    exit: null as RunFacts['exit'],
    health: [] as HealthFacts[],
  };
  const named = new Map<string, ConnectionFacts>();
  const change = (id: string, part: (connection: ConnectionFacts) => Partial<ConnectionFacts>): void => {
    const connection = connections.get(id);
    if (!connection) return;
    const changed = { ...connection, ...part(connection) };
    connections.set(id, changed);
    if (names.has(changed.client)) named.set(changed.client, changed);
  };

  for (const event of events) {
    const t = event.t - stop.t;
    const moment = { t, seq: event.seq };
    switch (event.type) {
      case 'signal.fired':
        facts.signals.push({ ...moment, name: event.name });
        break;
      case 'listener.closed':
        facts.listenerClosedAt.push(t);
        break;
      case 'hook.started':
        hooks.push({ phase: event.phase, name: event.name, start: t, end: null, error: null });
        break;
      case 'hook.finished': {
        const hook = hooks.find(started => started.phase === event.phase && started.name === event.name);
        if (hook) Object.assign(hook, { end: t, error: event.error });
        break;
      }
      case 'audit.shutdown':
        facts.auditShutdownAt.push(t);
        break;
      case 'state.changed':
        if (event.machine !== 'lifecycle') break;
        if (closesAuditStopChannel(event)) facts.auditStopChannelClosedAt.push(t);
        if (event.region === 'run' && (event.to === 'returned' || event.to === 'failed'))
          facts.returnedAt = t;
        break;
      case 'process.exited':
        facts.exit = { t, code: event.code, reason: event.reason };
        break;
      case 'health.changed':
        facts.health.push({ t, endpoint: event.endpoint, failing: event.failing });
        break;
      case 'connection.opened':
        connections.set(event.connection, {
          id: event.connection,
          client: event.client,
          protocol: event.protocol,
          goaways: [],
          closed: null,
        });
        change(event.connection, () => ({}));
        break;
      case 'connection.goaway':
        change(event.connection, ({ goaways }) => ({
          goaways: [...goaways, { ...moment, lastStreamId: event.lastStreamId, errorCode: event.errorCode }],
        }));
        break;
      case 'connection.closed':
        change(event.connection, () => ({ closed: { t, by: event.by } }));
        break;
      case 'request.sent':
        if (event.name === null) break;
        requests.set(event.request, {
          name: event.name,
          sentAt: t,
          newConnection: event.newConnection,
          connection: null,
          admitted: false,
          rejected: false,
          headers: null,
          responseHeaders: {},
          status: null,
          settled: null,
          audited: false,
        });
        break;
      case 'request.arrived':
        Object.assign(requests.get(event.request) ?? {}, { connection: event.connection });
        break;
      case 'request.admitted':
        Object.assign(requests.get(event.request) ?? {}, { admitted: true });
        break;
      case 'request.rejected':
      case 'request.responded': {
        const request = requests.get(event.request);
        if (!request) break;
        if (event.type === 'request.rejected') request.rejected = true;
        // A rejection is an answer; where the answer itself is recorded too, its place counts.
        request.headers = moment;
        request.responseHeaders = event.headers;
        request.status = event.status;
        break;
      }
      case 'request.settled': {
        const request = requests.get(event.request);
        if (!request) break;
        request.settled = { t, outcome: event.outcome, status: event.status };
        request.status ??= event.status;
        break;
      }
      case 'audit.logged':
        Object.assign(requests.get(event.request) ?? {}, { audited: true });
        break;
    }
  }
  return {
    ...facts,
    hooks,
    requests: new Map([...requests.values()].map(request => [request.name, request])),
    connections,
    named,
  };
}
