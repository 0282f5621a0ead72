/** The hooks of a live run: they take the time that the scenario says, unless a fault has it otherwise. */
import type { HookPhase } from '../../machines/recording/events.ts';
import type { PreShutdownHook } from '../../machines/scenario/schema.ts';
import { hookTakes, postStartHooks } from '../../machines/servers/hooks.ts';
import type { LiveContext } from './context.ts';

/** What a hook returns. */
export interface HookResult {
  readonly error: string | null;
  readonly panicked: boolean;
}

/** A hook that has not returned. */
interface Running {
  /** `waiting`: its own time is over, it waits for what a post-start hook has left running. */
  readonly is: 'running' | 'waiting' | 'hanging';
  /** Keeps it from returning by itself. */
  readonly cancel: () => void;
}

export class LiveHooks {
  private readonly context: LiveContext;
  private readonly call: (hook: PreShutdownHook, index: number) => void;
  /** By phase and name. */
  private readonly running = new Map<string, Running>();
  /** What post-start hooks have left running, by the hook's name. */
  private readonly background = new Map<string, 'running' | 'ended'>();

  /** @param call makes one of a hook's own API calls */
  constructor(context: LiveContext, call: (hook: PreShutdownHook, index: number) => void) {
    this.context = context;
    this.call = call;
  }

  start(phase: HookPhase, name: string): void {
    const { context } = this;
    const { scenario } = context;
    const isNamed = (hook: { readonly name: string }): boolean => hook.name === name;
    const stopping = phase === 'preShutdown' ? scenario.hooks.preShutdown.find(isNamed) : undefined;
    const starting = phase === 'postStart' ? postStartHooks(scenario).find(isNamed) : undefined;
    if (!stopping && !starting) return;
    stopping?.calls.forEach((call, index) => {
      context.clock.after(call.at, () => {
        if (!context.hasExited()) this.call(stopping, index);
      });
    });
    if (starting?.runsUntilStopped) this.background.set(name, 'running');
    const takes = starting ? hookTakes(starting, context.clock.now()) : (stopping?.takes ?? 'never');
    const cancel = takes === 'never' ? () => {} : context.clock.after(takes, () => this.end(phase, name));
    this.running.set(keyOf(phase, name), { is: 'running', cancel });
  }

  stateOf(phase: HookPhase, name: string): 'running' | 'hanging' | null {
    const hook = this.running.get(keyOf(phase, name));
    if (hook === undefined) return null;
    return hook.is === 'hanging' ? 'hanging' : 'running';
  }

  /** From now on it does not return by itself. */
  hang(phase: HookPhase, name: string): void {
    const key = keyOf(phase, name);
    const hook = this.running.get(key);
    hook?.cancel();
    if (hook) this.running.set(key, { is: 'hanging', cancel: hook.cancel });
  }

  /** It returns now. Does nothing for a hook that does not run. */
  finish(phase: HookPhase, name: string, result: HookResult, cause?: readonly number[]): void {
    const key = keyOf(phase, name);
    const hook = this.running.get(key);
    if (hook === undefined || this.context.hasExited()) return;
    hook.cancel();
    this.running.delete(key);
    this.context.feed({ type: 'hook.finished', phase, name, ...result }, cause);
  }

  /** The context of the post-start hooks is closed: what they left running ends, and who waits for it returns. */
  endBackground(cause: readonly number[]): void {
    for (const [name, is] of this.background) {
      if (is === 'ended') continue;
      this.background.set(name, 'ended');
      const ended = [this.context.emit({ type: 'hook.stopped', phase: 'postStart', name, cause })];
      for (const hook of this.context.scenario.hooks.preShutdown) {
        if (hook.waitsFor === name && this.running.get(keyOf('preShutdown', hook.name))?.is === 'waiting')
          this.finish('preShutdown', hook.name, this.resultOf('preShutdown', hook.name), ended);
      }
    }
  }

  /** The time of a hook is over: it returns, unless what it waits for has not ended. */
  private end(phase: HookPhase, name: string): void {
    const key = keyOf(phase, name);
    const { preShutdown } = this.context.scenario.hooks;
    const awaited =
      phase === 'preShutdown' ? preShutdown.find(hook => hook.name === name)?.waitsFor : undefined;
    if (awaited !== undefined && this.background.get(awaited) !== 'ended') {
      if (this.running.has(key)) this.running.set(key, { is: 'waiting', cancel: () => {} });
      return;
    }
    this.finish(phase, name, this.resultOf(phase, name));
  }

  private resultOf(phase: HookPhase, name: string): HookResult {
    const { scenario } = this.context;
    const hooks = phase === 'postStart' ? postStartHooks(scenario) : scenario.hooks.preShutdown;
    const fails = hooks.find(hook => hook.name === name)?.fails ?? false;
    const panicked = fails === 'panic';
    return { error: panicked ? `${name} panics` : fails === false ? null : fails, panicked };
  }
}

function keyOf(phase: HookPhase, name: string): string {
  return `${phase}/${name}`;
}
