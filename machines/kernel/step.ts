/**
 * The kernel: a pure step over a world. An input goes in; the new world, the effects for the ports and the events for
 * the recording come out. Effects that complete at once queue their results, so the kernel is never re-entered.
 */
import { type AnyMachineSnapshot, type StateValue, transition } from 'xstate';
import type { RunEvent } from '../recording/events.ts';
import type { Instant } from '../time.ts';
import { accept } from './accept.ts';
import { type Delivery, type Draft, emit, timerNamed } from './draft.ts';
import type { CausedEffect } from './effect.ts';
import type { KernelInput } from './input.ts';
import { perform } from './perform.ts';
import { reportHealth } from './report-health.ts';
import { lineageOfWorld, machineNamed, type World } from './world.ts';

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

/** More deliveries than this in one step can only be a loop in a machine. */
const MAX_DELIVERIES = 10_000;

/**
 * Gives the world one input.
 * @throws Error when a machine does not come to rest: a bug of the machine.
 */
export function step(world: World, input: KernelInput, options: StepOptions): StepResult {
  const draft: Draft = {
    ...world,
    now: options.at,
    machines: { ...world.machines },
    timers: [...world.timers],
    fired: { ...world.fired },
    health: { ...world.health },
    muxCompleted: { ...world.muxCompleted },
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
  const { queue: _queue, effects, events, seq, ...next } = draft;
  return { world: next, effects, events, nextSeq: seq };
}

/** Gives one machine one event. */
function deliver(draft: Draft, { machine: name, event, cause }: Delivery): void {
  const place = draft.machines[name];
  if (!place) return;
  // Of a process that is gone no goroutine runs any more: what still comes for it is recorded, and lost.
  if (name === 'lifecycle' && draft.machines.process?.value === 'exited') return;
  const machine = machineNamed(name, lineageOfWorld(draft));
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
