/** The kubelet: it sends SIGKILL when the pod's termination grace period is over. */
import { setup } from 'xstate';

export interface KubeletContext {
  /** `terminationGracePeriodSeconds` in milliseconds; null: no pod, nobody kills the process. */
  readonly graceMs: number | null;
}

export type KubeletEvent =
  | { readonly type: 'process.started' }
  | { readonly type: 'termination.began' }
  | { readonly type: 'process.exited' };

export const kubeletMachine = setup({
  types: {
    context: {} as KubeletContext,
    events: {} as KubeletEvent,
    input: {} as KubeletContext,
  },
  actions: {
    /** Sends SIGKILL to the process. */
    killProcess: () => {},
  },
  guards: { hasGracePeriod: ({ context }) => context.graceMs !== null },
  delays: { terminationGracePeriod: ({ context }) => context.graceMs ?? Number.POSITIVE_INFINITY },
}).createMachine({
  id: 'kubelet',
  description:
    'The kubelet of the node: it waits for the pod to terminate, and kills it when the grace period is over.',
  context: ({ input }) => input,
  initial: 'idle',
  states: {
    idle: {
      description: 'The pod is not being terminated.',
      on: {
        'termination.began': {
          guard: 'hasGracePeriod',
          target: 'countingDown',
          description: 'The pod is being terminated: its grace period begins.',
        },
        'process.exited': { target: 'done', description: 'The container has ended.' },
      },
    },
    countingDown: {
      description: 'The grace period runs: when it is over, SIGKILL.',
      on: {
        'process.exited': { target: 'done', description: 'The container has ended within its grace period.' },
      },
      after: {
        terminationGracePeriod: {
          target: 'done',
          actions: ['killProcess'],
          description: 'The grace period is over: SIGKILL.',
        },
      },
    },
    done: { description: 'The kubelet has nothing left to do for this container.' },
  },
});
