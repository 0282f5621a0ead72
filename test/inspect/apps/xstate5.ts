/** An application with XState 5 that shows its machines: to a page in a window or frame of its own, or to a WebSocket. */
import { createBrowserInspector, createWebSocketInspector } from '@statelyai/inspect';
import { assign, createActor, createMachine, fromPromise, setup } from 'xstate';

const lock = createMachine({
  id: 'lock',
  initial: 'unlocked',
  states: { unlocked: { on: { turn: 'locked' } }, locked: { type: 'final' } },
});

const door = setup({
  actors: { lock, ring: fromPromise(async () => 'rung') },
  guards: { isFree: () => true },
}).createMachine({
  id: 'door',
  context: { opened: 0 },
  initial: 'closed',
  invoke: { src: 'ring' },
  states: {
    closed: {
      on: {
        open: {
          guard: 'isFree',
          target: 'open',
          actions: assign({ opened: ({ context }) => context.opened + 1 }),
        },
        lock: 'locking',
      },
    },
    open: { on: { close: 'closed' }, after: { 60000: 'closed' } },
    locking: {
      invoke: { id: 'lock', src: 'lock', onDone: 'locked' },
      on: { turn: { actions: ({ self }) => self.getSnapshot().children.lock?.send({ type: 'turn' }) } },
    },
    locked: { type: 'final' },
  },
});

const asked = new URLSearchParams(location.search);
const url = asked.get('inspect') ?? '';
const iframe = document.querySelector('iframe');
const inspector = url.startsWith('ws')
  ? createWebSocketInspector({ url })
  : createBrowserInspector({ url, ...(iframe ? { iframe } : {}) });
const actor = createActor(door, { inspect: inspector.inspect });
actor.start();
Object.assign(window, {
  send: (type: string) => actor.send({ type } as never),
  startAnother: () => createActor(lock, { inspect: inspector.inspect }).start(),
  stopInspector: () => inspector.stop(),
});
