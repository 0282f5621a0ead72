/**
 * The kernel: a pure step over a world. An input goes in; the new world, the effects for the ports and the events for
 * the recording come out. Effects that complete at once queue their results, so the kernel is never re-entered.
 */
import { type AnyMachineSnapshot, type EventObject, type StateValue, transition } from 'xstate';
import { HEALTH_ENDPOINTS, healthChecks } from '../handlers/health.ts';
import type { EventDraft, RunEvent } from '../recording/events.ts';
import { placeEvent } from '../recording/place.ts';
import { type SignalName, signalPredecessors } from '../signals.ts';
import { type Duration, type Instant, later, millis, toMs } from '../time.ts';
import type { CausedEffect, KernelEffect } from './effect.ts';
import type { KernelInput } from './input.ts';
import { nextUint32 } from './random.ts';
import { type MachineState, machineNamed, type Timer, viewOf, type World } from './world.ts';

/** When an input came, what numbers its events get, and what caused it. */
export interface StepOptions {
  readonly at: Instant;
  /** The `seq` of the first event. */
  readonly seq: number;
  readonly cause?: readonly number[];
}

export interface StepResult {
  readonly world: World;
  readonly effects: readonly CausedEffect[];
  readonly events: readonly RunEvent[];
  readonly nextSeq: number;
}

/** An event that waits to be delivered to a machine. */
interface Delivery {
  readonly machine: string;
  readonly event: EventObject;
  readonly cause: readonly number[];
}

/** A mutable copy of the world for the time of one step. */
interface Draft {
  now: Instant;
  machines: Record<string, MachineState>;
  timers: Timer[];
  nextOrder: number;
  random: number;
  fired: Partial<Record<SignalName, number>>;
  health: Record<string, readonly string[]>;
  address: string | null;
  readonly sendRetryAfter: boolean;
  readonly queue: Delivery[];
  readonly effects: CausedEffect[];
  readonly events: RunEvent[];
  seq: number;
}

/** More deliveries than this in one step can only be a loop in a machine. */
const MAX_DELIVERIES = 10_000;

/**
 * Gives the world one input.
 * @throws Error when a machine does not come to rest: a bug of the machine.
 */
export function step(world: World, input: KernelInput, options: StepOptions): StepResult {
  const context = (world.machines.lifecycle as MachineState).context as { readonly sendRetryAfter: boolean };
  const draft: Draft = {
    ...world,
    now: options.at,
    machines: { ...world.machines },
    timers: [...world.timers],
    fired: { ...world.fired },
    health: { ...world.health },
    sendRetryAfter: context.sendRetryAfter,
    queue: [],
    effects: [],
    events: [],
    seq: options.seq,
  };
  const causes =
    options.cause ?? (input.type === 'timer.fired' ? timerNamed(draft, input.id)?.cause : undefined);
  const cause = [emit(draft, { type: 'input', input, ...(causes?.length ? { cause: causes } : {}) })];
  accept(draft, input, cause);
  let deliveries = 0;
  for (let item = draft.queue.shift(); item; item = draft.queue.shift()) {
    if (++deliveries > MAX_DELIVERIES)
      throw new Error(`the machines do not come to rest after ${JSON.stringify(input)}`);
    deliver(draft, item);
  }
  reportHealth(draft, cause);
  const { queue: _queue, effects, events, seq, sendRetryAfter: _sends, ...next } = draft;
  return { world: next, effects, events, nextSeq: seq };
}

function emit(draft: Draft, event: EventDraft): number {
  const seq = draft.seq++;
  draft.events.push(placeEvent(seq, toMs(draft.now), event));
  return seq;
}

function timerNamed(draft: Draft, id: string): Timer | undefined {
  return draft.timers.find(timer => timer.id === id);
}

function send(draft: Draft, machine: string, event: EventObject, cause: readonly number[]): void {
  draft.queue.push({ machine, event, cause });
}

