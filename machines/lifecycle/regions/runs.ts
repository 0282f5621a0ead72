/** What `Run` of each version waits for once its pre-shutdown hooks are done. */
import { lifecycle, type Part } from '../vocabulary.ts';
import { notStarted, returnsWhen, run } from './run.ts';

type State = NonNullable<Part['states']>[string];

const forHTTPServer: State = {
  description: 'Run waits until Server.Shutdown has let go of every connection, or given up.',
  always: returnsWhen(
    'httpServerIsGone',
    'Server.Shutdown is over: Run returns nil, even if connections are still open.',
  ),
};

/** The last wait up to 1.21: on some versions it is this that closes the wait group. */
const forRequests: State = {
  description: 'Run waits for the requests in flight, and for nothing after them.',
  always: returnsWhen(
    'requestsAreDrained',
    'The last request has ended: Run returns nil, and nobody waits for its response to be written.',
  ),
};

const named = {
  signalsHooks: true,
  hooksStart: 'The stop is requested: the pre-shutdown hooks start at once, beside the delay.',
  hookPanics: 'A hook panicked: the deferred call still fires the signal, then the process dies.',
} as const;

const nameless = {
  signalsHooks: false,
  hooksStart: "The stop is requested: the pre-shutdown hooks start, the audit backend's shutdown among them.",
  hookPanics: 'A hook panicked: the process dies.',
} as const;

/** Since 1.25. */
export const runRegion = run({
  ...named,
  description:
    'The goroutine of RunWithContext: starts the server, runs the hooks, waits for the rest, returns.',
  hooksRun: 'Pre-shutdown hooks run one after the other; the server still answers everybody, the hooks too.',
  first: 'waitingForDrain',
  waits: {
    waitingForDrain: {
      description: 'The hooks are done. Run waits for the requests in flight.',
      on: {
        'InFlightRequestsDrained.fired': {
          target: 'stoppingAudit',
          actions: ['shutdownAudit'],
          description: 'Everything is drained: the audit backend can stop, no event will follow.',
        },
      },
    },
    stoppingAudit: {
      description: 'The audit backend writes what it still holds.',
      on: {
        'audit.stopped': { target: 'waitingForHTTPServer', description: 'The audit backend has stopped.' },
      },
    },
    waitingForHTTPServer: forHTTPServer,
  },
});

/** 1.22 to 1.24. */
export const runAfterDrainRegion = run({
  ...nameless,
  description:
    'The goroutine of Run: starts the server, runs the hooks, waits for the requests, then for Server.Shutdown.',
  hooksRun:
    'Pre-shutdown hooks run one after the other; when the delay is over before them, what they ask of this API fails.',
  first: 'waitingForDrain',
  waits: {
    waitingForDrain: {
      description: 'The hooks are done. Run waits for the requests in flight.',
      always: {
        guard: 'requestsAreDrained',
        target: 'waitingForHTTPServer',
        description: 'The requests have drained.',
      },
    },
    waitingForHTTPServer: forHTTPServer,
  },
});

/** 1.19 to 1.21: first `Server.Shutdown`, then the requests. */
export const runAfterServerRegion = run({
  ...nameless,
  description:
    'The goroutine of Run: starts the server, runs the hooks, waits for the delay, for Server.Shutdown, then for the requests.',
  hooksRun:
    'Pre-shutdown hooks run one after the other; when the delay is over before them, what they ask of this API fails.',
  first: 'waitingForDelay',
  waits: {
    waitingForDelay: {
      description: 'The hooks are done. Run waits for the end of the delay.',
      always: {
        guard: 'delayIsOver',
        target: 'waitingForHTTPServer',
        description: 'The delay is over, and the HTTP server has been told to stop.',
      },
    },
    waitingForHTTPServer: {
      description: 'Run waits until Server.Shutdown has let go of every connection, or given up.',
      always: {
        guard: 'httpServerIsGone',
        target: 'waitingForRequests',
        description: 'Server.Shutdown is over; only now Run asks whether requests are in flight.',
      },
    },
    waitingForRequests: forRequests,
  },
});

/** 1.16 to 1.18: nobody waits for `Server.Shutdown`. */
export const runAfterDelayRegion = run({
  ...nameless,
  description:
    'The goroutine of Run: starts the server, runs the hooks, waits for the delay, then for the requests.',
  hooksRun:
    'Pre-shutdown hooks run one after the other; when the delay is over before them, what they ask of this API fails.',
  first: 'waitingForDelay',
  waits: {
    waitingForDelay: {
      description: 'The hooks are done. Run waits for the end of the delay.',
      always: {
        guard: 'delayIsOver',
        target: 'waitingForRequests',
        description: 'The delay is over, and the HTTP server has been told to stop.',
      },
    },
    waitingForRequests: forRequests,
  },
});

/** 1.8 to 1.15: there is no delay, and nobody waits for `Server.Shutdown`. */
export const runAfterHooksRegion = run({
  ...nameless,
  description: 'The goroutine of Run: starts the server, runs the hooks, waits for the requests.',
  hooksRun:
    'Pre-shutdown hooks run one after the other; the listener is closed already, and what they ask of this API fails.',
  first: 'waitingForRequests',
  waits: { waitingForRequests: forRequests },
});

/** 1.6: it waits for `wait.NeverStop`. */
export const endlessRunRegion = lifecycle.createStateConfig({
  initial: 'notStarted',
  description: 'The goroutine of Run: starts the server, then waits for a stop channel that never closes.',
  states: {
    notStarted,
    starting: {
      description: 'The audit backend runs; the listening socket is being opened.',
      on: { 'listener.opened': { target: 'waitingForever', description: 'The server serves securely.' } },
    },
    waitingForever: { description: 'Run was given wait.NeverStop: it never returns.' },
  },
});
