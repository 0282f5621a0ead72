/**
 * The chain of servers that a kube-apiserver is: each is a generic API server that hands on what it does not know to
 * the next one (kubernetes cmd/kube-apiserver/app/server.go, CreateServerChain). They are built back to front; the
 * first one alone listens, has the handler chain in front of it and runs the lifecycle.
 */
import { atLeast, hasReadyz, type Lineage } from '../lineage.ts';

export const SERVERS = ['aggregator', 'kube-apiserver', 'apiextensions'] as const;
export type ServerName = (typeof SERVERS)[number];

/** Who answers a request: a server of the chain, the handler at its end, or the server of an APIService by its name. */
export type Answerer = ServerName | 'not-found' | (string & {});

/** What is known of a server of the chain. */
export interface ServerFacts {
  readonly name: ServerName;
  /** What the source and the log call it. */
  readonly generic: string;
  /** What it is there for, in a sentence. */
  readonly description: string;
  /** API groups that it serves by itself; those of custom resources and APIServices come at run time. */
  readonly groups: readonly string[];
  /** What closes when all its paths are registered (1.23): the channel's name in the source; null: it waits for nothing. */
  readonly muxSignal: string | null;
  /** The post-start hook that closes it. */
  readonly muxHook: string | null;
  readonly source: string;
}

const FACTS: Readonly<Record<ServerName, ServerFacts>> = {
  aggregator: {
    name: 'aggregator',
    generic: 'kube-aggregator',
    description:
      'Passes requests for the groups of APIServices to their servers, and everything else down the chain',
    groups: ['apiregistration.k8s.io'],
    muxSignal: 'APIServiceRegistrationControllerInitiated',
    muxHook: 'apiservice-registration-controller',
    source: 'k8s.io/kube-aggregator pkg/apiserver/apiserver.go',
  },
  'kube-apiserver': {
    name: 'kube-apiserver',
    generic: 'kube-apiserver',
    description: 'Serves the built-in resources: the core group and the groups of Kubernetes',
    groups: ['', 'coordination.k8s.io'],
    muxSignal: null,
    muxHook: null,
    source: 'kubernetes pkg/controlplane/instance.go',
  },
  apiextensions: {
    name: 'apiextensions',
    generic: 'apiextensions-apiserver',
    description: 'Serves CustomResourceDefinitions and the custom resources that they define',
    groups: ['apiextensions.k8s.io'],
    muxSignal: 'CRDInformerHasNotSynced',
    muxHook: 'crd-informer-synced',
    source: 'k8s.io/apiextensions-apiserver pkg/apiserver/apiserver.go',
  },
};

export function serverFacts(name: ServerName): ServerFacts {
  return FACTS[name];
}

/**
 * The servers of a version, outermost first. Up to 1.7 the kube-apiserver is modelled as one server: aggregator and
 * apiextensions joined it during 1.7 (kubernetes PR 42911).
 */
export function serversOf(lineage: Lineage): readonly ServerName[] {
  return atLeast(lineage, '1.10') ? SERVERS : ['kube-apiserver'];
}

/** The server that listens and runs the lifecycle. */
export function outermost(lineage: Lineage): ServerName {
  return serversOf(lineage)[0] ?? 'kube-apiserver';
}

/**
 * The servers in the order in which their `PrepareRun` is done: each calls that of its delegate before it installs its
 * own endpoints (k8s.io/apiserver pkg/server/genericapiserver.go), so the innermost is first.
 */
export function preparedOrder(lineage: Lineage): readonly ServerName[] {
  return [...serversOf(lineage)].reverse();
}

/** What `PrepareRun` installs, in its order: the shutdown check comes before /readyz, which has it. */
export function installedBy(lineage: Lineage): readonly string[] {
  return hasReadyz(lineage) ? ['/healthz', '/livez', 'shutdown check', '/readyz'] : ['/healthz'];
}
