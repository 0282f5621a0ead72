/** What each step of the handler chain is, for people: a sentence, its source in Kubernetes and since when it is there. */
import type { StepName } from './order.ts';

/** One step of the chain. */
export interface StepFacts {
  /** One sentence in English; its Chinese is in the catalog (`tr.text`). */
  readonly description: string;
  /** The Go file, from the root of k8s.io/apiserver. */
  readonly source: string;
  /** The first version of Kubernetes that has it as a step; absent: it was there before 1.6. */
  readonly since?: string;
  /** The last version that has it. */
  readonly until?: string;
}

/** By name. */
export const STEPS: Readonly<Record<StepName, StepFacts>> = {
  'audit-init': {
    description:
      'Gives the request its audit ID, or takes the one of its Audit-ID header, and sends it back.',
    source: 'pkg/endpoints/filters/audit_init.go',
    since: '1.22',
  },
  'panic-recovery': {
    description: 'Answers 500 when the handler panics: the request is lost, the process lives on.',
    source: 'pkg/server/filters/wrap.go',
  },
  'mux-and-discovery': {
    description:
      'Marks a request that came before MuxAndDiscoveryComplete, so that an unknown path gets 503 and not 404.',
    source: 'pkg/endpoints/filters/mux_discovery_complete.go',
    since: '1.23',
  },
  'received-timestamp': {
    description: 'Remembers when the request came in: latencies and audit events count from here.',
    source: 'pkg/endpoints/filters/request_received_time.go',
    since: '1.19',
  },
  'request-context': {
    description: 'Gives the request a context, which Go had no place for before its version 1.7.',
    source: 'pkg/endpoints/request/requestcontext.go',
    until: '1.11',
  },
  'request-info': {
    description:
      'Reads verb, API group, version, namespace, resource, subresource and name from the request line.',
    source: 'pkg/endpoints/filters/requestinfo.go',
  },
  'latency-trackers': {
    description: 'Prepares the clocks that say afterwards which layer of the server took how long.',
    source: 'pkg/endpoints/filters/webhook_duration.go',
    since: '1.24',
  },
  'http-log': {
    description:
      'Writes one line into the log when the response is over; part of the panic recovery until 1.20.',
    source: 'pkg/server/httplog/httplog.go',
  },
  'retry-after': {
    description:
      'With --shutdown-send-retry-after, answers every new request with 429 while the server drains, except health, metrics and its own loopback client.',
    source: 'pkg/server/filters/with_retry_after.go',
    since: '1.23',
  },
  hsts: {
    description: 'Adds Strict-Transport-Security, when --strict-transport-security-directives are given.',
    source: 'pkg/server/filters/hsts.go',
    since: '1.21',
  },
  'cache-control': {
    description: 'Adds Cache-Control: no-cache, private, so that nobody on the way keeps a copy.',
    source: 'pkg/endpoints/filters/cachecontrol.go',
    since: '1.18',
  },
  goaway: {
    description:
      'Sends a few HTTP/2 connections away with a GOAWAY, by --goaway-chance, so that clients spread.',
    source: 'pkg/server/filters/goaway.go',
    since: '1.18',
  },
  'watch-termination': {
    description:
      'Counts watches when they have a grace period, and refuses new ones once they are told to end.',
    source: 'pkg/server/filters/watch_termination.go',
    since: '1.27',
  },
  'wait-group': {
    description: 'Counts the requests that the shutdown waits for, and refuses new ones once it waits.',
    source: 'pkg/server/filters/waitgroup.go',
    since: '1.9',
  },
  'request-deadline': {
    description: 'Sets how long the request may take: --request-timeout, or a shorter ?timeout=.',
    source: 'pkg/endpoints/filters/request_deadline.go',
    since: '1.21',
  },
  timeout: {
    description:
      'Answers 504 when the time is over, or cuts a response that has begun; the handler may go on unseen.',
    source: 'pkg/server/filters/timeout.go',
  },
  warnings: {
    description: 'Lets the server warn in a Warning header, of deprecated API versions for example.',
    source: 'pkg/endpoints/filters/warning.go',
    since: '1.19',
  },
  cors: {
    description:
      'Lets pages of the origins in --cors-allowed-origins read the answer, and answers their preflight.',
    source: 'pkg/server/filters/cors.go',
  },
  authentication: {
    description: 'Finds out who asks: a bearer token, or nobody in particular, who is system:anonymous.',
    source: 'pkg/endpoints/filters/authentication.go',
  },
  audit: {
    description:
      'Writes an audit event when the request comes in, and another one when its response is complete.',
    source: 'pkg/endpoints/filters/audit.go',
  },
  impersonation: {
    description: 'Lets somebody who may do so act as the user of the Impersonate-User header.',
    source: 'pkg/endpoints/filters/impersonation.go',
  },
  'max-in-flight': {
    description: 'Answers 429 when too many reads, or too many writes, are under way.',
    source: 'pkg/server/filters/maxinflight.go',
  },
  authorization: {
    description: 'Asks whether this user may do this, and answers 403 if not.',
    source: 'pkg/endpoints/filters/authorization.go',
  },
};
