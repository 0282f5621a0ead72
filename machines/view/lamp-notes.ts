/** What stands below the name of a lamp that is not lit, and what its ring shows. */
import type { LampName, LampPlan } from './maps/map-plan.ts';
import type { RunPlan } from './plan.ts';
import { inFlight, type RunView } from './run-view.ts';
import type { LampNote, LampView } from './signal-map.ts';

interface LampMoment {
  readonly lamp: LampPlan;
  readonly armed: boolean;
  /** When what it waits for began, in milliseconds; null: it has not. */
  readonly since: number | null;
  readonly view: RunView;
  readonly plan: RunPlan | null;
  readonly t: number;
}

interface Missing {
  /** What it waits for and has not come. */
  readonly missing: readonly LampName[];
  /** Whether these are signals. */
  readonly areNamed: boolean;
}

export function lampNote(at: LampMoment & Missing): LampNote {
  const { lamp, armed, since, view, plan, t, missing, areNamed } = at;
  switch (lamp.name) {
    case 'ShutdownInitiated':
      return view.health['/readyz']?.ok ? { kind: 'readyzIsGreen' } : { kind: 'none' };
    case 'AfterShutdownDelayDuration':
      if (!armed || since === null || !plan) return { kind: 'none' };
      return { kind: 'left', leftMs: Math.max(0, since + plan.shutdownDelayMs - t) };
    case 'PreShutdownHooksStopped': {
      const running = view.hooks.find(hook => hook.phase === 'preShutdown' && hook.endedAt === null);
      if (!armed || !running) return { kind: 'none' };
      const planned = plan?.preShutdownHooks.find(hook => hook.name === running.name);
      const forMs = t - running.startedAt;
      const takes = running.hangs ? null : (planned?.takesMs ?? null);
      return {
        kind: 'hookRuns',
        hook: running.name,
        leftMs: takes === null ? null : Math.max(0, takes - forMs),
        forMs,
      };
    }
    case 'NotAcceptingNewRequest':
      if (!armed) return { kind: 'none' };
      return lamp.waitsForServer
        ? { kind: 'waitsForServer' }
        : { kind: 'waitsFor', signals: missing, areNamed };
    case 'HTTPServerStoppedListening':
      if (!view.listener?.open) return { kind: 'none' };
      if (!armed) return { kind: 'doorIsOpen' };
      return missing.length > 0 ? { kind: 'waitsFor', signals: missing, areNamed } : { kind: 'doorCloses' };
    case 'InFlightRequestsDrained':
      // A log without requests has at most the numbers that the drain prints.
      if (plan === null && view.pipes.size === 0) {
        const { drain } = view;
        if (drain === null) return { kind: 'none' };
        return {
          kind: 'inFlight',
          short: drain.nonLongRunning,
          watches: drain.watches,
          watchesCount: false,
        };
      }
      return { kind: 'inFlight', ...inFlight(view), watchesCount: (plan?.watchGraceMs ?? 0) > 0 };
  }
}

/** What is left of the delay, or what is done of the hooks; null: nothing that has a length. */
export function lampRing({ lamp, since, view, plan, t }: LampMoment): LampView['ring'] {
  if (!plan) return null;
  if (lamp.name === 'AfterShutdownDelayDuration') {
    if (plan.shutdownDelayMs === 0) return null;
    return { shows: 'left', fraction: clamp(1 - (t - (since ?? t)) / plan.shutdownDelayMs) };
  }
  if (lamp.name === 'PreShutdownHooksStopped') {
    const all = plan.preShutdownHooks;
    if (all.length === 0) return null;
    const done = all.reduce((sum, hook) => {
      const run = view.hooks.find(other => other.phase === 'preShutdown' && other.name === hook.name);
      if (!run) return sum;
      if (run.endedAt !== null) return sum + 1;
      return (
        sum + (hook.takesMs === null || hook.takesMs === 0 ? 0 : clamp((t - run.startedAt) / hook.takesMs))
      );
    }, 0);
    return { shows: 'done', fraction: clamp(done / all.length) };
  }
  return null;
}

function clamp(value: number): number {
  return Math.min(1, Math.max(0, value));
}
