/** The hooks of a simulated run: they take their time, and wait for what a post-start hook has left running. */
import type { HookPhase } from '../recording/events.ts';
import { hookTakes, postStartHooks } from '../servers/hooks.ts';
import { finishHook } from './faults.ts';
import type { Run } from './run.ts';
import { hookKey } from './state.ts';

/** The kernel has a hook started. */
export function startHook(run: Run, phase: HookPhase, name: string): void {
  const { scenario, state } = run;
  const isNamed = (hook: { readonly name: string }): boolean => hook.name === name;
  const stopping = phase === 'preShutdown' ? scenario.hooks.preShutdown.find(isNamed) : undefined;
  const starting = phase === 'postStart' ? postStartHooks(scenario).find(isNamed) : undefined;
  const takes = starting ? hookTakes(starting, state.now) : (stopping?.takes ?? 'never');
  state.hooks.set(hookKey(phase, name), 'running');
  if (takes !== 'never') run.after(takes, { kind: 'hook', phase, name });
  if (starting?.runsUntilStopped) state.background.set(name, 'running');
  stopping?.calls.forEach((call, index) => {
    run.after(call.at, { kind: 'hookCall', name, index });
  });
}

/** The time of a hook is over: it returns, unless what it waits for has not ended. */
export function endHook(run: Run, phase: HookPhase, name: string): void {
  const { scenario, state } = run;
  const key = hookKey(phase, name);
  if (run.view.exited || state.hooks.get(key) !== 'running') return;
  const awaited = scenario.hooks.preShutdown.find(hook => hook.name === name)?.waitsFor;
  if (phase === 'preShutdown' && awaited !== undefined && state.background.get(awaited) !== 'ended') {
    state.hooks.set(key, 'waiting');
    return;
  }
  returnFrom(run, phase, name);
}

/** The context of the post-start hooks is closed: what they left running ends, and who waits for it returns. */
export function endBackground(run: Run, cause: readonly number[]): void {
  const { scenario, state } = run;
  for (const [name, is] of state.background) {
    if (is === 'ended') continue;
    state.background.set(name, 'ended');
    const ended = [run.emit({ type: 'hook.stopped', phase: 'postStart', name, cause })];
    for (const hook of scenario.hooks.preShutdown) {
      if (hook.waitsFor === name && state.hooks.get(hookKey('preShutdown', hook.name)) === 'waiting')
        returnFrom(run, 'preShutdown', hook.name, ended);
    }
  }
}

function returnFrom(run: Run, phase: HookPhase, name: string, cause?: readonly number[]): void {
  const hooks = phase === 'postStart' ? postStartHooks(run.scenario) : run.scenario.hooks.preShutdown;
  const fails = hooks.find(hook => hook.name === name)?.fails ?? false;
  const panicked = fails === 'panic';
  const error = panicked ? `${name} panics` : fails === false ? null : fails;
  finishHook(run, phase, name, { error, panicked }, cause);
}
