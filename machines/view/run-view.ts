/** What is known of a run after some of its events: plain data, made by `applyEvents`, read by the page. */
import type { ExitReason, HookPhase, ProcessSignal, Protocol, RequestKind } from '../recording/events.ts';
import type { EndedFate } from '../recording/fate.ts';
import type { SignalName } from '../signals.ts';
import type { LampName } from './maps/map-plan.ts';
import type { ClientPlan, RunPlan } from './plan.ts';

/** Pipes that have a fixed place in the server room; further open connections are only counted. */
export const PIPE_ROWS = 4;

/** Requests that have a fixed place in a pipe; further ones are only counted. */
export const PIPE_SLOTS = 3;

/** Requests without a place in their pipe that are remembered; further ones never get one. */
export const PIPE_WAITING = 20;

/** A lifecycle signal that has fired. */
export interface FiredSignal {
  readonly t: number;
  readonly seq: number;
  readonly cause: readonly number[];
  /** Of a log: no line says so, it follows from others. */
  readonly inferred?: true;
}

/** The state a region of a machine is in. */
export interface RegionState {
  readonly state: string;
  readonly since: number;
}

/** A hook that has started. */
export interface HookRun {
  readonly phase: HookPhase;
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number | null;
  readonly error: string | null;
  /** A fault keeps it from returning by itself. */
  readonly hangs: boolean;
}

/** What an endpoint of the server's health answers. */
export interface HealthState {
  readonly ok: boolean;
  readonly since: number;
  /** Names of the checks that fail. */
  readonly failing: readonly string[];
}

/** What a load balancer or kubelet thinks of the server. */
export interface ProbeVerdict {
  readonly healthy: boolean;
  readonly since: number;
  readonly target: string;
}

/** A client's connections appear each as a pipe, all as one, or not at all. */
export type PipeKind = 'byConnection' | 'byClient' | 'none';

/** An open connection. */
export interface ConnectionState {
  readonly id: string;
  readonly client: string;
  readonly protocol: Protocol;
  /** The pipe that shows it; null for probes, which have none. */
  readonly pipe: string | null;
  /** When the server told it to go away; null: not yet. */
  readonly goawayAt: number | null;
}

/**
 * A channel through the server's wall: one connection, or all the connections of a client that opens one for each
 * request.
 */
export interface PipeState {
  /** The connection's id, or the client's name where the pipe stands for several. */
  readonly key: string;
  readonly client: string;
  readonly protocol: Protocol;
  readonly grouped: boolean;
  /** Connections open now. */
  readonly open: number;
  /** How many of them were told to go away. */
  readonly goingAway: number;
  /** When the last one was closed; null while one is open. */
  readonly closedAt: number | null;
  /** Short requests in flight. */
  readonly short: number;
  /** Watches in flight. */
  readonly watches: number;
  /** Requests that a filter turned back, and when it last did. */
  readonly rejected: number;
  readonly rejectedAt: number | null;
  /** Ids of short requests at fixed places, null for a free place. */
  readonly slots: readonly (string | null)[];
  /** Ids of the first requests that found no place; they get one as soon as one is free. */
  readonly waiting: readonly string[];
}

/** A request that has not ended. */
export interface RequestState {
  readonly id: string;
  readonly name: string | null;
  readonly client: string;
  readonly kind: RequestKind;
  readonly method: string;
  readonly path: string;
  /** When the client sent it, or the server first saw it. */
  readonly sentAt: number;
  /** When the server first saw it; null: not yet. */
  readonly arrivedAt: number | null;
  /** The pipe it came through; null: none that is shown. */
  readonly pipe: string | null;
  /** Whether it is in the server now. */
  readonly inside: boolean;
  readonly admitted: boolean;
  /** A fault keeps its handler from ending by itself. */
  readonly stalled: boolean;
}

/** How many requests ended how; the words are those of the outcome table. */
export type OutcomeCounts = Readonly<Record<EndedFate, number>>;

