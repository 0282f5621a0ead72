/** The state of every lamp and edge of the signal map at one moment: what has come, what is waited for, what may come. */
import type { SignalName } from '../signals.ts';
import type { RunPlan } from './plan.ts';
import { inFlight, type RunView } from './run-view.ts';

export type LampState = 'dark' | 'armed' | 'lit';
export type EdgeState = 'next' | 'now' | 'past';

/** The edges of the drawing above `RunWithContext`, named by what they join. */
export const EDGES = [
  'ctx-si',
  'ctx-hook',
  'si-delay',
  'delay-and',
  'hook-and',
  'and-nanr',
  'nanr-drain',
  'nanr-http',
  'drain-http',
  'http-exit',
  'drain-exit',
] as const;
export type EdgeName = (typeof EDGES)[number];

/** The six lamps of the map. */
export const LAMPS = [
  'ShutdownInitiated',
  'AfterShutdownDelayDuration',
  'PreShutdownHooksStopped',
  'NotAcceptingNewRequest',
  'HTTPServerStoppedListening',
  'InFlightRequestsDrained',
] as const satisfies readonly SignalName[];
export type LampName = (typeof LAMPS)[number];

/** What stands below a lamp's name. Times are milliseconds. */
export type LampNote =
  | { readonly kind: 'firedAt'; readonly t: number }
  | { readonly kind: 'neverFired' }
  | { readonly kind: 'readyzIsGreen' }
  | { readonly kind: 'left'; readonly leftMs: number }
  | {
      readonly kind: 'hookRuns';
      readonly hook: string;
      readonly leftMs: number | null;
      readonly forMs: number;
    }
  | { readonly kind: 'waitsFor'; readonly signals: readonly SignalName[] }
  | { readonly kind: 'doorIsOpen' }
  | { readonly kind: 'doorCloses' }
  | {
      readonly kind: 'inFlight';
      readonly short: number;
      readonly watches: number;
      readonly watchesCount: boolean;
    }
  | { readonly kind: 'none' };

export interface LampView {
  readonly name: LampName;
  readonly state: LampState;
  readonly note: LampNote;
  /** Lit, though no line of the log says so. */
  readonly inferred?: true;
  /** Nothing is known but that it fired: what goes with it in a run of ours is not said. */
  readonly bare?: true;
  /** The ring around an armed lamp: what is left of a delay, or what is done of the hooks; null: no ring. */
  readonly ring: { readonly shows: 'left' | 'done'; readonly fraction: number } | null;
}

export interface SignalMapView {
  readonly sendRetryAfter: boolean;
  /** What no line of the log says: the stop, the exit. */
  readonly inferred: { readonly stop: boolean; readonly exit: boolean };
  /** The stop signal at the top: when it came, null before. */
  readonly stoppedAt: number | null;
  readonly stopSignal: string;
  readonly lamps: Readonly<Record<LampName, LampView>>;
  readonly edges: Readonly<Record<EdgeName, EdgeState>>;
  /** Inputs of the AND that have come. */
  readonly gate: { readonly left: boolean; readonly right: boolean; readonly armed: boolean };
  readonly exit: { readonly t: number; readonly code: number } | null;
}

