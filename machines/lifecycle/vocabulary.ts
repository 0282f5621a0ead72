/**
 * What the regions of the lifecycles share: context, events, effects, guards and delays (k8s.io/apiserver,
 * pkg/server/genericapiserver.go). Effects are named actions without a body: the kernel hands them to a port, and what
 * comes of them returns as an event. A channel that a goroutine of Go waits for is a guard here, for it stays closed;
 * one whose closing does something is an event.
 */
import { and, or, setup, stateIn } from 'xstate';
import type { Lineage } from '../lineage.ts';
import type { ExitReason, HookPhase } from '../recording/events.ts';
import type { SignalName } from '../signals.ts';

/** What the machine needs to know about its scenario; durations in milliseconds, as XState's timers want them. */
export interface LifecycleInput {
  readonly lineage: Lineage;
  readonly sendRetryAfter: boolean;
  readonly shutdownDelayMs: number;
  readonly shutdownTimeoutMs: number;
  readonly watchGraceMs: number;
  /** When all paths are registered; Infinity: never before the stop. */
  readonly muxDelayMs: number;
  readonly livezGraceMs: number;
  /** How the audit backend takes events: `batch` ones wait in a buffer, and its `Shutdown` waits for them. */
  readonly auditMode: AuditMode;
  /** Names of the post-start hooks. */
  readonly postStartHooks: readonly string[];
  /** Those among them that leave something running until their context is closed. */
  readonly background: readonly string[];
  /** Names of the pre-shutdown hooks in the order in which they will run: Go's maps have none, so the kernel drew one. */
  readonly preShutdownHooks: readonly string[];
}

/** `--audit-log-mode` of kube-apiserver. */
export type AuditMode = 'blocking' | 'batch';

export interface LifecycleContext extends LifecycleInput {
  /** Pre-shutdown hooks that have not returned; the first one runs. */
  readonly hooksLeft: readonly string[];
  /** Post-start hooks that have not returned. */
  readonly postStartLeft: readonly string[];
  /** What failed pre-shutdown hooks returned. */
  readonly hookErrors: readonly string[];
  /** Base of the next poll interval of `Server.Shutdown`, in milliseconds, before the jitter. */
  readonly pollBaseMs: number;
  /** From 0 to 1, drawn by the kernel: the interval is longer than its base by this times a tenth. */
  readonly pollJitter: number;
}

/** A signal has fired: `ShutdownInitiated.fired` and so on. */
export type SignalFiredEvent = { [S in SignalName]: { readonly type: `${S}.fired` } }[SignalName];

/** A hook has returned, or panicked. */
export interface HookFinishedEvent {
  readonly type: 'hook.finished';
  readonly phase: HookPhase;
  readonly name: string;
  readonly error: string | null;
  readonly panicked: boolean;
}

export type LifecycleEvent =
  | SignalFiredEvent
  | { readonly type: 'process.started' }
  /** The first SIGTERM or SIGINT has closed Go's stop channel. */
  | { readonly type: 'stop.requested' }
  | { readonly type: 'listener.opened' }
  | { readonly type: 'listener.closed' }
  | HookFinishedEvent
  | { readonly type: 'readyz.succeeded' }
  | { readonly type: 'drain.emptied' }
  | { readonly type: 'watches.emptied' }
  /** Raised by the two drains for the region that waits for both. */
  | { readonly type: 'requests.drained' }
  | { readonly type: 'watches.drained' }
  /** `closeIdleConns` has looked; `jitter`, from 0 to 1, stretches the next interval by up to a tenth. */
  | { readonly type: 'connections.polled'; readonly quiescent: boolean; readonly jitter: number }
  | { readonly type: 'audit.stopped' }
  /** Up to 1.24: the hook of the audit backend has called its `Shutdown`. */
  | { readonly type: 'audit.shutdownCalled' }
  /** Raised up to 1.21, where the end of the delay has no name. */
  | { readonly type: 'delay.passed' }
  /** Raised in 1.24: the goroutine between the hooks and the HTTP server has told that to stop. */
  | { readonly type: 'server.told' };

