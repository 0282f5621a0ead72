/** A kernel for tests: fed by hand, its effects kept, its timers fired one by one when time passes. */
import type { KernelEffect } from '../../../machines/kernel/effect.ts';
import type { KernelInput } from '../../../machines/kernel/input.ts';
import { step } from '../../../machines/kernel/step.ts';
import {
  createWorld,
  nextDeadline,
  regionState,
  topState,
  type World,
} from '../../../machines/kernel/world.ts';
import type {
  EventOf,
  EventType,
  ExitReason,
  HookPhase,
  ProcessSignal,
  RunEvent,
} from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import type { SignalName } from '../../../machines/signals.ts';
import { type Instant, instantFromMs, START, toMs } from '../../../machines/time.ts';
import { parsed } from '../simulation/told.ts';

const ADDRESS = '127.0.0.1:6443';

/** What happened: an effect and when, in milliseconds since the start. */
export interface TimedEffect {
  readonly t: number;
  readonly effect: KernelEffect;
}

export class DrivenKernel {
  world: World;
  readonly events: RunEvent[] = [];
  readonly effects: TimedEffect[] = [];
  private now: Instant = START;
  private seq = 1;

  constructor(scenario: Scenario | string = '') {
    this.world = createWorld(typeof scenario === 'string' ? parsed(scenario).scenario : scenario);
  }

  /** Gives it an input now. */
  feed(input: KernelInput): this {
    const result = step(this.world, input, { at: this.now, seq: this.seq });
    this.world = result.world;
    this.seq = result.nextSeq;
    this.events.push(...result.events);
    this.effects.push(...result.effects.map(({ effect }) => ({ t: toMs(this.now), effect })));
    return this;
  }

  /** Starts the process; its listener opens in the same instant. */
  start(): this {
    return this.feed({ type: 'process.start' }).feed({ type: 'listener.opened', address: ADDRESS });
  }

  signal(signal: ProcessSignal = 'SIGTERM'): this {
    return this.feed({ type: 'signal', signal, by: 'script' });
  }

  /** The listening socket is closed, as the kernel has asked. */
  closeListener(): this {
    return this.feed({ type: 'listener.closed', address: ADDRESS });
  }

  /** The server has looked at its connections: are all of them closed? */
  poll(quiescent: boolean): this {
    return this.feed({ type: 'connections.polled', quiescent });
  }

  hook(name: string, how: { error?: string; panicked?: boolean; phase?: HookPhase } = {}): this {
    const { error = null, panicked = false, phase = 'preShutdown' } = how;
    return this.feed({ type: 'hook.finished', phase, name, error, panicked });
  }

  /** Lets time pass; timers fire when they are due. */
  wait(ms: number): this {
    const until = instantFromMs(toMs(this.now) + ms);
    for (
      let next = nextDeadline(this.world);
      next !== null && next <= until;
      next = nextDeadline(this.world)
    ) {
      this.now = next;
      this.feed({ type: 'timer.fired', id: this.world.timers[0]?.id ?? '' });
    }
    this.now = until;
    return this;
  }

  /** Lets time pass until the next timer is due, and fires it. */
  next(): this {
    const timer = this.world.timers[0];
    if (!timer) throw new Error('no timer waits');
    this.now = timer.at;
    return this.feed({ type: 'timer.fired', id: timer.id });
  }

  /** Milliseconds since the start. */
  get t(): number {
    return toMs(this.now);
  }

  region(name: string): string {
    return regionState(this.world, name);
  }

  machine(name: string): string {
    return topState(this.world.machines[name]?.value ?? '', '');
  }

  of<T extends EventType>(type: T): EventOf<T>[] {
    return eventsOf(this.events, type);
  }

  /** All states that a region, or a machine without regions, has been in. */
  path(region: string): string[] {
    const changes = this.of('state.changed').filter(change => change.region === region);
    const first = changes[0];
    return first ? [first.from, ...changes.map(({ to }) => to)] : [];
  }

  /** The signals with their times. */
  get signals(): Partial<Record<SignalName, number>> {
    return Object.fromEntries(this.of('signal.fired').map(({ name, t }) => [name, t]));
  }

  /** The effects of one type. */
  effectsOf<T extends KernelEffect['type']>(
    type: T,
  ): (Extract<KernelEffect, { type: T }> & { readonly t: number })[] {
    return this.effects
      .filter(({ effect }) => effect.type === type)
      .map(({ t, effect }) => ({ t, ...(effect as Extract<KernelEffect, { type: T }>) }));
  }

  /** How the process ended; null while it lives. */
  get exit(): { readonly t: number; readonly code: number; readonly reason: ExitReason } | null {
    const exited = this.of('process.exited')[0];
    return exited ? { t: exited.t, code: exited.code, reason: exited.reason } : null;
  }
}
