/** The goroutines that wait for what is in flight: short requests, watches, and both together. */
import { lifecycle, watchDrainParams } from '../vocabulary.ts';

const fire = { type: 'fireSignal', params: { name: 'InFlightRequestsDrained' } } as const;

export const drainRegion = lifecycle.createStateConfig({
  initial: 'idle',
  description: 'The goroutine that waits for all requests in flight that are not long-running.',
  states: {
    idle: {
      description: 'Requests come and go; nobody waits for them.',
      on: {
        'NotAcceptingNewRequest.fired': {
          target: 'draining',
          actions: ['beginDrain'],
          description: 'The wait group is waited for: it takes nobody any more.',
        },
      },
    },
    draining: {
      description: 'Requests in flight may finish; each is bounded by the request timeout.',
      on: {
        'drain.emptied': {
          target: 'emptied',
          actions: [lifecycle.raise({ type: 'requests.drained' })],
          description: 'The last short request has ended.',
        },
      },
    },
    emptied: { description: 'No short request is in flight.' },
  },
});

export const watchDrainRegion = lifecycle.createStateConfig({
  initial: 'idle',
  description:
    'The goroutine that waits for watches, if they have a grace period (1.27 and later, PR 114925).',
  states: {
    idle: {
      description: 'Watches stream; nobody waits for them.',
      on: {
        'NotAcceptingNewRequest.fired': [
          {
            guard: 'waitsForWatches',
            target: 'draining',
            actions: [{ type: 'beginWatchDrain', params: watchDrainParams }],
            description: 'The watches are told to end.',
          },
          {
            target: 'notWaiting',
            actions: [lifecycle.raise({ type: 'watches.drained' })],
            description: 'No grace period: nobody waits for the watches, nobody tells them to end.',
          },
        ],
      },
    },
    draining: {
      description:
        'The watches have been told to end; the drain waits for them for at most the grace period.',
      on: {
        'watches.emptied': {
          target: 'emptied',
          actions: [lifecycle.raise({ type: 'watches.drained' })],
          description: 'The last watch has ended.',
        },
      },
      after: {
        watchGrace: {
          target: 'gaveUp',
          actions: [lifecycle.raise({ type: 'watches.drained' })],
          description: 'The grace period is over: the drain goes on without the watches that are left.',
        },
      },
    },
    notWaiting: {
      description: 'Open watches are not waited for: they hold only Server.Shutdown, until its timeout.',
    },
    emptied: { description: 'No watch is open.' },
    gaveUp: { description: 'The grace period for watches is over, and some are still open.' },
  },
});

export const drainedRegion = lifecycle.createStateConfig({
  initial: 'waitingForBoth',
  description:
    'The goroutine that fires InFlightRequestsDrained when short requests AND watches have drained.',
  states: {
    waitingForBoth: {
      description: 'Waits for the short requests and for the watches.',
      on: {
        'requests.drained': { target: 'waitingForWatches', description: 'The short requests are done.' },
        'watches.drained': {
          target: 'waitingForRequests',
          description: 'The watches are done, or nobody waits for them.',
        },
      },
    },
    waitingForWatches: {
      description: 'Only watches are left to wait for.',
      on: { 'watches.drained': { target: 'drained', actions: [fire], description: 'Both are done.' } },
    },
    waitingForRequests: {
      description: 'Only short requests are left to wait for.',
      on: { 'requests.drained': { target: 'drained', actions: [fire], description: 'Both are done.' } },
    },
    drained: { description: 'Everything that is waited for has ended.' },
  },
});