/** Longest interval between two looks of `Server.Shutdown` at its connections (`shutdownPollIntervalMax`, net/http). */
const POLL_INTERVAL_MAX_MS = 500;

/** Fewest watches a second that are told to end (`WithWatchTerminationDuringShutdown`, PR 114925). */
const WATCH_DRAIN_FLOOR_PER_SECOND = 200;

/** From a panic in a hook to the end of the process: writing the stack traces takes 5 to 8 ms on the recorded servers. */
const PANIC_UNWIND_MS = 6;

const effect = (): void => {};

export const lifecycle = setup({
  types: {
    context: {} as LifecycleContext,
    events: {} as LifecycleEvent,
    input: {} as LifecycleInput,
  },
  actions: {
    /** Fires a lifecycle signal: a latch, everybody who waits for it is released. */
    fireSignal: (_, _params: { name: SignalName }) => {},
    /** Starts the audit backend: before the listener, so that no request finds it missing. */
    runAudit: effect,
    openListener: effect,
    /** Starts a hook; its end comes back as `hook.finished`. */
    runHook: (_, _params: { phase: HookPhase; name: string }) => {},
    /** Starts all post-start hooks at once. */
    /** READY=1, once the post-start hooks have been started. */
    notifySystemd: effect,
    runPostStartHooks: (_, _params: { names: readonly string[] }) => {},
    /** Closes the listening socket: the first thing that `Server.Shutdown` does. */
    closeListener: effect,
    /** Sends GOAWAY on every HTTP/2 connection (`RegisterOnShutdown` of x/net/http2). */
    sendGoaways: effect,
    /** Closes idle connections and reports whether any is left (`closeIdleConns`, net/http). */
    pollConnections: effect,
    /** `NonLongRunningRequestWaitGroup.Wait()`: from now on the wait group takes nobody. */
    beginDrain: effect,
    /** `WatchRequestWaitGroup.Wait()` with its rate limiter, and the watch handlers are told to end. */
    beginWatchDrain: (_, _params: { floorPerSecond: number; graceMs: number }) => {},
    /** `AuditBackend.Shutdown()`. */
    shutdownAudit: effect,
    /** Up to 1.24: the hook that shuts the audit backend down returns. */
    finishAuditHook: effect,
    /** Closes the stop channel, later the context, that the post-start hooks were given. */
    closePostStartContexts: effect,
    /** `Run` returns to its caller, with an error or without. */
    returnFromRun: (_, _params: { error: string | null }) => {},
    /** The process dies by itself: a panic, or `klog.Fatal`. */
    crash: (_, _params: { code: number; reason: ExitReason }) => {},
  },
  guards: {
    sendsRetryAfter: ({ context }) => context.sendRetryAfter,
    waitsForWatches: ({ context }) => context.watchGraceMs > 0,
    hasNoPreShutdownHooks: ({ context }) => context.hooksLeft.length === 0,
    isPostStart: ({ event }) => event.type === 'hook.finished' && event.phase === 'postStart',
    isPreShutdown: ({ event }) => event.type === 'hook.finished' && event.phase === 'preShutdown',
    hookPanicked: ({ event }, params: { phase: HookPhase }) =>
      event.type === 'hook.finished' && event.phase === params.phase && event.panicked,
    hookFailed: ({ event }, params: { phase: HookPhase }) =>
      event.type === 'hook.finished' && event.phase === params.phase && event.error !== null,
    isLastHook: ({ context, event }) =>
      event.type === 'hook.finished' && event.phase === 'preShutdown' && context.hooksLeft.length === 1,
    isLastPostStartHook: ({ context, event }) =>
      event.type === 'hook.finished' && event.phase === 'postStart' && context.postStartLeft.length === 1,
    hasNoPostStartHooks: ({ context }) => context.postStartLeft.length === 0,
    hooksHaveFailed: ({ context }) => context.hookErrors.length > 0,
    httpServerIsGone: or([stateIn({ httpServer: 'closed' }), stateIn({ httpServer: 'gaveUp' })]),
    listenerIsOpen: stateIn({ listener: 'listening' }),
    delayIsOver: stateIn({ delay: 'over' }),
    hooksAreDone: ({ context }) => context.hooksLeft.length === 0,
    requestsAreDrained: stateIn({ drain: 'emptied' }),
    serverIsGoneAndRequestsAreDrained: and([
      or([stateIn({ httpServer: 'closed' }), stateIn({ httpServer: 'gaveUp' })]),
      stateIn({ drain: 'emptied' }),
    ]),
    runOrServerIsDone: or([
      stateIn({ run: 'waitingForRequests' }),
      stateIn({ httpServer: 'closed' }),
      stateIn({ httpServer: 'gaveUp' }),
    ]),
    auditBatches: ({ context }) => context.auditMode === 'batch',
    isQuiescent: ({ event }) => event.type === 'connections.polled' && event.quiescent,
  },
  delays: {
    shutdownDelay: ({ context }) => context.shutdownDelayMs,
    shutdownTimeout: ({ context }) => context.shutdownTimeoutMs,
    watchGrace: ({ context }) => context.watchGraceMs,
    muxDelay: ({ context }) => context.muxDelayMs,
    livezGrace: ({ context }) => context.livezGraceMs,
    pollInterval: ({ context }) => context.pollBaseMs * (1 + context.pollJitter / 10),
    panicUnwind: () => PANIC_UNWIND_MS,
  },
});