/** What an input means: facts for the recording, events for the machines. */
function accept(draft: Draft, input: KernelInput, cause: readonly number[]): void {
  switch (input.type) {
    case 'process.start': {
      const started = [emit(draft, { type: 'process.started', cause })];
      for (const machine of ['process', 'kubelet', 'lifecycle'])
        send(draft, machine, { type: 'process.started' }, started);
      return;
    }
    case 'signal': {
      // A process that is gone receives nothing.
      if (draft.machines.process?.value === 'exited') return;
      const signalled = [emit(draft, { type: 'process.signalled', signal: input.signal, cause })];
      send(draft, 'process', { type: 'process.signalled', signal: input.signal } as EventObject, signalled);
      if (input.signal === 'SIGTERM') send(draft, 'kubelet', { type: 'termination.began' }, signalled);
      return;
    }
    case 'timer.fired': {
      const timer = timerNamed(draft, input.id);
      if (!timer) return;
      draft.timers = draft.timers.filter(candidate => candidate !== timer);
      send(draft, timer.machine, { type: timer.event }, cause);
      return;
    }
    case 'hook.finished': {
      const { phase, name, error, panicked } = input;
      const finished = [
        emit(draft, {
          type: 'hook.finished',
          phase,
          name,
          error: panicked ? `panic: ${error}` : error,
          cause,
        }),
      ];
      send(draft, 'lifecycle', { ...input }, finished);
      return;
    }
    case 'listener.opened': {
      draft.address = input.address;
      const opened = [emit(draft, { type: 'listener.opened', address: input.address, cause })];
      send(draft, 'lifecycle', { type: 'listener.opened' }, opened);
      return;
    }
    case 'listener.closed': {
      draft.address = null;
      const closed = [emit(draft, { type: 'listener.closed', address: input.address, cause })];
      send(draft, 'lifecycle', { type: 'listener.closed' }, closed);
      return;
    }
    case 'connections.polled': {
      const [value, next] = nextUint32(draft.random);
      draft.random = next;
      const event = { type: input.type, quiescent: input.quiescent, jitter: value / 4_294_967_296 };
      send(draft, 'lifecycle', event as EventObject, cause);
      return;
    }
    case 'probe.answered':
      send(draft, `probe/${input.client}`, { type: input.ok ? 'probe.succeeded' : 'probe.failed' }, cause);
      return;
    case 'readyz.succeeded':
    case 'drain.emptied':
    case 'watches.emptied':
      send(draft, 'lifecycle', { type: input.type }, cause);
      return;
    default: {
      const unknown: never = input;
      throw new Error(`unknown input ${JSON.stringify(unknown)}`);
    }
  }
}

/** Gives one machine one event. */
function deliver(draft: Draft, { machine: name, event, cause }: Delivery): void {
  const place = draft.machines[name];
  if (!place) return;
  // Of a process that is gone no goroutine runs any more: what still comes for it is recorded, and lost.
  if (name === 'lifecycle' && draft.machines.process?.value === 'exited') return;
  const machine = machineNamed(name);
  const before = machine.resolveState({ value: place.value, context: place.context as object });
  const [after, actions] = transition(machine, before, event) as [
    AnyMachineSnapshot,
    readonly { type: string; params?: unknown }[],
  ];
  draft.machines[name] = { value: after.value, context: after.context };
  for (const change of changes(name, place.value, after.value)) {
    emit(draft, { type: 'state.changed', machine: name, ...change, event: readableEvent(event.type), cause });
  }
  for (const action of actions) perform(draft, name, action.type, action.params, cause);
}

interface Change {
  readonly region: string;
  readonly from: string;
  readonly to: string;
}

/** The regions whose state differs; a machine without regions counts as one that has the machine's name. */
function changes(machine: string, before: StateValue, after: StateValue): Change[] {
  if (machine !== 'lifecycle') {
    const [from, to] = [path(before), path(after)];
    return from === to ? [] : [{ region: machine.split('/')[0] as string, from, to }];
  }
  const [olds, news] = [before as Record<string, StateValue>, after as Record<string, StateValue>];
  return Object.keys(news).flatMap(region => {
    const [from, to] = [path(olds[region] as StateValue), path(news[region] as StateValue)];
    return from === to ? [] : [{ region, from, to }];
  });
}

/** `shuttingDown.waiting` for nested states. */
function path(value: StateValue): string {
  if (typeof value === 'string') return value;
  return Object.entries(value)
    .map(([key, inner]) => `${key}.${path(inner as StateValue)}`)
    .join(',');
}

/** XState names a delayed transition `xstate.after.DELAY.NODE`; people read `after DELAY`. */
function readableEvent(type: string): string {
  const match = /^xstate\.after\.([^.]+)\./.exec(type);
  return match ? `after ${match[1]}` : type;
}

