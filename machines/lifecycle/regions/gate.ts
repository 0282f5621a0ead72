/** The goroutine that waits for the delay AND the hooks: since 1.25 before anything is rejected, in 1.24 before the server stops. */
import { lifecycle } from '../vocabulary.ts';

const fire = { type: 'fireSignal', params: { name: 'NotAcceptingNewRequest' } } as const;

export const gateRegion = lifecycle.createStateConfig({
  initial: 'waitingForBoth',
  description:
    'The goroutine that fires NotAcceptingNewRequest when the delay is over AND the hooks have stopped.',
  states: {
    waitingForBoth: {
      description: 'Neither the delay nor the hooks are done.',
      on: {
        'AfterShutdownDelayDuration.fired': {
          target: 'waitingForHooks',
          description: 'The delay is over, the hooks are not.',
        },
        'PreShutdownHooksStopped.fired': {
          target: 'waitingForDelay',
          description: 'The hooks have stopped, the delay is not over.',
        },
      },
    },
    waitingForHooks: {
      description:
        'The delay is over, but a hook may still call this API: the server answers until the hooks are done.',
      on: {
        'PreShutdownHooksStopped.fired': { target: 'closed', actions: [fire], description: 'Both are done.' },
      },
    },
    waitingForDelay: {
      description: 'The hooks are done; load balancers still have the rest of the delay to notice.',
      on: {
        'AfterShutdownDelayDuration.fired': {
          target: 'closed',
          actions: [fire],
          description: 'Both are done.',
        },
      },
    },
    closed: { description: 'The server accepts no new requests.' },
  },
});

/** 1.24: `stopHttpServerCh` (PR 108033). It has no name, and only the HTTP server hears of it. */
export const serverGateRegion = lifecycle.createStateConfig({
  initial: 'waitingForTime',
  description:
    'The goroutine that tells the HTTP server to stop: first its time must have come, then the hooks must be done.',
  states: {
    waitingForTime: {
      description: 'The HTTP server is not to stop yet.',
      on: {
        'AfterShutdownDelayDuration.fired': [
          {
            guard: 'sendsRetryAfter',
            description: 'With retry-after the server keeps listening while requests drain.',
          },
          {
            target: 'waitingForHooks',
            description: 'The delay is over: without retry-after it is time to stop the HTTP server.',
          },
        ],
        'InFlightRequestsDrained.fired': {
          guard: 'sendsRetryAfter',
          target: 'waitingForHooks',
          description: 'The requests have drained: with retry-after it is time to stop the HTTP server.',
        },
      },
    },
    waitingForHooks: {
      description:
        'Hooks that still run keep the listener open, but what they ask of this API is rejected already.',
      always: {
        guard: 'hooksAreDone',
        target: 'told',
        actions: [lifecycle.raise({ type: 'server.told' })],
        description: 'The hooks are done too: the HTTP server is told to stop.',
      },
    },
    told: { description: 'The HTTP server has been told to stop.' },
  },
});
