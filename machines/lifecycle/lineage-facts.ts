/**
 * What every step of the lineage is, as data: the signals that it has, who waits for whom, what is wrong with it and
 * which source it follows. The statecharts beside this file do what stands here.
 */
import { hasMuxSignal, hasSignals, type Lineage } from '../lineage.ts';
import { SIGNALS, type SignalName } from '../signals.ts';

export interface LineageFact {
  readonly lineage: Lineage;
  /** The versions that terminate like this: `1.8–1.13`. */
  readonly versions: string;
  /** The signals that it has, in the order of their declaration. */
  readonly signals: readonly SignalName[];
  /** How it terminates: what waits for what, in order. */
  readonly terminates: string;
  /** What is wrong with it; null: nothing that is known. */
  readonly defect: string | null;
  /** The pull request or issue that says so, as upstream numbers them; null: none. */
  readonly reference:
    | 'PR 88911'
    | 'PR 102671'
    | 'PR 108033'
    | 'PR 110026'
    | 'PR 103296'
    | 'issue 131052'
    | null;
  /** The step that mends it; null: none does by itself. */
  readonly mendedIn: Lineage | null;
  /** The Go source that its statechart follows. */
  readonly source: string;
}

const FILE = 'k8s.io/apiserver pkg/server/genericapiserver.go';

const SINCE_1_22: readonly SignalName[] = [
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'InFlightRequestsDrained',
  'HTTPServerStoppedListening',
  'HasBeenReady',
];

/** The signals of a step: none before 1.22, all eight since 1.25. */
export function signalsOf(lineage: Lineage): readonly SignalName[] {
  return LINEAGE_FACTS[lineage].signals;
}

const CURRENT = {
  signals: SIGNALS,
  terminates:
    '/readyz fails at once; the delay and the pre-shutdown hooks run side by side, and when both are over the server takes nothing new; then it waits for the requests, stops the audit backend and lets go of the connections.',
} as const;