/** A region, a state or a part of one, as `setup()` types them; the lineages hand such parts to the regions. */
export type Part = Parameters<typeof lifecycle.createStateConfig>[0];
/** What a state does on which event. */
export type Transitions = NonNullable<Part['on']>;
/** What a state does as soon as a guard holds. */
export type WhenTrue = NonNullable<Part['always']>;
/** What is done with a transition. */
export type Actions = NonNullable<Part['entry']>;

/** The machine's context at its start. */
export function initialContext(input: LifecycleInput): LifecycleContext {
  return {
    ...input,
    hooksLeft: input.preShutdownHooks,
    postStartLeft: input.postStartHooks,
    hookErrors: [],
    pollBaseMs: 1,
    pollJitter: 0,
  };
}

/** Doubles the poll interval for next time, as `Server.Shutdown` does, and takes the jitter that the kernel drew. */
export const lengthenPoll = lifecycle.assign(({ context, event }) =>
  event.type === 'connections.polled'
    ? { pollBaseMs: context.pollBaseMs, pollJitter: event.jitter }
    : { pollBaseMs: Math.min(context.pollBaseMs * 2, POLL_INTERVAL_MAX_MS) },
);

/** Notes that a hook has returned, and its error if it did not succeed (`RunPreShutdownHooks` aggregates them). */
export const noteHook = lifecycle.assign(({ context, event }) => {
  if (event.type !== 'hook.finished') return {};
  if (event.phase === 'postStart')
    return { postStartLeft: context.postStartLeft.filter(name => name !== event.name) };
  return {
    hooksLeft: context.hooksLeft.filter(name => name !== event.name),
    hookErrors:
      event.error === null
        ? context.hookErrors
        : [...context.hookErrors, `PreShutdownHook ${JSON.stringify(event.name)} failed: ${event.error}`],
  };
});

/** The error that `Run` returns: Go aggregates several into `[a, b]`. */
export function aggregateErrors(errors: readonly string[]): string | null {
  if (errors.length === 0) return null;
  return errors.length === 1 ? (errors[0] as string) : `[${errors.join(', ')}]`;
}

/** The rate at which watches are let go: `max(200, watches / grace seconds)`. */
export const watchDrainParams = ({ context }: { context: LifecycleContext }) => ({
  floorPerSecond: WATCH_DRAIN_FLOOR_PER_SECOND,
  graceMs: context.watchGraceMs,
});
