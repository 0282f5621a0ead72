/** The goroutine of `Run` itself: it starts the server, runs the hooks, and waits for what its version waits for. */
import { aggregateErrors, lifecycle, noteHook, type Part } from '../vocabulary.ts';

/** One step of the start: also that of 1.6, which never gets further. */
export const notStarted = {
  description: 'The process has not been started.',
  on: {
    'process.started': {
      target: 'starting',
      actions: ['runAudit', 'openListener'],
      description: 'The audit backend runs before the listener opens, so that no request finds it missing.',
    },
  },
} as const;

const nextHook = {
  type: 'runHook',
  params: ({ context }: { context: { readonly hooksLeft: readonly string[] } }) => ({
    phase: 'preShutdown' as const,
    name: context.hooksLeft[0] ?? '',
  }),
} as const;

const hooksStopped = { type: 'fireSignal', params: { name: 'PreShutdownHooksStopped' } } as const;

const withHooks = (description: string) =>
  ({ target: 'runningPreShutdownHooks', actions: [nextHook], description }) as const;

export interface RunParts {
  readonly description: string;
  /** Whether the end of the hooks is a signal. Where it is none, the audit backend's shutdown is always among them. */
  readonly signalsHooks: boolean;
  readonly hooksStart: string;
  /** What goes on while hooks run. */
  readonly hooksRun: string;
  readonly hookPanics: string;
  /** What `Run` waits for after its hooks: the first state of `waits`, which ends in `returned`. */
  readonly first: string;
  readonly waits: NonNullable<Part['states']>;
}

/** The way to `returned` as soon as the guard holds. */
export function returnsWhen(
  guard: 'httpServerIsGone' | 'requestsAreDrained',
  description: string,
): NonNullable<Part['always']> {
  return {
    guard,
    target: 'returned',
    actions: [{ type: 'returnFromRun', params: { error: null } }],
    description,
  };
}

export function run(parts: RunParts) {
  const { first } = parts;
  const stopped = parts.signalsHooks ? [hooksStopped] : [];
  const runHooks = parts.signalsHooks
    ? ([
        {
          guard: 'hasNoPreShutdownHooks',
          target: first,
          actions: stopped,
          description: 'There are no pre-shutdown hooks: their signal fires at once.',
        },
        withHooks(parts.hooksStart),
      ] as const)
    : withHooks(parts.hooksStart);
  return lifecycle.createStateConfig({
    initial: 'notStarted',
    description: parts.description,
    states: {
      notStarted,
      starting: {
        description: 'The audit backend runs; the listening socket is being opened.',
        on: {
          'listener.opened': { target: 'waitingForStop', description: 'The server serves securely.' },
          'stop.requested': {
            target: 'startingToStop',
            description: 'The stop came before the listener was open.',
          },
        },
      },
      startingToStop: {
        description: 'The stop came during the start: hooks run as soon as the listener is open.',
        on: { 'listener.opened': runHooks },
      },
      waitingForStop: {
        description: 'The server works. Run waits for SIGTERM.',
        on: { 'stop.requested': runHooks },
      },
      runningPreShutdownHooks: {
        description: parts.hooksRun,
        on: {
          'hook.finished': [
            {
              guard: { type: 'hookPanicked', params: { phase: 'preShutdown' } },
              target: 'panicking',
              actions: stopped,
              description: parts.hookPanics,
            },
            {
              guard: 'isLastHook',
              target: 'judgingHooks',
              actions: [noteHook, ...stopped],
              description: 'The last hook has returned.',
            },
            {
              guard: 'isPreShutdown',
              actions: [noteHook, nextHook],
              description: 'A hook has returned; the next one starts, whether this one failed or not.',
            },
          ],
        },
      },
      judgingHooks: {
        description: 'All hooks have returned: did any fail?',
        always: [
          {
            guard: 'hooksHaveFailed',
            target: 'failed',
            actions: [
              {
                type: 'returnFromRun',
                params: ({ context }) => ({ error: aggregateErrors(context.hookErrors) }),
              },
            ],
            description: 'A hook failed: Run returns its error at once and waits for nothing else.',
          },
          { target: first, description: 'All hooks succeeded.' },
        ],
      },
      ...parts.waits,
      returned: { type: 'final', description: 'Run has returned without an error.' },
      failed: {
        type: 'final',
        description: 'A pre-shutdown hook failed: Run has returned its error and waits for nothing.',
      },
      panicking: {
        description: 'A pre-shutdown hook panicked: the process dies while it writes the stack traces.',
        after: {
          panicUnwind: {
            target: 'failed',
            actions: [{ type: 'crash', params: { code: 2, reason: 'hook-panicked' } }],
            description: 'The panic reaches the top: exit code 2.',
          },
        },
      },
    },
  });
}
