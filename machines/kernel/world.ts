/** The world of the kernel: plain data, so that a copy of it is a checkpoint and a fork. */
import { type AnyMachineSnapshot, type AnyStateMachine, initialTransition, type StateValue } from 'xstate';
import type { LifecycleView } from '../filters/filter.ts';
import { lifecycleMachine } from '../lifecycle/lifecycle.machine.ts';
import type { LifecycleContext, LifecycleInput } from '../lifecycle/vocabulary.ts';
import { hasWatchTermination } from '../lineage.ts';
import type { Scenario } from '../scenario/schema.ts';
import { shutdownTimeout } from '../scenario/shutdown-timeout.ts';
import type { SignalName } from '../signals.ts';
import { type Duration, type Instant, START, toMs } from '../time.ts';
import { kubeletMachine } from '../traffic/kubelet.machine.ts';
import { probeMachine } from '../traffic/probe.machine.ts';
import { processMachine } from '../traffic/process.machine.ts';
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
}

/** The machine behind a name of {@link World.machines}. */
export function machineNamed(name: string): AnyStateMachine {
  if (name === 'lifecycle') return lifecycleMachine;
  if (name === 'process') return processMachine;
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
  const [preShutdownHooks, random] = shuffled(
    scenario.hooks.preShutdown.map(hook => hook.name),
    scenario.seed,
  );
  const grace = scenario.pod.terminationGracePeriodSeconds;
  const muxDelay = flags['mux-delay'];
  const lifecycle: LifecycleInput = {
    lineage: scenario.lineage,
    sendRetryAfter: flags['shutdown-send-retry-after'],
    shutdownDelayMs: toMs(flags['shutdown-delay-duration']),
    shutdownTimeoutMs: toMs(shutdownTimeout(flags)),
    watchGraceMs: hasWatchTermination(scenario.lineage)
      ? toMs(flags['shutdown-watch-termination-grace-period'])
      : 0,
    muxDelayMs: muxDelay === 'never' ? Number.POSITIVE_INFINITY : toMs(muxDelay as Duration),
    livezGraceMs: toMs(flags['livez-grace-period']),
    postStartHooks: scenario.hooks.postStart.map(hook => hook.name),
    preShutdownHooks,
  };
  const machines: Record<string, MachineState> = {
    process: placeOf(processMachine, { lingerMs: toMs(scenario.process.linger) }),
    kubelet: placeOf(kubeletMachine, { graceMs: grace === undefined ? null : grace * 1000 }),
    lifecycle: placeOf(lifecycleMachine, lifecycle),
  };
  for (const client of scenario.clients) {
    if (client.kind !== 'probe') continue;
    machines[`probe/${client.name}`] = placeOf(probeMachine, {
      failureThreshold: client.failureThreshold,
      successThreshold: client.successThreshold,
    });
  }
  return { now: START, machines, timers: [], nextOrder: 0, random, fired: {}, health: {}, address: null };
}

/** The state of a region of the lifecycle; for nested ones the outermost name. */
export function regionState(world: World, region: string): string {
  return topState((world.machines.lifecycle as MachineState).value, region);
}

/** The state of a machine without regions, or of one region of a parallel one. */
export function topState(value: StateValue, region: string): string {
  if (typeof value === 'string') return value;
  const inner = value[region];
  if (inner === undefined) return Object.keys(value)[0] as string;
  return typeof inner === 'string' ? inner : (Object.keys(inner)[0] as string);
}

/** What the filters and handlers see of a world. */
export function viewOf(world: World): LifecycleView {
  const context = (world.machines.lifecycle as MachineState).context as LifecycleContext;
  return {
    muxComplete: world.fired.MuxAndDiscoveryComplete !== undefined,
    postStartHooks: context.postStartHooks,
    postStartRunning: context.postStartLeft,
    livezIsGraceful: regionState(world, 'livez') === 'graceful',
    shutdownInitiated: world.fired.ShutdownInitiated !== undefined,
    notAcceptingNewRequest: world.fired.NotAcceptingNewRequest !== undefined,
    drainWaits: regionState(world, 'drain') !== 'idle',
    watchDrainWaits: ['draining', 'emptied', 'gaveUp'].includes(regionState(world, 'watchDrain')),
    serverShuttingDown: regionState(world, 'httpServer') !== 'serving',
    auditRunning: regionState(world, 'audit') === 'running',
    exited: topState((world.machines.process as MachineState).value, '') === 'exited',
  };
}

/** When the next timer is due; null when none waits. */
export function nextDeadline(world: World): Instant | null {
  return world.timers[0]?.at ?? null;
}
