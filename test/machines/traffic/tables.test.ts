/** The XState definitions that are generated from the transition tables accept what the tables accept, and nothing else. */
import { describe, expect, test } from 'vitest';
import { type AnyStateMachine, createActor, initialTransition, transition } from 'xstate';
import { getShortestPaths } from 'xstate/graph';
import { h2ConnectionTable, http1ConnectionTable } from '../../../machines/traffic/connection.ts';
import {
  clientRequestTable,
  shortRequestTable,
  watchRequestTable,
} from '../../../machines/traffic/request.ts';
import { machineOf, move, nextState, type TransitionTable } from '../../../machines/traffic/table.ts';

type AnyTable = TransitionTable<string, string>;

const TABLES: readonly AnyTable[] = [
  shortRequestTable as AnyTable,
  watchRequestTable as AnyTable,
  clientRequestTable as AnyTable,
  h2ConnectionTable as AnyTable,
  http1ConnectionTable as AnyTable,
];

function statesOf(table: AnyTable): string[] {
  return Object.keys(table.states);
}

function eventsOf(table: AnyTable): string[] {
  return [...new Set(Object.values(table.states).flatMap(({ on }) => Object.keys(on ?? {})))];
}

function snapshotIn(machine: AnyStateMachine, state: string) {
  return machine.resolveState({ value: state, context: {} });
}

describe.each(TABLES.map(table => [table.id, table] as const))('%s', (_, table) => {
  const machine = machineOf(table);

  test('the definition has the states of the table, with their descriptions', () => {
    expect(Object.keys(machine.states)).toEqual(statesOf(table));
    expect(machine.id).toBe(table.id);
    expect(machine.root.description).toBe(table.description);
    for (const [name, state] of Object.entries(table.states)) {
      expect(machine.states[name]?.description).toBe(state.description);
      expect(state.description).toMatch(/^[A-Z].*\.$/);
    }
  });

  test('the definition begins where the table begins', () => {
    expect(initialTransition(machine)[0].value).toBe(table.initial);
  });

  test('from every state, every event leads where the table says, and nowhere else', () => {
    for (const state of statesOf(table)) {
      for (const event of eventsOf(table)) {
        const next = nextState(table, state, event);
        const snapshot = snapshotIn(machine, state);
        expect(snapshot.can({ type: event }), `${event} in ${state}`).toBe(next !== null);
        if (snapshot.status === 'active')
          expect(transition(machine, snapshot, { type: event })[0].value).toBe(next ?? state);
      }
    }
  });

  test('its final states are those that nothing leads out of', () => {
    for (const state of statesOf(table)) {
      expect(machine.states[state]?.type, state).toBe(table.states[state]?.on ? 'atomic' : 'final');
    }
  });

  test('every state can be reached', () => {
    const reached = getShortestPaths(machine, { events: eventsOf(table).map(type => ({ type })) }).map(
      ({ state }) => state.value,
    );
    expect([...new Set(reached)].sort()).toEqual(statesOf(table).sort());
  });

  test('an actor can be made of it, and ends where it ends', () => {
    const paths = getShortestPaths(machine, { events: eventsOf(table).map(type => ({ type })) });
    for (const { steps, state } of paths) {
      const actor = createActor(machine).start();
      for (const { event } of steps) if (event.type !== 'xstate.init') actor.send(event);
      expect(actor.getSnapshot().value).toBe(state.value);
      expect(actor.getSnapshot().status).toBe(table.states[String(state.value)]?.on ? 'active' : 'done');
    }
  });

  test('the table can be serialized, and so can the definition', () => {
    expect(JSON.parse(JSON.stringify(table))).toEqual(table);
    expect(JSON.parse(JSON.stringify(machine.definition))).toMatchObject({ id: table.id });
  });
});

describe('a look-up in a table', () => {
  test('that must succeed throws with table, state and event when it does not', () => {
    expect(move(shortRequestTable, 'sent', 'request.arrived')).toBe('arrived');
    expect(() => move(shortRequestTable, 'responded', 'request.arrived')).toThrow(
      'short-request: no transition from "responded" on "request.arrived"',
    );
  });
});
