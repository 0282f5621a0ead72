/** What a live run is to those who start one (the commands, the API): options in, a handle out. */
import type { ProcessSignal, Protocol, RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
import type { Registry } from '../../machines/registry/registry.ts';
import type { ApiServiceTurn, Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';
import type { Fault, FaultResult } from '../../machines/traffic/fault.ts';

/** What to run, and how. */
export interface LiveRunOptions {
  /** The validated scenario. */
  readonly scenario: Scenario;
  /** The scenario as it was written; it goes into the recording's header. */
  readonly source: ScenarioSource;
  /** How many times faster than the scenario says; over 0, at most 1000. */
  readonly speed: number;
  /** The TCP port of the simulated server; 0 for any free one. */
  readonly port: number;
  /** Where to listen; `127.0.0.1` when absent. */
  readonly host?: string;
  /** Whether the signals of the script are sent; when false they are left to the person. Its requests are sent always. */
  readonly script: boolean;
  /**
   * Which requests of strangers are recorded: `sampled` (the default) at most 250 a second one by one and the rest in
   * `requests.summarized` events, for a run that somebody watches; `all`, up to a million, for a run whose recording is
   * read afterwards: those that are answered at once appear in {@link LiveRun.events} but are not handed to listeners;
   * `none`. Requests of the scenario's own clients are always recorded.
   */
  readonly record?: 'all' | 'sampled' | 'none';
  /** What the API has stored, from runs before: etcd is another process. Absent: a fresh one. */
  readonly registry?: Registry;
  /** The program's environment; with NOTIFY_SOCKET in it systemd is told that the server is up. Absent: nobody is told. */
  readonly variables?: Readonly<Record<string, string | undefined>>;
  /** Takes each line of the audit log, and has written it when it returns. */
  readonly auditFile?: (line: string) => void;
  /** Takes the lines that kube-apiserver would log: of its life, and one for each request (with its newline). */
  readonly httpLog?: (line: string) => void;
  /** Called with every event, from the first one on. */
  readonly onEvent?: (event: RunEvent) => void;
}

/** A request that a person asks for while a run goes on. */
export interface LiveRequest {
  readonly path: string;
  /** `new`, `reuse`, or the name of one of the scenario's connections. */
  readonly connection: string;
  readonly protocol?: Protocol;
  /** Its name in the summary. */
  readonly name?: string;
}

/** A run with a real server and real clients, from its start until the process has exited. */
export interface LiveRun {
  readonly header: RecordingHeader;
  /** Everything so far; grows. */
  readonly events: readonly RunEvent[];
  /** Where the server listens, `127.0.0.1:6443`; null before it listens and after the listener is closed. */
  readonly address: string | null;
  readonly ended: boolean;
  /** The audit events in memory, one JSON object each, oldest first; at most the last 2,000. */
  auditLines(): Iterable<string>;
  /** Audit events that were written and are not in memory any more. */
  readonly auditForgotten: number;
  /** Delivers a signal to the simulated process. Does nothing once the run has ended. */
  signal(signal: ProcessSignal): void;
  /** Sends a request at once and returns its identity (`r12`). Throws an Error for a connection that does not exist. */
  request(request: LiveRequest): string;
  /** Makes something go wrong now, or says why it cannot; then nothing has happened. */
  inject(fault: Fault): FaultResult;
  /** The server of an APIService of the scenario goes down or comes up; says why when there is no such service. */
  turnApiService(turn: ApiServiceTurn): FaultResult;
  /**
   * Ends the run at once: the process as SIGKILL does, and what is left of the script is not played. {@link done}
   * resolves soon after, also when the process has exited before.
   */
  kill(): void;
  /** Calls `listener` with every event from now on, until the function that is returned is called. */
  subscribe(listener: (event: RunEvent) => void): () => void;
  /** Resolves when the process has exited, the run is over and the listener is closed. */
  readonly done: Promise<void>;
}

/** Starts a live run. Rejects with an Error whose message a person can act on. */
export type StartLiveRun = (options: LiveRunOptions) => Promise<LiveRun>;
