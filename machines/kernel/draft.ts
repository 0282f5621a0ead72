/** A world in the making: a copy that one step changes, with what it has brought about so far. */
import type { EventObject } from 'xstate';
import type { LifecycleContext } from '../lifecycle/vocabulary.ts';
import type { EventDraft, RunEvent } from '../recording/events.ts';
import { placeEvent } from '../recording/place.ts';
import type { ServerName } from '../servers/chain.ts';
import type { SignalName } from '../signals.ts';
import { type Duration, type Instant, later, toMs } from '../time.ts';
import type { CausedEffect } from './effect.ts';
import type { MachineState, Timer, World } from './world.ts';

/** An event that waits to be delivered to a machine. */
export interface Delivery {
  readonly machine: string;
  readonly event: EventObject;
  readonly cause: readonly number[];
}

/** A mutable copy of the world for the time of one step. */
export interface Draft {
  now: Instant;
  machines: Record<string, MachineState>;
  timers: Timer[];
  nextOrder: number;
  random: number;
  fired: Partial<Record<SignalName, number>>;
  health: Record<string, readonly string[]>;
  address: string | null;
  readonly muxDelays: World['muxDelays'];
  muxCompleted: Partial<Record<ServerName, number>>;
  readonly queue: Delivery[];
  readonly effects: CausedEffect[];
  readonly events: RunEvent[];
  seq: number;
}

/** Records an event; returns its number. */
export function emit(draft: Draft, event: EventDraft): number {
  const seq = draft.seq++;
  draft.events.push(placeEvent(seq, toMs(draft.now), event));
  return seq;
}

export function lifecycleContext(draft: Pick<Draft, 'machines'>): LifecycleContext {
  return (draft.machines.lifecycle as MachineState).context as LifecycleContext;
}

export function timerNamed(draft: Draft, id: string): Timer | undefined {
  return draft.timers.find(timer => timer.id === id);
}

/** Has a machine be given an event, after those that wait already. */
export function send(draft: Draft, machine: string, event: EventObject, cause: readonly number[]): void {
  draft.queue.push({ machine, event, cause });
}

/** Has a machine be given an event when `delay` is over; a timer of the same id is set anew. */
export function schedule(
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
