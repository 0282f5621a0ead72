/** Builds recordings for tests: a list of what happened, when. */
import type {
  EventDraft,
  Outcome,
  Recording,
  RecordingHeader,
  RequestKind,
  RunEvent,
} from '../../../machines/recording/events.ts';

/** The header of a simulated run; `changes` replace parts of it. */
export function headerOf(changes: Partial<RecordingHeader> = {}): RecordingHeader {
  return {
    type: 'recording',
    version: 1,
    source: 'simulated',
    scenario: { name: 'story' },
    lineage: '1.25',
    seed: 1,
    clock: 'virtual',
    startedAt: null,
    speed: 1,
    ...changes,
  };
}

/** Events in the order of the list; `seq` counts from 1, `t` is the first of each pair. */
export function story(
  steps: readonly (readonly [t: number, event: EventDraft])[],
  header: Partial<RecordingHeader> = {},
): Recording {
  const events = steps.map(([t, event], index) => ({ seq: index + 1, t, ...event }) as RunEvent);
  return { header: headerOf(header), events };
}

type Steps = (readonly [number, EventDraft])[];

/** One request from its sending to its end, as its client and the server see it. */
export function request(options: {
  readonly id: string;
  readonly at: number;
  readonly until: number;
  readonly outcome: Outcome;
  readonly admitted?: boolean;
  readonly name?: string;
  readonly client?: string;
  readonly kind?: RequestKind;
  readonly path?: string;
  readonly status?: number | null;
  readonly retryAfter?: string;
}): Steps {
  const { id, at, until, outcome, kind = 'short', path = '/echo' } = options;
  const place = { request: id, connection: 'c1', stream: 1 };
  const status = options.status ?? (outcome === 'ok' ? 200 : null);
  const headers = options.retryAfter === undefined ? {} : { 'retry-after': options.retryAfter };
  const steps: Steps = [
    [
      at,
      {
        type: 'request.sent',
        request: id,
        name: options.name ?? null,
        client: options.client ?? 'app',
        method: 'GET',
        path,
        kind,
        newConnection: false,
      },
    ],
  ];
  if (options.admitted ?? true) {
    steps.push([at, { type: 'request.arrived', ...place }], [at, { type: 'request.admitted', ...place }]);
    if (status !== null) steps.push([until, { type: 'request.responded', ...place, status, headers }]);
  } else if (outcome === 'rejected') {
    steps.push([at, { type: 'request.arrived', ...place }]);
    steps.push([
      until,
      { type: 'request.rejected', ...place, filter: 'retry-after', status: status ?? 429, headers },
    ]);
  }
  steps.push([until, { type: 'request.settled', request: id, outcome, status }]);
  return steps;
}

/** The signals of an orderly shutdown from `stopT` on, without retry-after: a second of delay, a second of drain. */
export function shutdown(stopT: number): Steps {
  return [
    [stopT, { type: 'process.signalled', signal: 'SIGTERM' }],
    [stopT, { type: 'signal.fired', name: 'ShutdownInitiated' }],
    [stopT, { type: 'health.changed', endpoint: '/readyz', ok: false, failing: ['shutdown'] }],
    [stopT, { type: 'signal.fired', name: 'PreShutdownHooksStopped' }],
    [stopT + 1000, { type: 'signal.fired', name: 'AfterShutdownDelayDuration' }],
    [stopT + 1000, { type: 'signal.fired', name: 'NotAcceptingNewRequest' }],
    [
      stopT + 1000,
      {
        type: 'state.changed',
        machine: 'lifecycle',
        region: 'drain',
        from: 'idle',
        to: 'draining',
        event: 'NotAcceptingNewRequest.fired',
      },
    ],
    [stopT + 1000, { type: 'listener.closed', address: '127.0.0.1:6443' }],
    [stopT + 1000, { type: 'signal.fired', name: 'HTTPServerStoppedListening' }],
    [stopT + 2000, { type: 'signal.fired', name: 'InFlightRequestsDrained' }],
    [stopT + 2000, { type: 'audit.shutdown' }],
    [stopT + 3000, { type: 'process.exited', code: 0, reason: 'completed' }],
  ];
}

/** Steps of several threads in order of time; what stands first in the arguments comes first at the same time. */
export function together(...threads: readonly Steps[]): Steps {
  return threads.flat().sort((a, b) => a[0] - b[0]);
}
