/**
 * Transition tables: many rows (requests, connections) are moved by a look-up, a thousand times cheaper than a
 * statechart's transition. The same table generates an XState definition, for drawing, inspecting and the path test.
 */
import { createMachine } from 'xstate';

/** From a state, what each event leads to. A state without transitions is final. */
export interface TransitionTable<State extends string, Event extends string> {
  readonly id: string;
  readonly description: string;
  readonly initial: State;
  readonly states: {
    readonly [S in State]: {
      readonly description: string;
      readonly on?: { readonly [E in Event]?: State };
    };
  };
}

/** Where `event` leads from `state`; null when the table has no such transition. */
export function nextState<State extends string, Event extends string>(
  table: TransitionTable<State, Event>,
  state: State,
  event: Event,
): State | null {
  return table.states[state].on?.[event] ?? null;
}

/**
 * As {@link nextState}, for callers whose events must be possible.
 * @throws Error when the table has no such transition: a bug of the caller, not of its input.
 */
export function move<State extends string, Event extends string>(
  table: TransitionTable<State, Event>,
  state: State,
  event: Event,
): State {
  const next = nextState(table, state, event);
  if (next === null) throw new Error(`${table.id}: no transition from "${state}" on "${event}"`);
  return next;
}

/** The XState definition of a table. */
export function machineOf<State extends string, Event extends string>(table: TransitionTable<State, Event>) {
  const states = Object.entries<{ description: string; on?: Partial<Record<Event, State>> }>(table.states);
  return createMachine({
    id: table.id,
    description: table.description,
    initial: table.initial,
    states: Object.fromEntries(
      states.map(([name, { description, on }]) => [
        name,
        on ? { description, on: on as Record<string, string> } : { description, type: 'final' as const },
      ]),
    ),
  });
}