/** The process and what it was sent. */
export interface ProcessView {
  readonly startedAt: number | null;
  /** The first SIGTERM or SIGINT: the origin of the clock. */
  readonly stop: {
    readonly signal: ProcessSignal;
    readonly t: number;
    readonly seq: number;
    readonly inferred?: true;
  } | null;
  /** Everything it was sent, at most the first ten. */
  readonly signals: readonly { readonly signal: ProcessSignal; readonly t: number; readonly seq: number }[];
  readonly exit: {
    readonly code: number;
    readonly reason: ExitReason;
    readonly t: number;
    readonly seq: number;
    readonly inferred?: true;
  } | null;
}

/** What is known of a run after its first `count` events. */
export interface RunView {
  readonly count: number;
  /** Time of the last event applied. */
  readonly t: number;
  readonly process: ProcessView;
  readonly signals: Readonly<Partial<Record<SignalName, FiredSignal>>>;
  /** The same moments as states tell them: of versions that had no signals, there is nothing else. */
  readonly moments: Readonly<Partial<Record<LampName, FiredSignal>>>;
  /** Keyed by `machine/region`. */
  readonly states: ReadonlyMap<string, RegionState>;
  readonly hooks: readonly HookRun[];
  readonly listener: { readonly open: boolean; readonly since: number } | null;
  readonly health: Readonly<Record<string, HealthState>>;
  readonly probes: Readonly<Record<string, ProbeVerdict>>;
  /** How each client of the scenario appears in the server room. */
  readonly pipeKinds: ReadonlyMap<string, PipeKind>;
  /** Open connections in the order of their opening. */
  readonly connections: ReadonlyMap<string, ConnectionState>;
  /** Open pipes in the order of their opening. */
  readonly pipes: ReadonlyMap<string, PipeState>;
  /** Which pipe stands in which row of the room; a closed one keeps its row until another needs it. */
  readonly rows: readonly (PipeState | null)[];
  readonly requests: ReadonlyMap<string, RequestState>;
  readonly drain: { readonly nonLongRunning: number; readonly watches: number } | null;
  readonly outcomes: OutcomeCounts;
  /** How many of those that were turned away are probes: a load balancer that finds the door shut loses nobody's work. */
  readonly probesTurnedAway: number;
  /** New connections that found the door shut, and when the last one did. */
  readonly refused: { readonly count: number; readonly at: number | null };
  /** Requests that a filter answered, by status. */
  readonly rejectedBy: Readonly<Record<number, number>>;
  readonly rejectedAt: number | null;
}

function pipeKindOf(client: ClientPlan): PipeKind {
  if (client.kind === 'probe') return 'none';
  return client.connection === 'new' ? 'byClient' : 'byConnection';
}

/** A run of which nothing is known yet. */
export function emptyView(plan: RunPlan | null): RunView {
  return {
    count: 0,
    t: 0,
    process: { startedAt: null, stop: null, signals: [], exit: null },
    signals: {},
    moments: {},
    states: new Map(),
    hooks: [],
    listener: null,
    health: {},
    probes: {},
    pipeKinds: new Map((plan?.clients ?? []).map(client => [client.name, pipeKindOf(client)])),
    connections: new Map(),
    pipes: new Map(),
    rows: Array.from({ length: PIPE_ROWS }, () => null),
    requests: new Map(),
    drain: null,
    outcomes: { answered: 0, turnedAway: 0, dropped: 0, cut: 0, lost: 0 },
    probesTurnedAway: 0,
    refused: { count: 0, at: null },
    rejectedBy: {},
    rejectedAt: null,
  };
}

/** When a moment of the shutdown came: its signal, or what happened where the version has none; undefined: not yet. */
export function momentIn(view: RunView, name: LampName): FiredSignal | undefined {
  return view.signals[name] ?? view.moments[name];
}

/** When a lamp of a map lit: one with a name by its signal, one without by what happened, which a log tells as a signal. */
export function litAt(
  view: RunView,
  { name, unnamed }: { readonly name: LampName; readonly unnamed: string | null },
): FiredSignal | undefined {
  return unnamed === null ? view.signals[name] : (view.moments[name] ?? view.signals[name]);
}

/** Requests in flight by kind: what the server works on, and the watches it feeds. */
export function inFlight(view: RunView): { readonly short: number; readonly watches: number } {
  let short = 0;
  let watches = 0;
  for (const pipe of view.pipes.values()) {
    short += pipe.short;
    watches += pipe.watches;
  }
  return { short, watches };
}
