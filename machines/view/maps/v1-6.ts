/**
 * 1.6 to 1.15: no delay. Before 1.8 SIGTERM kills the process; from then on the listener closes at once, and nobody
 * waits for `Server.Shutdown`. In 1.8 to 1.13 everything is rejected at once as well, in 1.14 after the hooks.
 */
import type { EdgePlan, LampPlan, MapPlan } from './map-plan.ts';
import {
  CTX_HOOK,
  DRAIN_EXIT,
  drainLamp,
  HOOKS_STOPPED,
  HTTP_NOBODY,
  listenerLamp,
  NANR_DRAIN,
} from './parts.ts';

const CTX_HTTP: EdgePlan = {
  name: 'ctx-http',
  from: 'stop',
  to: 'HTTPServerStoppedListening',
  turns: [['fork', 'left']],
};
const NOT_WAITED = { text: 'Run does not wait for this', side: 'left', row: 'rowB' } as const;

const LISTENER: LampPlan = {
  ...listenerLamp(false, 'stop'),
  unnamed: 'the listener is closed',
  fact: {
    firesWhen: 'The listening socket is closed.',
    releases:
      'Run does not wait for Server.Shutdown: what is still being written when it returns is cut off.',
  },
};
const DRAINED: LampPlan = {
  ...drainLamp(false, 'NotAcceptingNewRequest'),
  unnamed: 'the requests have drained',
  fact: {
    firesWhen: 'The last request that is not long-running has ended.',
    releases: 'Run returns, if the hooks are done as well.',
  },
};
const HOOKS_RETURNED = 'All pre-shutdown hooks have returned, whether they failed or not.';
const REJECTED = 'The wait group takes nobody any more: what still arrives is rejected.';

export function mapOf1_14(): MapPlan {
  return {
    lamps: [
      LISTENER,
      {
        ...HOOKS_STOPPED,
        unnamed: 'the hooks are done',
        fact: { firesWhen: HOOKS_RETURNED, releases: 'Run waits for the requests.' },
      },
      {
        name: 'NotAcceptingNewRequest',
        unnamed: 'the wait group rejects',
        column: 'middle',
        row: 'refusing',
        after: ['PreShutdownHooksStopped'],
        armedBy: 'stop',
        orServer: true,
        fact: {
          firesWhen:
            'Run waits for the requests, after its hooks, or the goroutine of the audit backend does, after Server.Shutdown.',
          releases: REJECTED,
        },
      },
      DRAINED,
    ],
    gate: null,
    edges: [
      CTX_HTTP,
      CTX_HOOK,
      {
        name: 'hook-nanr',
        from: 'PreShutdownHooksStopped',
        to: 'NotAcceptingNewRequest',
        turns: [['merge', 'middle']],
      },
      NANR_DRAIN,
      DRAIN_EXIT,
      HTTP_NOBODY,
    ],
    values: { delay: false, hooks: true, retryAfter: false, drain: 'beside' },
    remarks: [NOT_WAITED],
  };
}

export function mapOf1_10(): MapPlan {
  return {
    lamps: [
      LISTENER,
      {
        name: 'NotAcceptingNewRequest',
        unnamed: 'the wait group rejects',
        column: 'right',
        row: 'rowA',
        after: ['stop'],
        armedBy: null,
        fact: {
          firesWhen: 'The goroutine of the audit backend waits for the requests as soon as the stop comes.',
          releases: REJECTED,
        },
      },
      {
        ...HOOKS_STOPPED,
        unnamed: 'the hooks are done',
        fact: { firesWhen: HOOKS_RETURNED, releases: 'Run waits for the requests that are left.' },
      },
      DRAINED,
    ],
    gate: null,
    edges: [
      CTX_HTTP,
      { name: 'ctx-nanr', from: 'stop', to: 'NotAcceptingNewRequest', turns: [['fork2', 'right']] },
      CTX_HOOK,
      { name: 'nanr-drain', from: 'NotAcceptingNewRequest', to: 'InFlightRequestsDrained', turns: [] },
      {
        name: 'hook-exit',
        from: 'PreShutdownHooksStopped',
        to: 'exit',
        turns: [
          ['merge', 'aside'],
          ['merge2', 'middle'],
        ],
      },
      DRAIN_EXIT,
      HTTP_NOBODY,
    ],
    values: { delay: false, hooks: true, retryAfter: false, drain: null },
    remarks: [NOT_WAITED],
  };
}

export function mapOf1_6(): MapPlan {
  return {
    lamps: [],
    gate: null,
    edges: [{ name: 'ctx-exit', from: 'stop', to: 'exit', turns: [] }],
    values: { delay: false, hooks: false, retryAfter: false, drain: null },
    remarks: [
      { text: 'nobody handles SIGTERM', side: 'middle', row: 'both' },
      { text: 'nothing is waited for', side: 'middle', row: 'rowA' },
    ],
  };
}
