/** Go's `http.Server.Shutdown` and the listener it closes (net/http/server.go, x/net/http2/server.go). */
import { lengthenPoll, lifecycle } from '../vocabulary.ts';

const shutDown = {
  target: 'shuttingDown',
  actions: ['closeListener', 'sendGoaways'],
} as const;

export const httpServerRegion = lifecycle.createStateConfig({
  initial: 'serving',
  description:
    "Go's Server.Shutdown: closes the listener, sends GOAWAY, then polls until every connection is closed.",
  states: {
    serving: {
      description: 'The HTTP server serves its connections.',
      on: {
        'NotAcceptingNewRequest.fired': [
          {
            guard: 'sendsRetryAfter',
            description: 'With retry-after the server keeps listening while requests drain.',
          },
          {
            ...shutDown,
            description: 'Without retry-after the HTTP server stops at once: new connections are refused.',
          },
        ],
        'InFlightRequestsDrained.fired': {
          guard: 'sendsRetryAfter',
          ...shutDown,
          description: 'With retry-after the HTTP server stops when the requests have drained.',
        },
      },
    },
    shuttingDown: {
      initial: 'looking',
      description: 'Server.Shutdown waits for the connections: idle ones are closed, busy ones may finish.',
      after: {
        shutdownTimeout: {
          target: 'gaveUp',
          description:
            'The timeout is over: Shutdown returns "context deadline exceeded", what is open stays open until the process exits.',
        },
      },
      states: {
        looking: {
          description: 'Closes idle connections and looks whether any is left.',
          entry: ['pollConnections'],
          on: {
            'connections.polled': [
              {
                guard: 'isQuiescent',
                target: '#lifecycle.httpServer.closed',
                description: 'No connection is left.',
              },
              {
                target: 'waiting',
                actions: [lengthenPoll],
                description: 'Some connections are still in use.',
              },
            ],
          },
        },
        waiting: {
          description:
            'Waits before it looks again: 1 ms at first, then twice as long each time, up to 500 ms.',
          after: {
            pollInterval: { target: 'looking', actions: [lengthenPoll], description: 'Time to look again.' },
          },
        },
      },
    },
    closed: { description: 'Every connection is closed: Shutdown has returned.' },
    gaveUp: {
      description:
        'Shutdown gave up on connections that are still open; the end of the process cuts them off.',
    },
  },
});

export const listenerRegion = lifecycle.createStateConfig({
  initial: 'notListening',
  description: 'The listening socket, and the goroutine that reports when it is closed.',
  states: {
    notListening: {
      description: 'There is no listening socket: connections are refused.',
      on: { 'listener.opened': { target: 'listening', description: 'New connections are accepted.' } },
    },
    listening: {
      description: 'New connections are accepted.',
      on: {
        'listener.closed': {
          target: 'stopped',
          actions: [{ type: 'fireSignal', params: { name: 'HTTPServerStoppedListening' } }],
          description: 'The socket is closed.',
        },
      },
    },
    stopped: { description: 'The door is shut: new connections are refused by the kernel of the machine.' },
  },
});
