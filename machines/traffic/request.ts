/** What a request goes through, on the server and for its client; short ones and watches alike. */
import type { TransitionTable } from './table.ts';

export type ServedState = 'sent' | 'arrived' | 'executing' | 'responded' | 'rejected' | 'aborted';
export type ServedEvent =
  | 'request.arrived'
  | 'request.admitted'
  | 'request.rejected'
  | 'request.responded'
  | 'request.aborted';

/** The server's view of a request that is not long-running. */
export const shortRequestTable: TransitionTable<ServedState, ServedEvent> = {
  id: 'short-request',
  description: 'A request that is not long-running, as the server sees it.',
  initial: 'sent',
  states: {
    sent: {
      description: 'On its way; it may never arrive.',
      on: { 'request.arrived': 'arrived' },
    },
    arrived: {
      description: 'The handler chain has it.',
      on: { 'request.admitted': 'executing', 'request.rejected': 'rejected', 'request.aborted': 'aborted' },
    },
    executing: {
      description: 'The wait group counts it; its handler works.',
      on: { 'request.responded': 'responded', 'request.aborted': 'aborted' },
    },
    responded: { description: 'Its response is complete.' },
    rejected: { description: 'A filter has turned it away.' },
    aborted: { description: 'It was cut off before its response was complete.' },
  },
};

/** The server's view of a watch: admitted, it streams until somebody ends it. */
export const watchRequestTable: TransitionTable<ServedState, ServedEvent> = {
  ...shortRequestTable,
  id: 'watch-request',
  description: 'A watch, as the server sees it.',
  states: {
    ...shortRequestTable.states,
    executing: {
      description: 'It streams events; the drain waits for it only if watches have a grace period.',
      on: { 'request.responded': 'responded', 'request.aborted': 'aborted' },
    },
    responded: { description: 'Its stream has ended cleanly.' },
  },
};

export type ClientState = 'waiting' | 'settled';
export type ClientEvent = 'request.settled';

/** The client's view. */
export const clientRequestTable: TransitionTable<ClientState, ClientEvent> = {
  id: 'client-request',
  description: 'A request as its client sees it.',
  initial: 'waiting',
  states: {
    waiting: { description: 'The client waits for the response.', on: { 'request.settled': 'settled' } },
    settled: { description: 'The client knows what became of it.' },
  },
};
