/** Go's `http.Server.Shutdown` and the listener it closes (net/http/server.go, x/net/http2/server.go). */
import { type Actions, lengthenPoll, lifecycle, type Part, type Transitions } from '../vocabulary.ts';

/** What `Server.Shutdown` does first; the stop channel of the post-start hooks is the same as that of the server. */
const shutDown = {
  target: 'shuttingDown',
  actions: ['closeListener', 'sendGoaways', 'closePostStartContexts'],
} as const;

/** @param told where it can be told to stop before the listener is open: what becomes of it then */
function httpServer(stops: Transitions, told: NonNullable<Part['states']> = {}) {
  return lifecycle.createStateConfig({
    initial: 'serving',
    description:
      "Go's Server.Shutdown: closes the listener, sends GOAWAY, then polls until every connection is closed.",
    states: {
      serving: {
        description: 'The HTTP server serves its connections.',
        on: stops,
      },
      ...told,
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
              pollInterval: {
                target: 'looking',
                actions: [lengthenPoll],
                description: 'Time to look again.',
              },
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
}

const KEEPS_LISTENING = {
  guard: 'sendsRetryAfter',
  description: 'With retry-after the server keeps listening while requests drain.',
} as const;
const STOPS_WHEN_DRAINED = {
  guard: 'sendsRetryAfter',
  ...shutDown,
  description: 'With retry-after the HTTP server stops when the requests have drained.',
} as const;

const HOOKS_MAY_CALL = 'The delay is over: the HTTP server stops, though hooks may still call this API.';

const stopsNow = (description: string) =>
  [
    { guard: 'listenerIsOpen', ...shutDown, description },
    { target: 'told', description: 'The listener is not open yet: it will be closed as soon as it is.' },
  ] as const;
/** Up to 1.23 nothing that it waits for needs the listener, so that a stop during the start can come before it. */
const EARLY: NonNullable<Part['states']> = {
  told: {
    description: 'The HTTP server has been told to stop before it began to listen.',
    on: {
      'listener.opened': { ...shutDown, description: 'The listener is open, and is closed at once.' },
    },
  },
};

/** Since 1.25. */
export const httpServerRegion = httpServer({
  'NotAcceptingNewRequest.fired': [
    KEEPS_LISTENING,
    {
      ...shutDown,
      description: 'Without retry-after the HTTP server stops at once: new connections are refused.',
    },
  ],
  'InFlightRequestsDrained.fired': STOPS_WHEN_DRAINED,
});

/** 1.24: it also waits for the hooks. */
export const httpServerAfterGateRegion = httpServer({
  'server.told': { ...shutDown, description: 'Its time has come and the hooks are done.' },
});

/** 1.22 and 1.23: it does not wait for the hooks. */
export const httpServerAfterDelayRegion = httpServer(
  {
    'AfterShutdownDelayDuration.fired': [KEEPS_LISTENING, ...stopsNow(HOOKS_MAY_CALL)],
    'InFlightRequestsDrained.fired': stopsNow(STOPS_WHEN_DRAINED.description),
  },
  EARLY,
);

/** 1.16 to 1.21: the same without names. */
export const httpServerAfterNamelessDelayRegion = httpServer(
  { 'delay.passed': stopsNow(HOOKS_MAY_CALL) },
  EARLY,
);

/** 1.8 to 1.15: there is no delay. */
export const httpServerAtOnceRegion = httpServer(
  {
    'stop.requested': stopsNow(
      'The stop is requested: the HTTP server stops at once, and load balancers do not know.',
    ),
  },
  EARLY,
);

/** 1.6: its stop channel never closes. */
export const endlessHttpServerRegion = lifecycle.createStateConfig({
  initial: 'serving',
  description: 'The HTTP server: Serve is called in a loop, and nobody ever calls Server.Shutdown.',
  states: {
    serving: { description: 'The HTTP server serves its connections, until the process is gone.' },
  },
});

function listener(closed: Actions) {
  return lifecycle.createStateConfig({
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
            actions: closed,
            description: 'The socket is closed.',
          },
        },
      },
      stopped: { description: 'The door is shut: new connections are refused by the kernel of the machine.' },
    },
  });
}

/** Since 1.22. */
export const listenerRegion = listener([
  { type: 'fireSignal', params: { name: 'HTTPServerStoppedListening' } },
]);

/** Up to 1.21: nobody is told. */
export const namelessListenerRegion = listener([]);
