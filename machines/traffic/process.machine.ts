/**
 * The process: its signals and its end. Since 1.8 it handles them (k8s.io/apiserver pkg/server/signal.go,
 * SetupSignalContext: the second SIGTERM or SIGINT is `os.Exit(1)`, wherever the shutdown is); before, nobody did, and
 * what Go's runtime does by default is to die of the signal.
 */
import { assign, setup } from 'xstate';
import type { ExitReason, ProcessSignal } from '../recording/events.ts';

export interface ProcessContext {
  /** How long the process stays alive after `Run` has returned, in milliseconds. */
  readonly lingerMs: number;
  /** The error that `Run` returned. */
  readonly error: string | null;
}

export type ProcessEvent =
  | { readonly type: 'process.started' }
  | { readonly type: 'process.signalled'; readonly signal: ProcessSignal }
  | { readonly type: 'run.returned'; readonly error: string | null }
  | { readonly type: 'process.crashed'; readonly code: number; readonly reason: ExitReason };

const exitOnKill = {
  guard: 'isKill',
  target: '#process.exited',
  actions: [{ type: 'exitProcess', params: { code: 137, reason: 'killed' } }],
  description: 'SIGKILL: nothing runs any more.',
} as const;

const exitOnCrash = {
  target: '#process.exited',
  actions: [
    {
      type: 'exitProcess',
      params: ({ event }: { event: ProcessEvent }) =>
        event.type === 'process.crashed'
          ? { code: event.code, reason: event.reason }
          : { code: 2, reason: 'hook-panicked' as const },
    },
  ],
  description: 'The process dies by itself.',
} as const;

const processSetup = setup({
  types: {
    context: {} as ProcessContext,
    events: {} as ProcessEvent,
    input: {} as { lingerMs: number },
  },
  actions: {
    noteError: assign({ error: ({ event }) => (event.type === 'run.returned' ? event.error : null) }),
    /** Closes Go's stop channel. */
    requestStop: () => {},
    exitProcess: (_, _params: { code: number; reason: ExitReason }) => {},
  },
  guards: {
    isInterrupt: ({ event }) => event.type === 'process.signalled' && event.signal === 'SIGINT',
    isKill: ({ event }) => event.type === 'process.signalled' && event.signal === 'SIGKILL',
    lingers: ({ context }) => context.lingerMs > 0,
    returnsError: ({ event }) => event.type === 'run.returned' && event.error !== null,
    runFailed: ({ context }) => context.error !== null,
  },
  delays: { linger: ({ context }) => context.lingerMs },
});

const notStarted = processSetup.createStateConfig({
  description: 'The process has not been started.',
  on: { 'process.started': { target: 'running', description: 'The process starts.' } },
});

const exited = processSetup.createStateConfig({
  description: 'The process is gone; the machine closes what was still open.',
});

/** 1.6 and 1.7: no signal is handled. */
export const unhandledProcessMachine = processSetup.createMachine({
  id: 'process',
  description: 'The process of an API server that handles no signals: the first one ends it.',
  context: ({ input }) => ({ lingerMs: input.lingerMs, error: null }),
  initial: 'notStarted',
  states: {
    notStarted,
    running: {
      description: 'The process runs, and nobody in it has asked to be told of signals.',
      on: {
        'process.signalled': [
          exitOnKill,
          {
            guard: 'isInterrupt',
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 130, reason: 'killed' } }],
            description: "SIGINT: Go's runtime ends the process at once, everything in flight is lost.",
          },
          {
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 143, reason: 'killed' } }],
            description: "SIGTERM: Go's runtime ends the process at once, everything in flight is lost.",
          },
        ],
        'process.crashed': exitOnCrash,
      },
    },
    exited,
  },
});

/** Since 1.8. */
export const processMachine = processSetup.createMachine({
  id: 'process',
  description: 'The process of the API server and the signals it receives.',
  context: ({ input }) => ({ lingerMs: input.lingerMs, error: null }),
  initial: 'notStarted',
  states: {
    notStarted,
    running: {
      description: 'The process runs and listens for SIGTERM.',
      on: {
        'process.signalled': [
          exitOnKill,
          {
            target: 'terminating',
            actions: ['requestStop'],
            description: 'The first SIGTERM or SIGINT asks it to stop.',
          },
        ],
        'process.crashed': exitOnCrash,
      },
    },
    terminating: {
      description: 'The process has been asked to stop and terminates gracefully.',
      on: {
        'process.signalled': [
          exitOnKill,
          {
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 1, reason: 'second-signal' } }],
            description: 'A second signal: os.Exit(1) at once, wherever the shutdown is.',
          },
        ],
        'process.crashed': exitOnCrash,
        'run.returned': [
          {
            guard: 'lingers',
            target: 'lingering',
            actions: ['noteError'],
            description: 'Run has returned, but something keeps the process alive.',
          },
          {
            guard: 'returnsError',
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 1, reason: 'hook-failed' } }],
            description: 'Run returned an error: exit code 1, whatever else was still going on.',
          },
          {
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 0, reason: 'completed' } }],
            description: 'Run returned nil: exit code 0.',
          },
        ],
      },
    },
    lingering: {
      description:
        'Run has returned, but the process is kept alive: what Run did not wait for goes on in the background.',
      on: {
        'process.signalled': [
          exitOnKill,
          {
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 1, reason: 'second-signal' } }],
            description: 'A second signal: os.Exit(1) at once.',
          },
        ],
        'process.crashed': exitOnCrash,
      },
      after: {
        linger: [
          {
            guard: 'runFailed',
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 1, reason: 'hook-failed' } }],
            description: 'Run returned an error: exit code 1.',
          },
          {
            target: 'exited',
            actions: [{ type: 'exitProcess', params: { code: 0, reason: 'completed' } }],
            description: 'Run returned nil: exit code 0.',
          },
        ],
      },
    },
    exited,
  },
});