export const LINEAGE_FACTS: Readonly<Record<Lineage, LineageFact>> = {
  '1.6': {
    lineage: '1.6',
    versions: '1.6–1.7',
    signals: [],
    terminates:
      'Run waits for a stop channel that never closes, and nobody handles SIGTERM: it kills the process.',
    defect: 'Nothing is graceful: everything in flight is lost, and the audit events with it.',
    reference: null,
    mendedIn: '1.10',
    source: 'kubernetes v1.6.7 cmd/kube-apiserver/app/server.go, Run',
  },
  '1.10': {
    lineage: '1.10',
    versions: '1.8–1.13',
    signals: [],
    terminates:
      'The listener closes at once; pre-shutdown hooks run, then Run waits for the requests in flight and returns.',
    defect:
      'Load balancers still send while the listener is closed already, and nobody waits for Server.Shutdown: what is still being written is cut off.',
    reference: null,
    mendedIn: '1.20',
    source: `kubernetes v1.10.0 staging/src/${FILE}, Run and NonBlockingRun`,
  },
  '1.14': {
    lineage: '1.14',
    versions: '1.14–1.15',
    signals: [],
    terminates:
      'As before, but the audit backend is kept until Server.Shutdown has returned and the requests have ended; Run itself does not wait for Server.Shutdown.',
    defect: 'Load balancers still send while the listener is closed already: there is no delay.',
    reference: null,
    mendedIn: '1.16',
    source: `kubernetes v1.14.0 staging/src/${FILE}, Run and NonBlockingRun`,
  },
  '1.16': {
    lineage: '1.16',
    versions: '1.16–1.18',
    signals: [],
    terminates:
      'The server keeps serving for --shutdown-delay-duration; then /readyz fails and the listener closes in the same moment; Run waits for hooks, delay and requests.',
    defect:
      '/readyz turns red only when the delay is over: load balancers do not learn of the shutdown in time, and the delay helps nobody.',
    reference: 'PR 88911',
    mendedIn: '1.20',
    source: `kubernetes v1.17.3 staging/src/${FILE}, Run and NonBlockingRun`,
  },
  '1.20': {
    lineage: '1.20',
    versions: '1.19–1.21',
    signals: [],
    terminates:
      '/readyz fails at once; after the delay the HTTP server stops; Run waits for hooks, delay, Server.Shutdown, and only then for the requests.',
    defect:
      'The wait group begins to reject only after Server.Shutdown has returned: requests on connections that it does not close are taken until the very end.',
    reference: 'PR 102671',
    mendedIn: '1.22',
    source: `kubernetes v1.20.1 staging/src/${FILE}, Run and NonBlockingRun`,
  },
  '1.22': {
    lineage: '1.22',
    versions: '1.22',
    signals: SINCE_1_22,
    terminates:
      'The moments have names now; the HTTP server stops and the wait group rejects as soon as the delay is over, whatever the hooks do.',
    defect: 'The server stops before slow pre-shutdown hooks are done: their own API calls are refused.',
    reference: 'PR 108033',
    mendedIn: '1.24',
    source: `kubernetes v1.22.2 staging/src/${FILE}, Run`,
  },
  '1.23': {
    lineage: '1.23',
    versions: '1.23',
    signals: [...SINCE_1_22, 'MuxAndDiscoveryComplete'],
    terminates:
      'As before; with --shutdown-send-retry-after the server answers 429 from the end of the delay and closes its listener when the requests have drained.',
    defect: 'The server stops before slow pre-shutdown hooks are done: their own API calls are refused.',
    reference: 'PR 108033',
    mendedIn: '1.24',
    source: `kubernetes v1.23.1 staging/src/${FILE}, Run`,
  },
  '1.24': {
    lineage: '1.24',
    versions: '1.24',
    signals: [...SINCE_1_22, 'MuxAndDiscoveryComplete'],
    terminates:
      'The HTTP server waits for the pre-shutdown hooks too, but rejecting begins when the delay is over.',
    defect:
      "API calls of hooks that outlast the delay get 503 or 429; and a batching audit backend's shutdown is a hook that waits for the server, which waits for the hooks: a deadlock.",
    reference: 'PR 110026',
    mendedIn: '1.25',
    source: `kubernetes v1.24.0 staging/src/${FILE}, Run`,
  },
  '1.25': {
    lineage: '1.25',
    versions: '1.25–1.26',
    ...CURRENT,
    defect: 'Nobody tells open watches to end: they hold the shutdown for its whole timeout.',
    reference: 'PR 103296',
    mendedIn: '1.27',
    source: `kubernetes v1.25.2 staging/src/${FILE}, Run`,
  },
  '1.27': {
    lineage: '1.27',
    versions: '1.27–1.28',
    ...CURRENT,
    defect:
      'Watches are drained only with --shutdown-watch-termination-grace-period: with its default of 0 they still hold the shutdown for its whole timeout.',
    reference: 'issue 131052',
    mendedIn: null,
    source: `kubernetes v1.27.2 staging/src/${FILE}, Run`,
  },
  '1.29': {
    lineage: '1.29',
    versions: '1.29–1.32',
    ...CURRENT,
    defect:
      'Watches are drained only with --shutdown-watch-termination-grace-period: with its default of 0 they still hold the shutdown for its whole timeout.',
    reference: 'issue 131052',
    mendedIn: null,
    source: `kubernetes v1.29.0 staging/src/${FILE}, Run`,
  },
  '1.33': {
    lineage: '1.33',
    versions: '1.33–1.36',
    ...CURRENT,
    defect:
      'Watches are drained only with --shutdown-watch-termination-grace-period: with its default of 0 they still hold the shutdown for its whole timeout.',
    reference: 'issue 131052',
    mendedIn: null,
    source: `kubernetes v1.34.1 staging/src/${FILE}, RunWithContext`,
  },
};

/** Who must have fired before whom; a signal that a step does not have is not among the keys. */
export type Predecessors = Readonly<Partial<Record<SignalName, readonly SignalName[]>>>;

/**
 * Who must have fired before whom on a step of the lineage. Where the listener closes depends on
 * `--shutdown-send-retry-after`: without it the last two shutdown signals have no order among them.
 */
export function signalPredecessors(lineage: Lineage, sendRetryAfter: boolean): Predecessors {
  if (!hasSignals(lineage)) return {};
  const start: Predecessors = {
    HasBeenReady: [],
    ...(hasMuxSignal(lineage) ? { MuxAndDiscoveryComplete: [] } : {}),
    ShutdownInitiated: [],
    AfterShutdownDelayDuration: ['ShutdownInitiated'],
  };
  const gate: SignalName = hasGate(lineage) ? 'NotAcceptingNewRequest' : 'AfterShutdownDelayDuration';
  return {
    ...start,
    ...(hasGate(lineage)
      ? {
          PreShutdownHooksStopped: [],
          NotAcceptingNewRequest: ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
        }
      : {}),
    InFlightRequestsDrained: [gate],
    HTTPServerStoppedListening: [sendRetryAfter ? 'InFlightRequestsDrained' : gate],
  };
}

/** Whether delay AND hooks must be over before the server rejects: `NotAcceptingNewRequest` came with 1.25. */
export function hasGate(lineage: Lineage): boolean {
  return signalsOf(lineage).includes('NotAcceptingNewRequest');
}
