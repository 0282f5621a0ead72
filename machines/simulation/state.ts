/** The simulated network: connections, requests and what is to happen, as plain data that can be copied. */
import type { AuditBuffer } from '../audit/buffer.ts';
import type { Admission } from '../filters/chain.ts';
import type { Port } from '../filters/order.ts';
import type { RequestInfo } from '../filters/request-info.ts';
import type { Handled } from '../handlers/handler.ts';
import type { World } from '../kernel/world.ts';
import type { HookPhase, Outcome, Protocol, RequestKind, ResponseHeaders } from '../recording/events.ts';
import { type Duration, type Instant, micros, millis } from '../time.ts';
import type { H2State, Http1State } from '../traffic/connection.ts';
import type { ServedState } from '../traffic/request.ts';

/** One way between a client and the server on the simulated network. */
export const LATENCY: Duration = micros(100);
/** From the first packet of a new connection to the end of its TLS handshake. */
export const HANDSHAKE: Duration = millis(2);
/** From the start of the process to the open listener. */
export const LISTEN_DELAY: Duration = millis(1);

/** One end to end connection, with what both of its ends know. */
export interface SimConnection {
  readonly id: string;
  readonly protocol: Protocol;
  readonly port: Port;
  /** Who opened it: a client's name, or the connection's own. */
  readonly client: string;
  /** Requests with the same pool share its connections; null: nobody else uses it. */
  readonly pool: string | null;
  /** Bare connections do nothing by themselves: they go on after a GOAWAY as their script says. */
  readonly bare: boolean;
  readonly openedAt: Instant;
  state: H2State | Http1State;
  /** The server has accepted it. */
  accepted: boolean;
  /** The TLS handshake is over for the client. */
  ready: boolean;
  /** Requests that the client has put on it and that have not ended, oldest first. */
  readonly requests: string[];
  /** HTTP/1.1: requests that wait for their turn, and HTTP/2 ones that wait for the handshake. */
  readonly waiting: string[];
  nextStream: number;
  /** The highest stream that has reached the server. */
  highestStream: number;
  /** Streams that the server works on. */
  open: number;
  /** The last stream id of the GOAWAY that was sent; null: none was. */
  goaway: number | null;
  /** The client has read the GOAWAY. */
  goawayRead: boolean;
  /** The client closes it when its last request has ended. */
  closesAfterUse: boolean;
  /** Counts the times it became idle, so that an old timer finds that it is not meant. */
  idleEpoch: number;
}

export interface SimRequest {
  readonly id: string;
  readonly name: string | null;
  readonly client: string;
  readonly kind: RequestKind;
  readonly method: string;
  readonly target: string;
  readonly userAgent: string;
  readonly timeout: Duration | null;
  /** What it sends with it; empty: nothing. */
  readonly body: string;
  readonly headers: ResponseHeaders;
  connection: string | null;
  stream: number | null;
  served: ServedState;
  settled: boolean;
  info: RequestInfo | null;
  admission: Admission | null;
  handling: Handled | null;
  /** Status of the response that is on its way to the client. */
  reply: { readonly outcome: Outcome; readonly status: number | null } | null;
  /** The response has begun: its status can no longer change. */
  begun: boolean;
  /** A fault keeps its handler from ending by itself. */
  stalled: boolean;
  /** The fault that it has suffered, by its number in the recording; null: none. */
  fault: number | null;
}

