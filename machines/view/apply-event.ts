/**
 * The pure reducer from events to a view. Entries of a view are never changed, only replaced; the containers are copied
 * once for a batch, so that a hundred thousand events are quick and every earlier view stays as it was.
 */
import type { EventOf, EventType, RunEvent } from '../recording/events.ts';
import { closeConnection, openConnection, tellToGoAway } from './apply-connection.ts';
import { applyFault } from './apply-fault.ts';
import {
  admitRequest,
  arriveRequest,
  endRequest,
  leaveServer,
  rejectRequest,
  sendRequest,
} from './apply-request.ts';
import type { RunView } from './run-view.ts';
import { momentOf } from './unnamed-moments.ts';

type Mutable<T> = { -readonly [K in keyof T]: T[K] };

/** A view that is being made: its containers belong to the batch and may be written to. */
export interface ViewDraft
  extends Mutable<Omit<RunView, 'states' | 'connections' | 'pipes' | 'rows' | 'requests'>> {
  readonly states: Map<string, RunView['states'] extends ReadonlyMap<string, infer V> ? V : never>;
  readonly connections: Map<string, RunView['connections'] extends ReadonlyMap<string, infer V> ? V : never>;
  readonly pipes: Map<string, RunView['pipes'] extends ReadonlyMap<string, infer V> ? V : never>;
  readonly requests: Map<string, RunView['requests'] extends ReadonlyMap<string, infer V> ? V : never>;
  readonly rows: RunView['rows'][number][];
}

/** Marks what no line of the log says. */
function inferred(event: RunEvent): { readonly inferred?: true } {
  return event.inferred === true ? { inferred: true } : {};
}

/** A moment comes once. */
function noteMoment(draft: ViewDraft, event: RunEvent): void {
  const name = momentOf(event);
  if (name === null || draft.moments[name] !== undefined) return;
  const { t, seq, cause = [] } = event;
  draft.moments = { ...draft.moments, [name]: { t, seq, cause, ...inferred(event) } };
}

type Handlers = { readonly [T in EventType]?: (draft: ViewDraft, event: EventOf<T>) => void };

const SIGNALS_KEPT = 10;

const handlers: Handlers = {
  'process.started': (draft, event) => {
    draft.process = { ...draft.process, startedAt: event.t };
  },
  'process.signalled': (draft, event) => {
    const sent = { signal: event.signal, t: event.t, seq: event.seq, ...inferred(event) };
    draft.process = {
      ...draft.process,
      stop: draft.process.stop ?? (event.signal === 'SIGKILL' ? null : sent),
      signals: [...draft.process.signals, sent].slice(0, SIGNALS_KEPT),
    };
  },
  'process.exited': (draft, event) => {
    draft.process = {
      ...draft.process,
      exit: { code: event.code, reason: event.reason, t: event.t, seq: event.seq, ...inferred(event) },
    };
  },
  'signal.fired': (draft, event) => {
    draft.signals = {
      ...draft.signals,
      [event.name]: { t: event.t, seq: event.seq, cause: event.cause ?? [], ...inferred(event) },
    };
  },
  'state.changed': (draft, event) => {
    draft.states.set(`${event.machine}/${event.region}`, { state: event.to, since: event.t });
    noteMoment(draft, event);
  },
  'hook.started': (draft, event) => {
    draft.hooks = [
      ...draft.hooks,
      { phase: event.phase, name: event.name, startedAt: event.t, endedAt: null, error: null, hangs: false },
    ];
  },
  'hook.finished': (draft, event) => {
    draft.hooks = draft.hooks.map(hook =>
      hook.phase === event.phase && hook.name === event.name && hook.endedAt === null
        ? { ...hook, endedAt: event.t, error: event.error }
        : hook,
    );
  },
  'listener.opened': (draft, event) => {
    draft.listener = { open: true, since: event.t };
  },
  'listener.closed': (draft, event) => {
    draft.listener = { open: false, since: event.t };
    noteMoment(draft, event);
  },
  'health.changed': (draft, event) => {
    draft.health = {
      ...draft.health,
      [event.endpoint]: { ok: event.ok, since: event.t, failing: event.failing },
    };
    noteMoment(draft, event);
  },
  'probe.changed': (draft, event) => {
    const verdict = { healthy: event.healthy, since: event.t, target: event.target };
    draft.probes = { ...draft.probes, [event.client]: verdict };
  },
  'drain.changed': (draft, event) => {
    draft.drain = { nonLongRunning: event.nonLongRunning, watches: event.watches };
  },
  'fault.injected': applyFault,
  'connection.opened': openConnection,
  'connection.goaway': tellToGoAway,
  'connection.closed': closeConnection,
  'request.sent': sendRequest,
  'request.arrived': arriveRequest,
  'request.admitted': admitRequest,
  'request.rejected': rejectRequest,
  'request.responded': leaveServer,
  'request.aborted': leaveServer,
  'request.settled': endRequest,
  'requests.summarized': (draft, event) => {
    // Sampling leaves the outcomes as counts by name; only `ok` says by itself what became of the requests.
    const ok = event.outcomes.ok ?? 0;
    draft.outcomes = { ...draft.outcomes, answered: draft.outcomes.answered + ok };
  },
};

/** The view after one more event. */
export function applyEvent(view: RunView, event: RunEvent): RunView {
  return applyEvents(view, [event], 0, 1);
}

/** The view after `events[from]` … `events[to - 1]`. Unknown types are counted and otherwise passed over. */
export function applyEvents(view: RunView, events: readonly RunEvent[], from: number, to: number): RunView {
  if (to <= from) return view;
  const draft: ViewDraft = {
    ...view,
    states: new Map(view.states),
    connections: new Map(view.connections),
    pipes: new Map(view.pipes),
    requests: new Map(view.requests),
    rows: [...view.rows],
  };
  for (let index = from; index < to; index++) {
    const event = events[index];
    if (event === undefined) break;
    const handle = handlers[event.type] as ((draft: ViewDraft, event: RunEvent) => void) | undefined;
    handle?.(draft, event);
    draft.t = event.t;
    draft.count++;
  }
  return draft;
}
