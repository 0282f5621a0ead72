/**
 * The lifecycle signals of kube-apiserver 1.25 and later: names and meaning. This is the diagram in the comment above
 * `RunWithContext` (k8s.io/apiserver, pkg/server/genericapiserver.go) as data. Which version has which of them, and who
 * waits for whom there, is in `lifecycle/lineage-facts.ts`.
 */

/** The eight signals, spelled as Kubernetes spells them, in the order of the real declaration. */
export const SIGNALS = [
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'PreShutdownHooksStopped',
  'NotAcceptingNewRequest',
  'InFlightRequestsDrained',
  'HTTPServerStoppedListening',
  'HasBeenReady',
  'MuxAndDiscoveryComplete',
] as const;

/** A lifecycle signal: a latch that fires once, stays fired and releases everybody who waits for it. */
export type SignalName = (typeof SIGNALS)[number];

/** The six signals of the shutdown, without the two of the start. */
export const SHUTDOWN_SIGNALS = SIGNALS.slice(0, 6) as readonly SignalName[];

/** What a signal means, what it waits for and where that is written. */
export interface SignalFact {
  readonly name: SignalName;
  /** When it fires, in one sentence. */
  readonly firesWhen: string;
  /** What waits for it, in one sentence. */
  readonly releases: string;
  /** Source file and function of Kubernetes. */
  readonly source: string;
}

const RUN = 'k8s.io/apiserver pkg/server/genericapiserver.go, RunWithContext';

export const SIGNAL_FACTS: Readonly<Record<SignalName, SignalFact>> = {
  ShutdownInitiated: {
    name: 'ShutdownInitiated',
    firesWhen: 'The process receives its first SIGTERM or SIGINT.',
    releases: 'From now on /readyz fails, and the shutdown delay begins.',
    source: RUN,
  },
  AfterShutdownDelayDuration: {
    name: 'AfterShutdownDelayDuration',
    firesWhen: '--shutdown-delay-duration has passed since ShutdownInitiated.',
    releases: 'One of the two inputs of NotAcceptingNewRequest.',
    source: RUN,
  },
  PreShutdownHooksStopped: {
    name: 'PreShutdownHooksStopped',
    firesWhen: 'All pre-shutdown hooks have returned, whether they failed or not.',
    releases: 'The other input of NotAcceptingNewRequest.',
    source: RUN,
  },
  NotAcceptingNewRequest: {
    name: 'NotAcceptingNewRequest',
    firesWhen: 'Both AfterShutdownDelayDuration and PreShutdownHooksStopped have fired.',
    releases: 'The drain begins; without retry-after the HTTP server stops, with it new requests get 429.',
    source: RUN,
  },
  InFlightRequestsDrained: {
    name: 'InFlightRequestsDrained',
    firesWhen:
      'The last request that is not long-running has ended, and the watches have drained if they have a grace period.',
    releases: 'The audit backend shuts down; with retry-after the HTTP server stops.',
    source: RUN,
  },
  HTTPServerStoppedListening: {
    name: 'HTTPServerStoppedListening',
    firesWhen: 'The listening socket is closed.',
    releases: 'Run may return once the HTTP server has let go of its connections.',
    source: 'k8s.io/apiserver pkg/server/secure_serving.go, RunServer',
  },
  HasBeenReady: {
    name: 'HasBeenReady',
    firesWhen: '/readyz succeeds for the first time.',
    releases: 'Nothing waits for it in this model.',
    source: 'k8s.io/apiserver pkg/server/healthz.go, installReadyz',
  },
  MuxAndDiscoveryComplete: {
    name: 'MuxAndDiscoveryComplete',
    firesWhen: 'Every server of the chain has registered all its HTTP paths.',
    releases: 'The not-found handler: an unknown path gets 404 from now on, before it 503.',
    source: RUN,
  },
};
