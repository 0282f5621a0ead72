/**
 * 1.16 to 1.21: a delay, but no names. Up to 1.18 /readyz turns red only when the delay is over (PR 88911) and nobody
 * waits for `Server.Shutdown`; from 1.19 on `Run` does, and rejecting begins only then (PR 102671).
 */
import type { LampPlan, MapPlan } from './map-plan.ts';
import {
  AND_NANR,
  CTX_HOOK,
  CTX_SI,
  DELAY_AND,
  DELAY_OVER,
  DRAIN_EXIT,
  drainLamp,
  HOOK_AND,
  HOOK_EXIT,
  HOOKS_STOPPED,
  HTTP_NOBODY,
  INITIATED,
  listenerLamp,
  NANR_DRAIN,
  SI_DELAY,
} from './parts.ts';

const DELAY_PASSED = '--shutdown-delay-duration has passed since the stop.';
const HOOKS_RETURNED = 'All pre-shutdown hooks have returned, whether they failed or not.';
const SOCKET_CLOSED = 'The listening socket is closed.';
const REQUESTS_ENDED = 'The last request that is not long-running has ended.';

const DELAY_HTTP = {
  name: 'delay-http',
  from: 'AfterShutdownDelayDuration',
  to: 'HTTPServerStoppedListening',
  turns: [],
} as const;

const LISTENER: LampPlan = {
  ...listenerLamp(false, 'AfterShutdownDelayDuration'),
  unnamed: 'the listener is closed',
};

export function mapOf1_16(): MapPlan {
  const lamps: readonly LampPlan[] = [
    {
      ...DELAY_OVER,
      unnamed: 'the delay is over',
      after: ['stop'],
      armedBy: 'stop',
      turnsReadyzRed: true,
      fact: {
        firesWhen: DELAY_PASSED,
        releases: '/readyz turns red and the listener closes, both only now.',
      },
    },
    {
      ...HOOKS_STOPPED,
      unnamed: 'the hooks are done',
      fact: { firesWhen: HOOKS_RETURNED, releases: 'With the delay over, Run waits for the requests.' },
    },
    {
      name: 'NotAcceptingNewRequest',
      unnamed: 'the wait group rejects',
      column: 'middle',
      row: 'refusing',
      after: ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
      armedBy: 'stop',
      orServer: true,
      fact: {
        firesWhen:
          'Run waits for the requests, after delay and hooks, or the goroutine of the audit backend does, after Server.Shutdown.',
        releases: 'The wait group takes nobody any more: what still arrives is rejected.',
      },
    },
    {
      ...LISTENER,
      fact: {
        firesWhen: SOCKET_CLOSED,
        releases:
          'Run does not wait for Server.Shutdown: what is still being written when it returns is cut off.',
      },
    },
    {
      ...drainLamp(false, 'NotAcceptingNewRequest'),
      unnamed: 'the requests have drained',
      fact: { firesWhen: REQUESTS_ENDED, releases: 'Run returns, and the process exits.' },
    },
  ];
  return {
    lamps,
    gate: ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
    edges: [
      { name: 'ctx-delay', from: 'stop', to: 'AfterShutdownDelayDuration', turns: [['fork', 'left']] },
      CTX_HOOK,
      DELAY_AND,
      HOOK_AND,
      AND_NANR,
      DELAY_HTTP,
      NANR_DRAIN,
      DRAIN_EXIT,
      HTTP_NOBODY,
    ],
    values: { delay: true, hooks: true, retryAfter: false, drain: 'beside' },
    remarks: [
      { text: '/readyz stays green', side: 'left', row: 'initiated' },
      { text: 'Run does not wait for this', side: 'left', row: 'rowB' },
    ],
  };
}

export function mapOf1_20(): MapPlan {
  const lamps: readonly LampPlan[] = [
    {
      ...INITIATED,
      unnamed: '/readyz turns red',
      fact: {
        firesWhen: 'The process receives its first SIGTERM or SIGINT.',
        releases: 'Load balancers may notice from now on; the shutdown delay begins.',
      },
    },
    {
      ...DELAY_OVER,
      unnamed: 'the delay is over',
      fact: { firesWhen: DELAY_PASSED, releases: 'The HTTP server stops, whatever the hooks do.' },
    },
    {
      ...HOOKS_STOPPED,
      unnamed: 'the hooks are done',
      fact: { firesWhen: HOOKS_RETURNED, releases: 'Run goes on; nobody else waits for the hooks.' },
    },
    {
      ...LISTENER,
      fact: {
        firesWhen: SOCKET_CLOSED,
        releases: 'Server.Shutdown lets go of the connections; nothing is rejected before it has returned.',
      },
    },
    {
      name: 'NotAcceptingNewRequest',
      unnamed: 'the wait group rejects',
      column: 'left',
      row: 'rowB',
      after: ['HTTPServerStoppedListening'],
      armedBy: 'HTTPServerStoppedListening',
      waitsForServer: true,
      fact: {
        firesWhen: 'Server.Shutdown has returned: only now somebody waits for the requests.',
        releases: 'The wait group takes nobody any more: what still arrives is rejected.',
      },
    },
    {
      ...drainLamp(false, 'NotAcceptingNewRequest'),
      unnamed: 'the requests have drained',
      fact: { firesWhen: REQUESTS_ENDED, releases: 'Run returns, if the hooks are done as well.' },
    },
  ];
  return {
    lamps,
    gate: null,
    edges: [
      CTX_SI,
      CTX_HOOK,
      SI_DELAY,
      DELAY_HTTP,
      {
        name: 'http-nanr',
        from: 'HTTPServerStoppedListening',
        to: 'NotAcceptingNewRequest',
        turns: [],
      },
      { name: 'nanr-drain', from: 'NotAcceptingNewRequest', to: 'InFlightRequestsDrained', turns: [] },
      HOOK_EXIT,
      DRAIN_EXIT,
    ],
    values: { delay: true, hooks: true, retryAfter: false, drain: 'above' },
    remarks: [],
  };
}