/** Carries out one action of a machine: inside the kernel where it can, else as an effect for the ports. */
function perform(
  draft: Draft,
  machine: string,
  type: string,
  params: unknown,
  cause: readonly number[],
): void {
  switch (type) {
    case 'xstate.raise': {
      const { event, delay, id } = params as { event: EventObject; delay?: number; id?: string };
      // A raise without a delay has happened inside the transition already.
      if (delay !== undefined && Number.isFinite(delay))
        schedule(draft, machine, id ?? event.type, event.type, millis(delay), cause);
      return;
    }
    case 'xstate.cancel': {
      const { sendId } = params as { sendId: string };
      draft.timers = draft.timers.filter(timer => timer.id !== `${machine}:${sendId}`);
      return;
    }
    case 'fireSignal': {
      fireSignal(draft, (params as { name: SignalName }).name, cause);
      return;
    }
    case 'requestStop':
      send(draft, 'lifecycle', { type: 'stop.requested' }, cause);
      return;
    case 'runAudit':
      return;
    case 'shutdownAudit': {
      const stopped = [emit(draft, { type: 'audit.shutdown', cause })];
      send(draft, 'lifecycle', { type: 'audit.stopped' }, stopped);
      return;
    }
    case 'runPostStartHooks':
      for (const name of (params as { names: readonly string[] }).names)
        startHook(draft, 'postStart', name, cause);
      return;
    case 'runHook': {
      const { phase, name } = params as { phase: 'postStart' | 'preShutdown'; name: string };
      startHook(draft, phase, name, cause);
      return;
    }
    case 'returnFromRun': {
      const { error } = params as { error: string | null };
      const noted =
        error === null ? cause : [emit(draft, { type: 'note', text: `Run returned: ${error}`, cause })];
      // The goroutine that runs goes on before those it has woken: when nothing keeps the process alive, they never run.
      draft.queue.unshift({
        machine: 'process',
        event: { type: 'run.returned', error } as EventObject,
        cause: noted,
      });
      return;
    }
    case 'crash':
      send(draft, 'process', { type: 'process.crashed', ...(params as object) }, cause);
      return;
    case 'killProcess':
      accept(draft, { type: 'signal', signal: 'SIGKILL', by: 'kubelet' }, cause);
      return;
    case 'exitProcess': {
      const exit = params as Extract<KernelEffect, { type: 'exitProcess' }>;
      const exited = [emit(draft, { type: 'process.exited', code: exit.code, reason: exit.reason, cause })];
      // The process is gone: none of its timers fires any more.
      draft.timers = draft.timers.filter(
        timer => timer.machine !== 'lifecycle' && timer.machine !== 'process',
      );
      draft.queue.length = 0;
      send(draft, 'kubelet', { type: 'process.exited' }, exited);
      draft.effects.push({
        effect: { type: 'exitProcess', code: exit.code, reason: exit.reason },
        cause: exited,
      });
      return;
    }
    case 'reportVerdict': {
      const client = machine.slice('probe/'.length);
      emit(draft, {
        type: 'probe.changed',
        client,
        target: 'apiserver',
        healthy: (params as { healthy: boolean }).healthy,
        cause,
      });
      return;
    }
    case 'openListener':
    case 'closeListener':
    case 'sendGoaways':
    case 'pollConnections':
    case 'beginDrain':
      draft.effects.push({ effect: { type }, cause });
      return;
    case 'beginWatchDrain': {
      const { floorPerSecond, graceMs } = params as { floorPerSecond: number; graceMs: number };
      draft.effects.push({ effect: { type, floorPerSecond, graceMs }, cause });
      return;
    }
    default:
      // What is left are assignments, which have happened inside the transition.
      return;
  }
}

function startHook(
  draft: Draft,
  phase: 'postStart' | 'preShutdown',
  name: string,
  cause: readonly number[],
): void {
  const started = [emit(draft, { type: 'hook.started', phase, name, cause })];
  draft.effects.push({ effect: { type: 'runHook', phase, name }, cause: started });
}

function schedule(
  draft: Draft,
  machine: string,
  id: string,
  event: string,
  delay: Duration,
  cause: readonly number[],
): void {
  const timer: Timer = {
    id: `${machine}:${id}`,
    machine,
    at: later(draft.now, delay),
    order: draft.nextOrder++,
    event,
    cause,
  };
  draft.timers = [...draft.timers.filter(other => other.id !== timer.id), timer].sort(
    (a, b) => a.at - b.at || a.order - b.order,
  );
}

/** A latch: fires once, tells everybody who waits, and names what it waited for as its cause. */
function fireSignal(draft: Draft, name: SignalName, cause: readonly number[]): void {
  if (draft.fired[name] !== undefined) return;
  const waitedFor = signalPredecessors(draft.sendRetryAfter)[name].flatMap(
    signal => draft.fired[signal] ?? [],
  );
  const causes = [...new Set([...waitedFor, ...cause])].sort((a, b) => a - b);
  const seq = emit(draft, { type: 'signal.fired', name, cause: causes });
  draft.fired[name] = seq;
  send(draft, 'lifecycle', { type: `${name}.fired` }, [seq]);
}

/** Reports health endpoints whose failing checks have changed; only while the process lives. */
function reportHealth(draft: Draft, cause: readonly number[]): void {
  const view = viewOf(draft);
  if (view.exited || draft.machines.process?.value === 'notStarted') return;
  const trigger = draft.events.filter(event => event.type !== 'input').at(-1)?.seq;
  for (const endpoint of HEALTH_ENDPOINTS) {
    const failing = healthChecks(endpoint, view)
      .filter(check => check.error !== null)
      .map(check => check.name);
    const known = draft.health[endpoint];
    if (known && known.length === failing.length && known.every((name, index) => name === failing[index]))
      continue;
    draft.health[endpoint] = failing;
    const shutdown = draft.fired.ShutdownInitiated;
    const why =
      failing.includes('shutdown') && shutdown !== undefined
        ? [shutdown]
        : trigger === undefined
          ? cause
          : [trigger];
    emit(draft, { type: 'health.changed', endpoint, ok: failing.length === 0, failing, cause: why });
  }
}
