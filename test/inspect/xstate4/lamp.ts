/** What an application with XState 4 sends for a machine: as `@xstate/inspect` serializes it. */
import { createMachine, interpret, type State } from 'xstate';

export const lampMachine = createMachine({
  id: 'lamp',
  predictableActionArguments: true,
  initial: 'off',
  states: {
    off: { on: { press: { target: 'lit', cond: 'hasPower' } } },
    lit: {
      type: 'parallel',
      states: {
        level: { initial: 'dim', states: { dim: { on: { turn: 'bright' } }, bright: {} } },
        colour: { initial: 'white', states: { white: { on: { turn: 'red' } }, red: { type: 'final' } } },
      },
      after: { 500: 'off' },
      on: { press: '#lamp.off' },
    },
  },
}).withConfig({ guards: { hasPower: () => true } });

/** The messages of a service that is sent these events. */
export function messagesOfLamp(events: readonly string[]): object[] {
  const messages: object[] = [];
  const text = ({
    machine: _machine,
    configuration: _configuration,
    history: _history,
    ...state
  }: State<unknown>) => JSON.stringify(state);
  const service = interpret(lampMachine, { clock: { setTimeout: () => 0, clearTimeout: () => {} } });
  service.start();
  messages.push({
    type: 'service.register',
    machine: JSON.stringify(lampMachine.definition),
    state: text(service.getSnapshot() as never),
    sessionId: service.sessionId,
    id: service.id,
  });
  for (const type of events) {
    const event = { name: type, data: { type }, $$type: 'scxml', type: 'external' };
    messages.push({ type: 'service.event', event: JSON.stringify(event), sessionId: service.sessionId });
    service.send({ type } as never);
    messages.push({
      type: 'service.state',
      state: text(service.getSnapshot() as never),
      sessionId: service.sessionId,
    });
  }
  service.stop();
  messages.push({ type: 'service.stop', sessionId: service.sessionId });
  return messages;
}
