/** The goroutine that sleeps for `--shutdown-delay-duration` (1.16), and what it says before and after. */
import { type Actions, lifecycle } from '../vocabulary.ts';

interface DelayParts {
  readonly description: string;
  readonly starts: { readonly actions: Actions; readonly description: string };
  readonly delaying: string;
  readonly ends: Actions;
}

function delay({ description, starts, delaying, ends }: DelayParts) {
  return lifecycle.createStateConfig({
    initial: 'idle',
    description,
    states: {
      idle: {
        description: 'Nobody has asked the server to stop.',
        on: { 'stop.requested': { target: 'delaying', ...starts } },
      },
      delaying: {
        description: delaying,
        after: {
          shutdownDelay: { target: 'over', actions: ends, description: 'The shutdown delay has passed.' },
        },
      },
      over: { description: 'The shutdown delay is over.' },
    },
  });
}

const RED_AT_ONCE =
  '/readyz fails, but the server still serves everything, so that load balancers have time to notice.';

/** Since 1.22: with signals. */
export const delayRegion = delay({
  description: 'The goroutine that fires ShutdownInitiated and sleeps for the shutdown delay.',
  starts: {
    actions: [{ type: 'fireSignal', params: { name: 'ShutdownInitiated' } }],
    description: '/readyz fails from now on; everything is still served.',
  },
  delaying: RED_AT_ONCE,
  ends: [{ type: 'fireSignal', params: { name: 'AfterShutdownDelayDuration' } }],
});

/** 1.19 to 1.21: the same without names (PR 88911). */
export const namelessDelayRegion = delay({
  description: 'The goroutine that turns /readyz red and sleeps for the shutdown delay.',
  starts: { actions: [], description: '/readyz fails from now on; everything is still served.' },
  delaying: RED_AT_ONCE,
  ends: [lifecycle.raise({ type: 'delay.passed' })],
});

/** 1.16 to 1.18: /readyz stays green until the delay is over. */
export const greenDelayRegion = delay({
  description: 'The goroutine that sleeps for the shutdown delay, and says nothing to anybody meanwhile.',
  starts: {
    actions: [],
    description: 'The delay begins; /readyz still succeeds, so that nobody learns of the shutdown.',
  },
  delaying: '/readyz still succeeds: load balancers go on sending, and the delay helps nobody.',
  ends: [lifecycle.raise({ type: 'delay.passed' })],
});
