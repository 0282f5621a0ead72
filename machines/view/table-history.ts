/**
 * What a request or a connection goes through, as a statechart shows it. Their recordings have no changes of state: each
 * follows from an event and the transition table that the server moves it by.
 */
import { requestInfo } from '../filters/request-info.ts';
import type { Protocol, RunEvent } from '../recording/events.ts';
import {
  type H2Event,
  type Http1Event,
  h2ConnectionTable,
  http1ConnectionTable,
} from '../traffic/connection.ts';
import {
  type ClientEvent,
  clientRequestTable,
  type ServedEvent,
  shortRequestTable,
  watchRequestTable,
} from '../traffic/request.ts';
import { nextState, type TransitionTable } from '../traffic/table.ts';
import type { Statechart } from './statechart.ts';
import { type StateChange, transitionsTaken } from './statechart-path.ts';
import type { TakenChange } from './statechart-run.ts';

/** The tables by their names, and what each is about. */
export const TABLES = {
  'short-request': { table: shortRequestTable, of: 'request' },
  'watch-request': { table: watchRequestTable, of: 'request' },
  'client-request': { table: clientRequestTable, of: 'request' },
  'h2-connection': { table: h2ConnectionTable, of: 'connection' },
  'http1-connection': { table: http1ConnectionTable, of: 'connection' },
} as const;
export type TableName = keyof typeof TABLES;

export function isTableName(name: string): name is TableName {
  return Object.hasOwn(TABLES, name);
}

/** The table that moves a connection of this protocol. */
export function connectionTable(protocol: Protocol): TableName {
  return protocol === 'h2' ? 'h2-connection' : 'http1-connection';
}

/** What an event of a request or connection is called in its table; null: it moves nothing there. */
type Name = (event: RunEvent) => string | null;

const SERVED: ReadonlySet<string> = new Set<ServedEvent>([
  'request.arrived',
  'request.admitted',
  'request.rejected',
  'request.responded',
  'request.aborted',
]);

const byType = (types: ReadonlySet<string>): Name => {
  return event => (types.has(event.type) ? event.type : null);
};

/** Streams are counted: only the first and the last one move an HTTP/2 connection. */
function h2Names(): Name {
  let streams = 0;
  return (event): H2Event | null => {
    switch (event.type) {
      case 'request.arrived':
        return streams++ === 0 ? 'stream.opened' : null;
      case 'request.rejected':
      case 'request.responded':
      case 'request.aborted':
        streams = Math.max(0, streams - 1);
        return streams === 0 ? 'streams.ended' : null;
      case 'connection.goaway':
        return 'goaway.sent';
      case 'connection.closed':
        return 'connection.closed';
      default:
        return null;
    }
  };
}

const HTTP1: Readonly<Record<string, Http1Event | undefined>> = {
  'request.arrived': 'request.read',
  'request.rejected': 'response.ended',
  'request.responded': 'response.ended',
  'request.aborted': 'response.ended',
  'connection.closed': 'connection.closed',
};

function namesOf(name: TableName): Name {
  switch (name) {
    case 'short-request':
    case 'watch-request':
      return byType(SERVED);
    case 'client-request':
      return byType(new Set<ClientEvent>(['request.settled']));
    case 'h2-connection':
      return h2Names();
    case 'http1-connection':
      return event => HTTP1[event.type] ?? null;
  }
}

/**
 * Follows one request or connection: given its events in their order, says what change of state each makes. What its
 * table does not allow, as in a recording whose beginning is missing, changes nothing.
 */
export function tableStepper(name: TableName): (event: RunEvent) => StateChange | null {
  const table = TABLES[name].table as TransitionTable<string, string>;
  const nameOf = namesOf(name);
  let state = table.initial;
  return event => {
    const trigger = nameOf(event);
    const to = trigger === null ? null : nextState(table, state, trigger);
    if (trigger === null || to === null) return null;
    const from = state;
    state = to;
    return {
      type: 'state.changed',
      seq: event.seq,
      t: event.t,
      machine: name,
      region: name,
      from,
      to,
      event: trigger,
      ...(event.cause ? { cause: event.cause } : {}),
    };
  };
}

/** The changes of state that the events of one request or connection make, in their order. */
export function tableSteps(name: TableName, events: readonly RunEvent[]): StateChange[] {
  const step = tableStepper(name);
  return events.flatMap(event => step(event) ?? []);
}

/** The same with the transitions of the table's chart that they took. */
export function tableChanges(name: TableName, chart: Statechart, events: readonly RunEvent[]): TakenChange[] {
  return tableSteps(name, events).map((change, position) => ({
    count: position + 1,
    change,
    transitions: transitionsTaken(chart, change, []).map(({ id }) => id),
  }));
}

/** The state that a table's row is in, what it means, and since when; null: since it came to be. */
export interface RowState {
  readonly state: string;
  readonly description: string;
  readonly since: number | null;
}

export function rowState(name: TableName, events: readonly RunEvent[]): RowState {
  const table = TABLES[name].table as TransitionTable<string, string>;
  const last = tableSteps(name, events).at(-1);
  const state = last?.to ?? table.initial;
  return { state, description: table.states[state]?.description ?? '', since: last?.t ?? null };
}

/** The table by which the server moves the request or connection that these events are about; null: nothing tells. */
export function serverTable(events: readonly RunEvent[]): TableName | null {
  for (const event of events) {
    if (event.type === 'connection.opened') return connectionTable(event.protocol);
    if (event.type === 'request.sent') return event.kind === 'watch' ? 'watch-request' : 'short-request';
    // Of a client that is not ours nothing but this is known.
    if (event.type === 'request.arrived')
      return requestInfo(event.method ?? 'GET', event.path ?? '', '').verb === 'watch'
        ? 'watch-request'
        : 'short-request';
  }
  return null;
}
