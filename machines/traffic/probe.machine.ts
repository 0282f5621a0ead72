/**
 * The verdict of a load balancer's health check or a kubelet's readiness probe: it changes only after as many answers
 * in a row as its thresholds say.
 */
import { assign, setup } from 'xstate';

export interface ProbeInput {
  readonly failureThreshold: number;
  readonly successThreshold: number;
}

export interface ProbeContext extends ProbeInput {
  /** Failures in a row. */
  readonly failures: number;
  /** Successes in a row. */
  readonly successes: number;
}

export type ProbeEvent = { readonly type: 'probe.succeeded' } | { readonly type: 'probe.failed' };

const changedTo = (healthy: boolean) => ({ type: 'reportVerdict', params: { healthy } }) as const;

const becomesHealthy = {
  guard: 'hasSucceededEnough',
  target: 'healthy',
  actions: ['reset', changedTo(true)],
  description: 'Enough successes in a row: it gets traffic.',
} as const;

const becomesUnhealthy = {
  guard: 'hasFailedEnough',
  target: 'unhealthy',
  actions: ['reset', changedTo(false)],
  description: 'Enough failures in a row: new requests go elsewhere.',
} as const;

export const probeMachine = setup({
  types: { context: {} as ProbeContext, events: {} as ProbeEvent, input: {} as ProbeInput },
  actions: {
    countSuccess: assign({ successes: ({ context }) => context.successes + 1, failures: 0 }),
    countFailure: assign({ failures: ({ context }) => context.failures + 1, successes: 0 }),
    reset: assign({ failures: 0, successes: 0 }),
    /** The verdict has changed. */
    reportVerdict: (_, _params: { healthy: boolean }) => {},
  },
  guards: {
    hasSucceededEnough: ({ context }) => context.successes + 1 >= context.successThreshold,
    hasFailedEnough: ({ context }) => context.failures + 1 >= context.failureThreshold,
  },
}).createMachine({
  id: 'probe',
  description: 'What a load balancer or kubelet believes about the server.',
  context: ({ input }) => ({ ...input, failures: 0, successes: 0 }),
  initial: 'unknown',
  states: {
    unknown: {
      description: 'No verdict yet.',
      on: {
        'probe.succeeded': [
          becomesHealthy,
          { actions: ['countSuccess'], description: 'A success, but not enough in a row.' },
        ],
        'probe.failed': [
          becomesUnhealthy,
          { actions: ['countFailure'], description: 'A failure, but not enough in a row.' },
        ],
      },
    },
    healthy: {
      description: 'It sends traffic to this server.',
      on: {
        'probe.succeeded': { actions: ['reset'], description: 'Still healthy.' },
        'probe.failed': [
          becomesUnhealthy,
          { actions: ['countFailure'], description: 'A failure, but not enough in a row.' },
        ],
      },
    },
    unhealthy: {
      description: 'It sends new requests to other servers.',
      on: {
        'probe.succeeded': [
          becomesHealthy,
          { actions: ['countSuccess'], description: 'A success, but not enough in a row.' },
        ],
        'probe.failed': { actions: ['reset'], description: 'Still unhealthy.' },
      },
    },
  },
});
