/** An application with XState 4 that shows its machines to a page in a window or frame of its own. */
import { inspect } from '@xstate/inspect';
import { createMachine, interpret } from 'xstate';

const url = new URLSearchParams(location.search).get('inspect') ?? '';
inspect({ url, iframe: () => document.querySelector('iframe') ?? false } as never);

const lamp = createMachine({
  id: 'lamp',
  predictableActionArguments: true,
  initial: 'off',
  states: {
    off: { on: { press: { target: 'lit', cond: () => true } } },
    lit: {
      initial: 'dim',
      states: { dim: { on: { turn: 'bright' } }, bright: {} },
      after: { 60000: 'off' },
      on: { press: 'off' },
    },
  },
});
const service = interpret(lamp, { devTools: true }).start();
Object.assign(window, {
  send: (type: string) => service.send({ type } as never),
  stop: () => service.stop(),
});
