/**
 * A recording: one header, then events in order of time. This file is the contract between everything that produces
 * a run (simulate, live, replay, import) and everything that shows one.
 */
import type { KernelInput } from '../kernel/input.ts';
import type { ScenarioSource } from '../scenario/schema.ts';
import type { Answerer, ServerName } from '../servers/chain.ts';
import type { SignalName } from '../signals.ts';
import type { Fault } from '../traffic/fault.ts';
import type { Omitted } from './condense.ts';

/** The version of the format that this program writes. */
export const RECORDING_VERSION = 1;

/** The first line of a recording. */
export interface RecordingHeader {
  readonly type: 'recording';
  readonly version: number;
  readonly source: 'simulated' | 'live' | 'imported';
  readonly scenario: ScenarioSource | null;
  readonly lineage: string | null;
  /** Of a log that does not name its version: the first one that writes such lines; it may be a later one. */
  readonly lineageAtLeast?: true;
  readonly seed: number | null;
  readonly clock: 'virtual' | 'monotonic' | 'wall';
  /** Wall-clock time of the start; null for simulated runs, so that they are reproducible. */
  readonly startedAt: string | null;
  readonly speed: number;
}

export type Protocol = 'h2' | 'http/1.1';
export type ProcessSignal = 'SIGTERM' | 'SIGINT' | 'SIGKILL';
export type HookPhase = 'postStart' | 'preShutdown';
export type RequestKind = 'short' | 'watch' | 'probe' | 'hook';

/** How a request ended for its client. */
export type Outcome = 'ok' | 'rejected' | 'refused' | 'goaway' | 'reset' | 'timeout' | 'failed';
export const OUTCOMES: readonly Outcome[] = [
  'ok',
  'rejected',
  'refused',
  'goaway',
  'reset',
  'timeout',
  'failed',
];

/** Why a process ended. */
export type ExitReason =
  | 'completed'
  | 'hook-failed'
  | 'hook-panicked'
  | 'poststart-failed'
  | 'second-signal'
  | 'killed';

/** Response headers that matter here, lower case. */
export type ResponseHeaders = Readonly<Record<string, string>>;

/** What every event has. */
interface EventBase {
  /** Rising integer. */
  readonly seq: number;
  /** Milliseconds since the start of the recording, in scenario time. */
  readonly t: number;
  /** The server it happened on; `apiserver` when absent. */
  readonly server?: string;
  /** The events that caused this one. */
  readonly cause?: readonly number[];
  /** In imported recordings: the log does not say it, it follows from what the log says. */
  readonly inferred?: boolean;
  /** In imported recordings: the line of the log that says it, from 1. */
  readonly line?: number;
}

/** What each type of event carries besides `seq`, `t`, `type`, `server` and `cause`. */
export interface EventFields {
  'process.started': object;
  'process.signalled': { signal: ProcessSignal };
  'process.exited': { code: number; reason: ExitReason };
  'signal.fired': { name: SignalName };
  'state.changed': { machine: string; region: string; from: string; to: string; event: string };
  input: { input: KernelInput };
  'hook.started': { phase: HookPhase; name: string };
  'hook.finished': { phase: HookPhase; name: string; error: string | null };
  /** What a post-start hook has left running has ended: its context was closed. */
  'hook.stopped': { phase: 'postStart'; name: string };
  /** `PrepareRun` of one server of the chain: which endpoints it has installed. */
  'server.prepared': { name: ServerName; installs: readonly string[] };
  /** One server of the chain has registered all its HTTP paths. */
  'server.muxCompleted': { name: ServerName };
  /** What the server tells systemd (`READY=1`); `by`: the program that really sent it to NOTIFY_SOCKET. */
  'systemd.notified': { state: string; by?: string };
  /** The server behind an APIService has come up or gone down. */
  'apiService.changed': { name: string; available: boolean };
  'listener.opened': { address: string };
  'listener.closed': { address: string };
  /** The plain HTTP port of versions until 1.19. */
  'insecurePort.changed': { address: string; open: boolean };
  'health.changed': { endpoint: string; ok: boolean; failing: readonly string[] };
  'connection.opened': { connection: string; protocol: Protocol; client: string };
  'connection.goaway': { connection: string; lastStreamId: number; errorCode: string };
  'connection.closed': { connection: string; by: 'client' | 'server' | 'timeout' | 'reset' };
  'request.sent': {
    request: string;
    name: string | null;
    client: string;
    method: string;
    path: string;
    kind: RequestKind;
    newConnection: boolean;
  };
  /** `method` and `path` only for clients that are not ours: nothing else tells what they ask for. */
  'request.arrived': {
    request: string;
    connection: string;
    stream: number | null;
    method?: string;
    path?: string;
    userAgent?: string;
    /** Only where it came in on the insecure port. */
    port?: 'insecure';
  };
  /**
   * `answeredBy`: the server of the chain that answers it, `not-found`, or the name of an APIService. `user` only where
   * it is not `system:anonymous` (or `system:unsecured` on the insecure port); `impersonator` is who acts as this user.
   * `counted` is false for a short request that the wait group does not count any more.
   */
  'request.admitted': {
    request: string;
    connection: string;
    stream: number | null;
    answeredBy?: Answerer;
    user?: string;
    impersonator?: string;
    counted?: false;
  };
  'request.rejected': {
    request: string;
    connection: string;
    stream: number | null;
    filter: string;
    status: number;
    headers: ResponseHeaders;
    user?: string;
  };
  /** `panicked`: the handler did, and this is the answer of the panic recovery. */
  'request.responded': {
    request: string;
    connection: string;
    stream: number | null;
    status: number;
    headers: ResponseHeaders;
    panicked?: true;
  };
  'request.aborted': { request: string; connection: string; stream: number | null; reason: string };
  'request.settled': { request: string; outcome: Outcome; status: number | null };
  'requests.summarized': { from: number; to: number; outcomes: Readonly<Record<string, number>> };
  'drain.changed': { nonLongRunning: number; watches: number };
  'audit.logged': { request: string };
  'audit.lost': { request: string };
  'audit.shutdown': object;
  'probe.changed': { client: string; target: string; healthy: boolean };
  /** Somebody made something go wrong; requests and connections by their identities. What follows names it as its cause. */
  'fault.injected': { fault: Fault };
  note: { text: string };
}

export type EventType = keyof EventFields;

/** The event of one type. */
export type EventOf<T extends EventType> = T extends EventType
  ? EventBase & { readonly type: T } & Readonly<EventFields[T]>
  : never;

/** Any event of a recording. */
export type RunEvent = EventOf<EventType>;

/** What a producer gives: an event before it has its place (`seq`, `t`) in the recording. */
export type EventDraft = {
  [T in EventType]: { readonly type: T; readonly cause?: readonly number[] } & Readonly<EventFields[T]>;
}[EventType];

/** A whole recording in memory. */
export interface Recording {
  readonly header: RecordingHeader;
  readonly events: readonly RunEvent[];
  /** What stands for events that are not among them, in a recording in short. */
  readonly omitted?: Omitted;
}

/**
 * What became of a request, in the words of the outcome table: `turnedAway` was never taken by the server, `dropped`
 * was admitted but its client did not get the response.
 */
export function isTurnedAway(outcome: Outcome, admitted: boolean): boolean {
  return !admitted && (outcome === 'rejected' || outcome === 'refused' || outcome === 'goaway');
}
