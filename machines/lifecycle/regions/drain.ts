/** The goroutines that wait for what is in flight: short requests, watches, and both together. */
import { type Actions, lifecycle, type Part, watchDrainParams } from '../vocabulary.ts';

const drained = { type: 'fireSignal', params: { name: 'InFlightRequestsDrained' } } as const;

/** How a wait group comes to be waited for: on an event, or as soon as a guard holds. */
type Begins = Pick<Part, 'on' | 'always'>;

function drain(description: string, begins: Begins, ends: Actions) {
  return lifecycle.createStateConfig({
    initial: 'idle',
    description,
    states: {
      idle: { description: 'Requests come and go; nobody waits for them.', ...begins },
      draining: {
        description: 'Requests in flight may finish; each is bounded by the request timeout.',
        on: {
          'drain.emptied': {
            target: 'emptied',
            actions: ends,
            description: 'The last short request has ended.',
          },
        },
      },
      emptied: { description: 'No short request is in flight.' },
    },
  });
}

/** How the wait group is waited for, whoever does it. */
const waitFor = { target: 'draining', actions: ['beginDrain'] } as const;
const TAKES_NOBODY = 'The wait group is waited for: it takes nobody any more.';

/** Since 1.25. */
export const drainRegion = drain(
  'The goroutine that waits for all requests in flight that are not long-running.',
  { on: { 'NotAcceptingNewRequest.fired': { ...waitFor, description: TAKES_NOBODY } } },
  [lifecycle.raise({ type: 'requests.drained' })],
);

/** 1.22 to 1.24: from the end of the delay on, whatever the hooks do. */
export const drainAfterDelayRegion = drain(
  'The goroutine that waits for all requests in flight that are not long-running, and fires InFlightRequestsDrained.',
  { on: { 'AfterShutdownDelayDuration.fired': { ...waitFor, description: TAKES_NOBODY } } },
  [drained],
);

/** 1.19 to 1.21: only when `Server.Shutdown` has returned. */
export const drainAfterServerRegion = drain(
  'The wait group of the requests in flight that are not long-running: whoever waits for it closes it to new ones.',
  {
    always: {
      ...waitFor,
      guard: 'httpServerIsGone',
      description: 'Server.Shutdown has returned: only now the wait group is waited for, and takes nobody.',
    },
  },
  [],
);

/** 1.14 to 1.18: `Run` waits for it after its hooks, or the audit goroutine after `Server.Shutdown`. */
export const drainByRunOrAuditRegion = drain(
  'The wait group of the requests in flight that are not long-running: whoever waits for it closes it to new ones.',
  {
    always: {
      ...waitFor,
      guard: 'runOrServerIsDone',
      description:
        'Run waits for it, or the goroutine of the audit backend does after Server.Shutdown: it takes nobody any more.',
    },
  },
  [],
);

/** 1.8 to 1.13: the audit goroutine waits for it at once. */
export const drainAtOnceRegion = drain(
  'The wait group of the requests in flight that are not long-running: whoever waits for it closes it to new ones.',
  {
    on: {
      'stop.requested': {
        ...waitFor,
        description: 'The goroutine of the audit backend waits for it at once: it takes nobody any more.',
      },
    },
  },
  [],
);

export const watchDrainRegion = lifecycle.createStateConfig({
  initial: 'idle',
  description:
    'The goroutine that waits for watches, if they have a grace period (1.27 and later, PR 114925).',
  states: {
    idle: {
      description: 'Watches stream; nobody waits for them.',
      on: {
        'NotAcceptingNewRequest.fired': [
          {
            guard: 'waitsForWatches',
            target: 'draining',
            actions: [{ type: 'beginWatchDrain', params: watchDrainParams }],
            description: 'The watches are told to end.',
          },
          {
            target: 'notWaiting',
            actions: [lifecycle.raise({ type: 'watches.drained' })],
            description: 'No grace period: nobody waits for the watches, nobody tells them to end.',
          },
        ],
      },
    },
    draining: {
      description:
        'The watches have been told to end; the drain waits for them for at most the grace period.',
      on: {
        'watches.emptied': {
          target: 'emptied',
          actions: [lifecycle.raise({ type: 'watches.drained' })],
          description: 'The last watch has ended.',
        },
      },
      after: {
        watchGrace: {
          target: 'gaveUp',
          actions: [lifecycle.raise({ type: 'watches.drained' })],
          description: 'The grace period is over: the drain goes on without the watches that are left.',
        },
      },
    },
    notWaiting: {
      description: 'Open watches are not waited for: they hold only Server.Shutdown, until its timeout.',
    },
    emptied: { description: 'No watch is open.' },
    gaveUp: { description: 'The grace period for watches is over, and some are still open.' },
  },
});

export const drainedRegion = lifecycle.createStateConfig({
  initial: 'waitingForBoth',
  description:
    'The goroutine that fires InFlightRequestsDrained when short requests AND watches have drained.',
  states: {
    waitingForBoth: {
      description: 'Waits for the short requests and for the watches.',
      on: {
        'requests.drained': { target: 'waitingForWatches', description: 'The short requests are done.' },
        'watches.drained': {
          target: 'waitingForRequests',
          description: 'The watches are done, or nobody waits for them.',
        },
      },
    },
    waitingForWatches: {
      description: 'Only watches are left to wait for.',
      on: { 'watches.drained': { target: 'drained', actions: [drained], description: 'Both are done.' } },
    },
    waitingForRequests: {
      description: 'Only short requests are left to wait for.',
      on: { 'requests.drained': { target: 'drained', actions: [drained], description: 'Both are done.' } },
    },
    drained: { description: 'Everything that is waited for has ended.' },
  },
});
