/** The hooks of a live run: they take the time that the scenario says, unless a fault has it otherwise. */
import type { HookPhase } from '../../machines/recording/events.ts';
import type { PreShutdownHook } from '../../machines/scenario/schema.ts';
import type { LiveContext } from './context.ts';

/** What a hook returns. */
export interface HookResult {
  readonly error: string | null;
  readonly panicked: boolean;
}

export class LiveHooks {
  private readonly context: LiveContext;
  private readonly call: (hook: PreShutdownHook, index: number) => void;
  /** By phase and name, those that have not returned: how to keep one from returning by itself; null for one that hangs. */
  private readonly running = new Map<string, (() => void) | null>();

  /** @param call makes one of a hook's own API calls */
  constructor(context: LiveContext, call: (hook: PreShutdownHook, index: number) => void) {
    this.context = context;
    this.call = call;
  }

  start(phase: HookPhase, name: string): void {
    const { context } = this;
    const { postStart, preShutdown } = context.scenario.hooks;
    const isNamed = (hook: { readonly name: string }): boolean => hook.name === name;
    const stopping = phase === 'preShutdown' ? preShutdown.find(isNamed) : undefined;
    const hook = stopping ?? postStart.find(isNamed);
    if (!hook) return;
    stopping?.calls.forEach((call, index) => {
      context.clock.after(call.at, () => {
        if (!context.hasExited()) this.call(stopping, index);
      });
    });
    const panicked = hook.fails === 'panic';
    const error = panicked ? `${name} panics` : hook.fails === false ? null : hook.fails;
    const cancel =
      hook.takes === 'never'
        ? () => {}
        : context.clock.after(hook.takes, () => this.finish(phase, name, { error, panicked }));
    this.running.set(keyOf(phase, name), cancel);
  }

  stateOf(phase: HookPhase, name: string): 'running' | 'hanging' | null {
    const cancel = this.running.get(keyOf(phase, name));
    if (cancel === undefined) return null;
    return cancel === null ? 'hanging' : 'running';
  }

  /** From now on it does not return by itself. */
  hang(phase: HookPhase, name: string): void {
    const key = keyOf(phase, name);
    this.running.get(key)?.();
    if (this.running.has(key)) this.running.set(key, null);
  }

  /** It returns now. Does nothing for a hook that does not run. */
  finish(phase: HookPhase, name: string, result: HookResult, cause?: readonly number[]): void {
    const key = keyOf(phase, name);
    if (!this.running.has(key) || this.context.hasExited()) return;
    this.running.get(key)?.();
    this.running.delete(key);
    this.context.feed({ type: 'hook.finished', phase, name, ...result }, cause);
  }
}

function keyOf(phase: HookPhase, name: string): string {
  return `${phase}/${name}`;
}
