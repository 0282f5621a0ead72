/** What a connection goes through on the server: HTTP/2 (x/net/http2/server.go) and HTTP/1.1 (net/http/server.go). */
import type { Duration } from '../time.ts';
import { millis, seconds } from '../time.ts';
import type { TransitionTable } from './table.ts';

/** `goAwayTimeout` of x/net/http2: from the GOAWAY, or from the last stream after it, until the connection is closed. */
export const GOAWAY_TIMEOUT: Duration = millis(1000);

/** `IdleTimeout` of kube-apiserver's server (secure_serving.go). */
export const IDLE_TIMEOUT: Duration = seconds(90);

/**
 * `closeIdleConns` takes a connection that has never carried a request for idle when its whole-second age is over 5
 * (net/http, Go issue 22682).
 */
export const NEVER_USED_SECONDS = 5;

export type H2State = 'idle' | 'active' | 'goingAway' | 'lingering' | 'closed';
export type H2Event = 'stream.opened' | 'streams.ended' | 'goaway.sent' | 'connection.closed';

export const h2ConnectionTable: TransitionTable<H2State, H2Event> = {
  id: 'h2-connection',
  description: 'An HTTP/2 connection as the server sees it.',
  initial: 'idle',
  states: {
    idle: {
      description: 'No stream is open.',
      on: { 'stream.opened': 'active', 'goaway.sent': 'lingering', 'connection.closed': 'closed' },
    },
    active: {
      description: 'Streams are open.',
      on: { 'streams.ended': 'idle', 'goaway.sent': 'goingAway', 'connection.closed': 'closed' },
    },
    goingAway: {
      description: 'GOAWAY was sent: open streams may finish, later ones are ignored.',
      on: { 'streams.ended': 'lingering', 'connection.closed': 'closed' },
    },
    lingering: {
      description: 'GOAWAY was sent and no stream is open: closed after one second.',
      on: { 'connection.closed': 'closed' },
    },
    closed: { description: 'The connection is closed.' },
  },
};

export type Http1State = 'new' | 'active' | 'idle' | 'closed';
export type Http1Event = 'request.read' | 'response.ended' | 'connection.closed';

export const http1ConnectionTable: TransitionTable<Http1State, Http1Event> = {
  id: 'http1-connection',
  description: 'An HTTP/1.1 connection as the server sees it.',
  initial: 'new',
  states: {
    new: {
      description: 'Opened, but it has not carried a request.',
      on: { 'request.read': 'active', 'connection.closed': 'closed' },
    },
    active: {
      description: 'A request is being answered.',
      on: { 'response.ended': 'idle', 'connection.closed': 'closed' },
    },
    idle: {
      description: 'Kept alive, waiting for the next request.',
      on: { 'request.read': 'active', 'connection.closed': 'closed' },
    },
    closed: { description: 'The connection is closed.' },
  },
};
