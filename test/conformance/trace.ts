/**
 * The recorded runs of real API servers that this program is held against: one file per scenario and version under
 * `data/`, written by `convert.mjs`. Only facts are kept. All times are milliseconds since the server got SIGTERM.
 */
import { readdirSync, readFileSync } from 'node:fs';
import { type Lineage, lineageOf } from '../../machines/lineage.ts';
import type { HookPhase, Protocol } from '../../machines/recording/events.ts';
import { validateScenario } from '../../machines/scenario/parse.ts';
import type { Scenario, ScenarioSource } from '../../machines/scenario/schema.ts';
import type { SignalName } from '../../machines/signals.ts';

/** What a client got, or how it was disappointed. */
export type TraceResult =
  /** A whole response. */
  | 'complete'
  /** The connection ended before the response did: the process exited. */
  | 'cut'
  /** A stream opened after GOAWAY: the server never answered it. */
  | 'ignored'
  /** The connection was already closed. */
  | 'notSent'
  /** The port was closed. */
  | 'refused'
  /** The client gave up waiting. */
  | 'timedOut';

/** What one client saw of one response. */
export interface TraceOutcome {
  readonly result: TraceResult;
  /** Null when no response headers arrived. */
  readonly status: number | null;
  /** The headers that matter, in lower case. */
  readonly headers: Readonly<Record<string, string>>;
  /** Which headers the client of this trace wrote down: what is not listed may or may not have been there. */
  readonly headersSeen: readonly string[];
  /** Its first 200 characters. */
  readonly body?: string;
}

/** A request in flight when the server was told to stop, or one on a connection that was watched frame by frame. */
export interface TraceRequest {
  /** The name it has in the scenario. */
  readonly name: string;
  /** Index into the trace's outcomes. */
  readonly outcome: number;
  readonly start: number;
  readonly headersAt: number | null;
  readonly end: number | null;
  readonly stream?: number;
  /** Whether its HEADERS came after its connection's GOAWAY. */
  readonly afterGoaway?: boolean;
  /** When its own connection got a GOAWAY from the server; null: none. Absent where nobody looked. */
  readonly goawayAt?: number | null;
  /** Whether the audit backend got its ResponseComplete. Absent where requests cannot be told apart. */
  readonly audited?: boolean;
}

/** A connection that was watched frame by frame. */
export interface TraceConnection {
  /** The name it has in the scenario. */
  readonly name: string;
  readonly protocol: Protocol;
  readonly openedAt: number;
  readonly goaways: readonly {
    readonly t: number;
    readonly lastStreamId: number;
    readonly errorCode: string;
  }[];
  readonly closedAt: number;
}

/** A hook of the recording program. */
export interface TraceHook {
  readonly phase: HookPhase;
  readonly name: string;
  readonly start: number;
  readonly end: number;
  readonly error: string | null;
  readonly panicked: boolean;
  /** When a post-start hook saw its context end. */
  readonly contextDoneAt?: number;
}

/** One probe: start, end, connection (1 new, 0 reused, -1 none could be made), index into the trace's outcomes. */
export type TraceProbe = readonly [start: number, end: number, connection: number, outcome: number];

/** One of the three runs of a scenario. */
export interface TraceRun {
  readonly signals: readonly (readonly [name: SignalName, t: number])[];
  /** When the registered signal for "all paths are installed" was closed; null: never. Absent: none was registered. */
  readonly muxCompletedAt?: number | null;
  /** When the log said that nobody listens any more; null: never. Absent from 1.22 on: a signal says it there. */
  readonly listenerClosedAt?: number | null;
  readonly hooks: readonly TraceHook[];
  readonly audit: { readonly stopChannelClosedAt: number | null; readonly shutdownAt: number | null };
  /** Null when the process died before `Run` could return. */
  readonly returned: { readonly t: number; readonly error: string | null } | null;
  readonly exit: { readonly t: number; readonly code: number };
  readonly requests: readonly TraceRequest[];
  readonly connections: readonly TraceConnection[];
  /** By kind, in the order of the trace's `probeKinds`. */
  readonly probes: readonly (readonly TraceProbe[])[];
}

/** A fact that is not compared, because the recorded server is not the one that is modelled. */
export interface LeftOut {
  /** `readyz-during-delay`: what /readyz answers between the stop signal and the end of the shutdown delay. */
  readonly fact: 'readyz-during-delay';
  readonly reason: string;
}

/** A scenario as a real server of one version lived through it, three times. */
export interface Trace {
  readonly name: string;
  readonly version: string;
  readonly about: string;
  /** The scenario in this program's format: SIGTERM comes `stopAtMs` after the start. */
  readonly scenario: ScenarioSource;
  readonly stopAtMs: number;
  /** The HTTP/2 settings that the server announced, where a client looked. */
  readonly settings: Readonly<Record<string, number>> | null;
  readonly probeKinds: readonly string[];
  readonly leftOut?: readonly LeftOut[];
  /** All that clients got in these runs. */
  readonly outcomes: readonly TraceOutcome[];
  readonly runs: readonly TraceRun[];
}

const DATA = new URL('./data/', import.meta.url);

/** The names of all data files, in alphabetical order. */
export function traceFiles(): string[] {
  return readdirSync(DATA)
    .filter(file => file.endsWith('.json'))
    .sort();
}

/** Reads one data file. Throws when it is missing or no JSON: the data belongs to this repository. */
export function readTrace(file: string): Trace {
  return JSON.parse(readFileSync(new URL(file, DATA), 'utf8')) as Trace;
}

/** The trace's scenario, validated. */
export function scenarioOf(trace: Trace): Scenario {
  const result = validateScenario(trace.scenario);
  if (!result.ok)
    throw new Error(result.problems.map(problem => `${problem.path}: ${problem.message}`).join('\n'));
  return result.scenario;
}

/** The step of the lineage that the recorded server belongs to. */
export function lineageOfTrace(trace: Trace): Lineage {
  const lineage = lineageOf(trace.version);
  if (lineage === null) throw new Error(`v${trace.version} belongs to no step of the lineage`);
  return lineage;
}

/** A duration of a trace's scenario, which are all written in milliseconds; 0 for none. */
export function millisecondsOf(duration: string | number | undefined): number {
  return Number.parseFloat(String(duration ?? 0));
}
