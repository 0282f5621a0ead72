/** The goroutine that turns /readyz red and sleeps for `--shutdown-delay-duration`. */
import { lifecycle } from '../vocabulary.ts';

export const delayRegion = lifecycle.createStateConfig({
  initial: 'idle',
  description: 'The goroutine that fires ShutdownInitiated and sleeps for the shutdown delay.',
  states: {
    idle: {
      description: 'Nobody has asked the server to stop.',
      on: {
        'stop.requested': {
          target: 'delaying',
          actions: [{ type: 'fireSignal', params: { name: 'ShutdownInitiated' } }],
          description: '/readyz fails from now on; everything is still served.',
        },
      },
    },
    delaying: {
      description:
        '/readyz fails, but the server still serves everything, so that load balancers have time to notice.',
      after: {
        shutdownDelay: {
          target: 'over',
          actions: [{ type: 'fireSignal', params: { name: 'AfterShutdownDelayDuration' } }],
          description: 'The shutdown delay has passed.',
        },
      },
    },
    over: { description: 'The shutdown delay is over.' },
  },
});
