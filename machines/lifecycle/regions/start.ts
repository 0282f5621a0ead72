/** The goroutines of the start: paths and discovery, readiness, post-start hooks, livez grace. */
import { lifecycle, noteHook } from '../vocabulary.ts';

export const muxRegion = lifecycle.createStateConfig({
  initial: 'notStarted',
  description: 'The goroutine that fires MuxAndDiscoveryComplete when all HTTP paths are registered.',
  states: {
    notStarted: {
      description: 'The process has not been started.',
      on: {
        'process.started': {
          target: 'registering',
          description: 'The servers of the chain register their paths.',
        },
      },
    },
    registering: {
      description:
        'HTTP paths are still being registered: an unknown path gets 503, it may yet come to be known.',
      on: {
        'stop.requested': {
          target: 'abandoned',
          description: 'The stop came first: the signal never fires.',
        },
      },
      after: {
        muxDelay: {
          target: 'complete',
          actions: [{ type: 'fireSignal', params: { name: 'MuxAndDiscoveryComplete' } }],
          description: 'All HTTP paths are registered.',
        },
      },
    },
    complete: { description: 'All HTTP paths are registered: an unknown path gets 404.' },
    abandoned: {
      description: 'The stop came before all paths were registered: unknown paths get 503 until the end.',
    },
  },
});

export const readyRegion = lifecycle.createStateConfig({
  initial: 'notReady',
  description: 'Fires HasBeenReady when /readyz succeeds for the first time.',
  states: {
    notReady: {
      description: 'Nobody has seen /readyz succeed yet.',
      on: {
        'readyz.succeeded': {
          target: 'hasBeenReady',
          actions: [{ type: 'fireSignal', params: { name: 'HasBeenReady' } }],
          description: '/readyz has answered 200 for the first time.',
        },
      },
    },
    hasBeenReady: { description: 'The server has been ready once.' },
  },
});

function postStart(running: string) {
  return lifecycle.createStateConfig({
    initial: 'notStarted',
    description:
      'The post-start hooks: all start at once when the server listens, each on its own goroutine.',
    states: {
      notStarted: {
        description: 'Post-start hooks wait for the listener.',
        on: {
          'listener.opened': [
            {
              guard: 'hasNoPostStartHooks',
              target: 'finished',
              actions: ['notifySystemd'],
              description: 'There are none.',
            },
            {
              target: 'running',
              actions: [
                { type: 'runPostStartHooks', params: ({ context }) => ({ names: context.postStartHooks }) },
                'notifySystemd',
              ],
              description: 'All start at once.',
            },
          ],
        },
      },
      running: {
        description: running,
        on: {
          'hook.finished': [
            {
              guard: { type: 'hookPanicked', params: { phase: 'postStart' } },
              target: 'fatal',
              actions: [{ type: 'crash', params: { code: 2, reason: 'poststart-failed' } }],
              description: 'A post-start hook panicked: the process dies.',
            },
            {
              guard: { type: 'hookFailed', params: { phase: 'postStart' } },
              target: 'fatal',
              actions: [{ type: 'crash', params: { code: 255, reason: 'poststart-failed' } }],
              description: 'A post-start hook failed: klog.Fatal ends the process.',
            },
            {
              guard: 'isLastPostStartHook',
              target: 'finished',
              actions: [noteHook],
              description: 'The last one has returned.',
            },
            {
              guard: 'isPostStart',
              actions: [noteHook],
              description: 'One has returned; its check turns green.',
            },
          ],
        },
      },
      finished: { description: 'All post-start hooks have returned.' },
      fatal: { description: 'A post-start hook failed, and with it the process.' },
    },
  });
}

/** Since 1.16. */
export const postStartRegion = postStart(
  'Post-start hooks run; /readyz fails until they have returned, other requests are served.',
);

/** Up to 1.15. */
export const postStartHealthzRegion = postStart(
  'Post-start hooks run; /healthz fails until they have returned, other requests are served.',
);

export const livezRegion = lifecycle.createStateConfig({
  initial: 'notStarted',
  description: 'The grace period in which /livez ignores post-start hooks that have not returned.',
  states: {
    notStarted: {
      description: 'The process has not been started.',
      on: { 'process.started': { target: 'graceful', description: 'The livez grace period begins.' } },
    },
    graceful: {
      description: '/livez ignores post-start hooks that have not returned.',
      after: { livezGrace: { target: 'strict', description: 'The livez grace period is over.' } },
    },
    strict: { description: '/livez fails while a post-start hook has not returned.' },
  },
});
