/** The goroutine that waits for the delay AND the hooks before the server stops accepting. */
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
