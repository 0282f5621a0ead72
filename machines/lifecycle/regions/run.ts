/** The goroutine of `RunWithContext` itself: it starts the server, runs the hooks and waits for everything else. */
import { aggregateErrors, lifecycle, noteHook } from '../vocabulary.ts';

const nextHook = {
  type: 'runHook',
  params: ({ context }: { context: { readonly hooksLeft: readonly string[] } }) => ({
    phase: 'preShutdown' as const,
    name: context.hooksLeft[0] ?? '',
  }),
} as const;

const hooksStopped = { type: 'fireSignal', params: { name: 'PreShutdownHooksStopped' } } as const;

const runHooks = [
  {
    guard: 'hasNoPreShutdownHooks',
    target: 'waitingForDrain',
    actions: [hooksStopped],
    description: 'There are no pre-shutdown hooks: their signal fires at once.',
  },
  {
    target: 'runningPreShutdownHooks',
    actions: [nextHook],
    description: 'The stop is requested: the pre-shutdown hooks start at once, beside the delay.',
  },
] as const;

export const runRegion = lifecycle.createStateConfig({
  initial: 'notStarted',
  description:
    'The goroutine of RunWithContext: starts the server, runs the hooks, waits for the rest, returns.',
  states: {
    notStarted: {
      description: 'The process has not been started.',
      on: {
        'process.started': {
          target: 'starting',
          actions: ['runAudit', 'openListener'],
          description:
            'The audit backend runs before the listener opens, so that no request finds it missing.',
        },
      },
    },
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
      description:
        'Pre-shutdown hooks run one after the other; the server still answers everybody, the hooks too.',
      on: {
        'hook.finished': [
          {
            guard: { type: 'hookPanicked', params: { phase: 'preShutdown' } },
            target: 'panicking',
            actions: [hooksStopped],
            description: 'A hook panicked: the deferred call still fires the signal, then the process dies.',
          },
          {
            guard: 'isLastHook',
            target: 'judgingHooks',
            actions: [noteHook, hooksStopped],
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
        { target: 'waitingForDrain', description: 'All hooks succeeded.' },
      ],
    },
    waitingForDrain: {
      description: 'The hooks are done. Run waits for the requests in flight.',
      on: {
        'InFlightRequestsDrained.fired': {
          target: 'stoppingAudit',
          actions: ['shutdownAudit'],
          description: 'Everything is drained: the audit backend can stop, no event will follow.',
        },
      },
    },
    stoppingAudit: {
      description: 'The audit backend writes what it still holds.',
      on: {
        'audit.stopped': { target: 'waitingForHTTPServer', description: 'The audit backend has stopped.' },
      },
    },
    waitingForHTTPServer: {
      description: 'Run waits until Server.Shutdown has let go of every connection, or given up.',
      always: {
        guard: 'httpServerIsGone',
        target: 'returned',
        actions: [{ type: 'returnFromRun', params: { error: null } }],
        description: 'Server.Shutdown is over: Run returns nil, even if connections are still open.',
      },
    },
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