export type SimTask =
  | { readonly kind: 'listen' }
  | { readonly kind: 'script'; readonly index: number }
  | { readonly kind: 'tick'; readonly client: string }
  | { readonly kind: 'probe'; readonly client: string }
  | { readonly kind: 'watch'; readonly client: string }
  | { readonly kind: 'openConnection'; readonly index: number }
  | { readonly kind: 'accept'; readonly connection: string }
  | { readonly kind: 'ready'; readonly connection: string }
  | { readonly kind: 'refused'; readonly connection: string }
  | { readonly kind: 'arrive'; readonly request: string }
  /** The handler has done its work; of a watch, its time is over. */
  | { readonly kind: 'finish'; readonly request: string }
  /** The shutdown asks a watch to end. */
  | { readonly kind: 'endWatch'; readonly request: string }
  | { readonly kind: 'deadline'; readonly request: string }
  | { readonly kind: 'reply'; readonly request: string }
  | { readonly kind: 'giveUp'; readonly request: string }
  | { readonly kind: 'abandon'; readonly request: string }
  | { readonly kind: 'goawayRead'; readonly connection: string }
  | { readonly kind: 'linger'; readonly connection: string }
  | { readonly kind: 'idle'; readonly connection: string; readonly epoch: number }
  | { readonly kind: 'clientClose'; readonly connection: string }
  | { readonly kind: 'apiServiceDown'; readonly name: string }
  /** A batch of audit events is written, unless it has been meanwhile. */
  | { readonly kind: 'auditDue'; readonly since: Instant }
  | { readonly kind: 'hook'; readonly phase: HookPhase; readonly name: string }
  | { readonly kind: 'hookCall'; readonly name: string; readonly index: number };

/** Probes that a fault loses on their way. */
export interface LostProbes {
  readonly left: number;
  /** The last fault that asked for it, by its number in the recording. */
  readonly fault: number;
}

/** What the server counts. */
export interface Counts {
  /** Short requests that the wait group counts. */
  nonLongRunning: number;
  /** Watches in flight. */
  watches: number;
  /** Watches that the wait group of watches counts. */
  countedWatches: number;
  reads: number;
  writes: number;
}

/** One audit event that waits; only the last one of a request is in the recording. */
export interface HeldAudit {
  /** Empty for all but the last one. */
  readonly request: string;
  readonly cause: readonly number[];
}

export interface SimState {
  now: Instant;
  seq: number;
  world: World;
  random: number;
  /** Where in a second of the wall clock the run began: `net/http` counts the age of connections in whole seconds. */
  readonly secondOffset: Duration;
  connections: Map<string, SimConnection>;
  requests: Map<string, SimRequest>;
  nextConnection: number;
  nextRequest: number;
  readonly counts: Counts;
  listening: boolean;
  /** The insecure port takes connections. */
  insecureListening: boolean;
  /** The insecure server has been told to stop: its responses close their connections. */
  insecureStopping: boolean;
  /** The driver owes the kernel a `drain.emptied`. */
  drainAwaited: boolean;
  watchDrainAwaited: boolean;
  readyzSucceeded: boolean;
  /** Audit events that wait to be written. */
  audit: AuditBuffer<HeldAudit>;
  /**
   * Hooks that have started and not returned, by phase and name: at work, waiting for what a post-start hook has left
   * running, or kept from returning by a fault.
   */
  hooks: Map<string, 'running' | 'waiting' | 'hanging'>;
  /** What post-start hooks have left running, by the hook's name. */
  background: Map<string, 'running' | 'ended'>;
  /** Servers of APIServices that were told to go down and still serve. */
  closingServices: Set<string>;
  /** By probe client. */
  lostProbes: Map<string, LostProbes>;
  /** Entries of the script that have not happened. */
  scriptLeft: number;
  /** Requests whose clients still wait. */
  unsettled: number;
  /** When the run ends though the process has not exited. */
  limit: Instant;
  ended: boolean;
}

/** The key of a hook in {@link SimState.hooks}. */
export function hookKey(phase: HookPhase, name: string): string {
  return `${phase}/${name}`;
}

/** A copy that shares nothing that changes. */
export function copyState(state: SimState): SimState {
  return {
    ...state,
    connections: new Map(
      [...state.connections].map(([id, row]) => [
        id,
        { ...row, requests: [...row.requests], waiting: [...row.waiting] },
      ]),
    ),
    requests: new Map([...state.requests].map(([id, row]) => [id, { ...row }])),
    counts: { ...state.counts },
    audit: { held: [...state.audit.held], since: state.audit.since },
    hooks: new Map(state.hooks),
    closingServices: new Set(state.closingServices),
    background: new Map(state.background),
    lostProbes: new Map(state.lostProbes),
  };
}