/** The map at time `t`. `logged`: whether the server ran with retry-after, where a log tells it and there is no plan. */
export function signalMapOf(
  view: RunView,
  plan: RunPlan | null,
  t: number,
  logged: boolean | null = null,
): SignalMapView {
  const sendRetryAfter = plan?.sendRetryAfter ?? logged ?? false;
  const exit = view.process.exit;
  const stopped = view.process.stop !== null;
  const fired = (name: LampName): boolean => view.signals[name] !== undefined;
  const serverStop: LampName = sendRetryAfter ? 'InFlightRequestsDrained' : 'NotAcceptingNewRequest';
  const armedBy: Record<LampName, boolean> = {
    ShutdownInitiated: false,
    AfterShutdownDelayDuration: fired('ShutdownInitiated'),
    PreShutdownHooksStopped: stopped,
    NotAcceptingNewRequest: stopped,
    HTTPServerStoppedListening: fired(serverStop),
    InFlightRequestsDrained: fired('NotAcceptingNewRequest'),
  };
  const lampOf = (name: LampName): LampView => {
    const signal = view.signals[name];
    if (signal) {
      const note = { kind: 'firedAt', t: signal.t } as const;
      return {
        name,
        state: 'lit',
        note,
        ring: null,
        ...(signal.inferred ? { inferred: true } : {}),
        ...(plan ? {} : { bare: true }),
      };
    }
    if (exit)
      return { name, state: 'dark', note: stopped ? { kind: 'neverFired' } : { kind: 'none' }, ring: null };
    const armed = armedBy[name];
    return {
      name,
      state: armed ? 'armed' : 'dark',
      note: noteOf(name, armed, view, plan, t),
      ring: armed ? ringOf(name, view, plan, t) : null,
    };
  };
  const edge = (from: boolean, to: boolean): EdgeState => (to ? 'past' : from && !exit ? 'now' : 'next');
  const gone = exit !== null;
  return {
    sendRetryAfter,
    inferred: { stop: view.process.stop?.inferred === true, exit: exit?.inferred === true },
    stoppedAt: view.process.stop?.t ?? null,
    stopSignal: view.process.stop?.signal ?? 'SIGTERM',
    lamps: Object.fromEntries(LAMPS.map(name => [name, lampOf(name)])) as Record<LampName, LampView>,
    edges: {
      'ctx-si': edge(stopped, fired('ShutdownInitiated')),
      'ctx-hook': edge(stopped, fired('PreShutdownHooksStopped')),
      'si-delay': edge(fired('ShutdownInitiated'), fired('AfterShutdownDelayDuration')),
      'delay-and': fired('AfterShutdownDelayDuration') ? 'past' : 'next',
      'hook-and': fired('PreShutdownHooksStopped') ? 'past' : 'next',
      'and-nanr': fired('NotAcceptingNewRequest') ? 'past' : 'next',
      'nanr-drain': edge(fired('NotAcceptingNewRequest'), fired('InFlightRequestsDrained')),
      'nanr-http': edge(fired('NotAcceptingNewRequest'), fired('HTTPServerStoppedListening')),
      'drain-http': edge(fired('InFlightRequestsDrained'), fired('HTTPServerStoppedListening')),
      'http-exit': edge(fired('HTTPServerStoppedListening'), gone && fired('HTTPServerStoppedListening')),
      'drain-exit': edge(fired('InFlightRequestsDrained'), gone && fired('InFlightRequestsDrained')),
    },
    gate: {
      left: fired('AfterShutdownDelayDuration'),
      right: fired('PreShutdownHooksStopped'),
      armed: stopped && (!exit || fired('NotAcceptingNewRequest')),
    },
    exit: exit ? { t: exit.t, code: exit.code } : null,
  };
}

function noteOf(name: LampName, armed: boolean, view: RunView, plan: RunPlan | null, t: number): LampNote {
  switch (name) {
    case 'ShutdownInitiated':
      return view.health['/readyz']?.ok ? { kind: 'readyzIsGreen' } : { kind: 'none' };
    case 'AfterShutdownDelayDuration': {
      const since = view.signals.ShutdownInitiated?.t;
      if (since === undefined || !plan) return { kind: 'none' };
      return { kind: 'left', leftMs: Math.max(0, since + plan.shutdownDelayMs - t) };
    }
    case 'PreShutdownHooksStopped': {
      const running = view.hooks.find(hook => hook.phase === 'preShutdown' && hook.endedAt === null);
      if (!armed || !running) return { kind: 'none' };
      const takes = plan?.preShutdownHooks.find(hook => hook.name === running.name)?.takesMs ?? null;
      const forMs = t - running.startedAt;
      return {
        kind: 'hookRuns',
        hook: running.name,
        leftMs: takes === null ? null : Math.max(0, takes - forMs),
        forMs,
      };
    }
    case 'NotAcceptingNewRequest': {
      if (!armed) return { kind: 'none' };
      const inputs = ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'] as const;
      return { kind: 'waitsFor', signals: inputs.filter(input => view.signals[input] === undefined) };
    }
    case 'HTTPServerStoppedListening':
      if (!view.listener?.open) return { kind: 'none' };
      return armed ? { kind: 'doorCloses' } : { kind: 'doorIsOpen' };
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

function ringOf(name: LampName, view: RunView, plan: RunPlan | null, t: number): LampView['ring'] {
  if (!plan) return null;
  if (name === 'AfterShutdownDelayDuration') {
    const since = view.signals.ShutdownInitiated?.t ?? t;
    if (plan.shutdownDelayMs === 0) return null;
    return { shows: 'left', fraction: clamp(1 - (t - since) / plan.shutdownDelayMs) };
  }
  if (name === 'PreShutdownHooksStopped') {
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
