/** The world of the kernel: plain data, so that a copy of it is a checkpoint and a fork. */
import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, type StateValue } from 'xstate';
import { LIFECYCLES } from '../lifecycle/lifecycle.machine.ts';
import type { LifecycleContext, LifecycleInput } from '../lifecycle/vocabulary.ts';
import {
  AUDIT_HOOK,
  auditStopsInHook,
  hasStopChannel,
  hasWatchTermination,
  type Lineage,
  NEWEST,
} from '../lineage.ts';
import type { Scenario } from '../scenario/schema.ts';
import { shutdownTimeout } from '../scenario/shutdown-timeout.ts';
import type { ServerName } from '../servers/chain.ts';
import { postStartHooks } from '../servers/hooks.ts';
import { lastMuxDelay, type MuxDelay, muxDelays } from '../servers/mux.ts';
import type { SignalName } from '../signals.ts';
import { type Instant, START, toMs } from '../time.ts';
import { kubeletMachine } from '../traffic/kubelet.machine.ts';
import { probeMachine } from '../traffic/probe.machine.ts';
import { processMachine, unhandledProcessMachine } from '../traffic/process.machine.ts';
import { shuffled } from './random.ts';

/** A machine's place: what of an XState snapshot is plain data. */
export interface MachineState {
  readonly value: StateValue;
  readonly context: unknown;
}

/** A delayed transition that waits for its time. */
export interface Timer {
  /** `MACHINE:XSTATE-ID`, unique among those that wait. */
  readonly id: string;
  readonly machine: string;
  readonly at: Instant;
  /** Ties are broken by the order in which timers were set. */
  readonly order: number;
  /** The type of the event that it raises. */
  readonly event: string;
  /** The events that set it. */
  readonly cause: readonly number[];
}

export interface World {
  readonly now: Instant;
  readonly machines: Readonly<Record<string, MachineState>>;
  /** Sorted by time and order. */
  readonly timers: readonly Timer[];
  readonly nextOrder: number;
  readonly random: number;
  /** Signals that have fired: the `seq` of the event that said so. */
  readonly fired: Readonly<Partial<Record<SignalName, number>>>;
  /** Failing checks of each health endpoint, as last reported. */
  readonly health: Readonly<Record<string, readonly string[]>>;
  readonly address: string | null;
  /** When each server of the chain registers its paths. */
  readonly muxDelays: readonly MuxDelay[];
  /** Servers of the chain that have: the `seq` of the event that said so. */
  readonly muxCompleted: Readonly<Partial<Record<ServerName, number>>>;
}

/**
 * The machine behind a name of {@link World.machines}, on a step of the lineage.
 * @throws Error when there is none of that name.
 */
export function machineNamed(name: string, lineage: Lineage = NEWEST): AnyStateMachine {
  if (name === 'lifecycle') return LIFECYCLES[lineage];
  if (name === 'process') return hasStopChannel(lineage) ? processMachine : unhandledProcessMachine;
  if (name === 'kubelet') return kubeletMachine;
  if (name.startsWith('probe/')) return probeMachine;
  throw new Error(`no machine is called "${name}"`);
}

function placeOf(machine: AnyStateMachine, input: unknown): MachineState {
  const [snapshot] = initialTransition(machine, input) as [AnyMachineSnapshot, unknown];
  return { value: snapshot.value, context: snapshot.context };
}

/** The world of a scenario before its process is started. */
export function createWorld(scenario: Scenario): World {
  const flags = scenario.server;
  const { lineage } = scenario;
  const hookNames = scenario.hooks.preShutdown.map(hook => hook.name);
  const [preShutdownHooks, random] = shuffled(
    auditStopsInHook(lineage) ? [...hookNames, AUDIT_HOOK] : hookNames,
    scenario.seed,
  );
  const grace = scenario.pod.terminationGracePeriodSeconds;
  const muxDelay = lastMuxDelay(scenario);
  const lifecycle: LifecycleInput = {
    lineage,
    sendRetryAfter: flags['shutdown-send-retry-after'],
    shutdownDelayMs: toMs(flags['shutdown-delay-duration']),
    shutdownTimeoutMs: toMs(shutdownTimeout(flags)),
    watchGraceMs: hasWatchTermination(lineage) ? toMs(flags['shutdown-watch-termination-grace-period']) : 0,
    muxDelayMs: muxDelay === 'never' ? Number.POSITIVE_INFINITY : toMs(muxDelay),
    livezGraceMs: toMs(flags['livez-grace-period']),
    auditMode: flags['audit-log-mode'],
    postStartHooks: postStartHooks(scenario).map(hook => hook.name),
    background: scenario.hooks.postStart.filter(hook => hook.runsUntilStopped).map(hook => hook.name),
    preShutdownHooks,
  };
  const machines: Record<string, MachineState> = {
    process: placeOf(machineNamed('process', lineage), { lingerMs: toMs(scenario.process.linger) }),
    kubelet: placeOf(kubeletMachine, { graceMs: grace === undefined ? null : grace * 1000 }),
    lifecycle: placeOf(machineNamed('lifecycle', lineage), lifecycle),
  };
  for (const client of scenario.clients) {
    if (client.kind !== 'probe') continue;
    machines[`probe/${client.name}`] = placeOf(probeMachine, {
      failureThreshold: client.failureThreshold,
      successThreshold: client.successThreshold,
    });
  }
  return {
    now: START,
    machines,
    timers: [],
    nextOrder: 0,
    random,
    fired: {},
    health: {},
    address: null,
    muxDelays: muxDelays(scenario),
    muxCompleted: {},
  };
}

/** The state of a region of the lifecycle; for nested ones the outermost name. Empty where the lineage has no such region. */
export function regionState(world: World, region: string): string {
  const { value } = world.machines.lifecycle as MachineState;
  return typeof value === 'object' && value[region] === undefined ? '' : topState(value, region);
}

/** The state of a machine without regions, or of one region of a parallel one. */
export function topState(value: StateValue, region: string): string {
  if (typeof value === 'string') return value;
  const inner = value[region];
  if (inner === undefined) return Object.keys(value)[0] as string;
  return typeof inner === 'string' ? inner : (Object.keys(inner)[0] as string);
}

/** The lineage of a world's server. */
export function lineageOfWorld(world: Pick<World, 'machines'>): Lineage {
  return ((world.machines.lifecycle as MachineState).context as LifecycleContext).lineage;
}

/** When the next timer is due; null when none waits. */
export function nextDeadline(world: World): Instant | null {
  return world.timers[0]?.at ?? null;
}
