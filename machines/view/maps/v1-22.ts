/**
 * 1.22 to 1.24: signals, but no gate before what is rejected. In 1.22 and 1.23 nothing but `Run` waits for the hooks; in
 * 1.24 the HTTP server does (PR 108033), while rejecting still begins when the delay is over.
 */
import type { EdgePlan, LampPlan, MapPlan, RemarkPlan } from './map-plan.ts';
import {
  CTX_HOOK,
  CTX_SI,
  DELAY_AND,
  DELAY_OVER,
  DRAIN_EXIT,
  DRAIN_HTTP,
  drainLamp,
  HOOK_AND,
  HOOK_EXIT,
  HOOKS_STOPPED,
  HTTP_EXIT,
  INITIATED,
  listenerLamp,
  SI_DELAY,
} from './parts.ts';

const DELAY_DRAIN: EdgePlan = {
  name: 'delay-drain',
  from: 'AfterShutdownDelayDuration',
  to: 'InFlightRequestsDrained',
  turns: [['refusing', 'right']],
};
const DELAY_HTTP: EdgePlan = {
  name: 'delay-http',
  from: 'AfterShutdownDelayDuration',
  to: 'HTTPServerStoppedListening',
  turns: [],
};
const REJECTS: RemarkPlan = { text: 'rejects from here on', side: 'left', row: 'refusing' };

const FIRES_WHEN_DRAINED = 'The last request that is not long-running has ended.';
const HOOKS_RETURNED = 'All pre-shutdown hooks have returned, whether they failed or not.';
const DELAY_PASSED = '--shutdown-delay-duration has passed since ShutdownInitiated.';

/** @param hasRetryAfter whether there is `--shutdown-send-retry-after`: it came with 1.23 */
function mapOf122(sendRetryAfter: boolean, hasRetryAfter: boolean): MapPlan {
  const listener = listenerLamp(sendRetryAfter, 'AfterShutdownDelayDuration');
  const drain: LampPlan = {
    ...drainLamp(sendRetryAfter, 'AfterShutdownDelayDuration'),
    fact: {
      firesWhen: FIRES_WHEN_DRAINED,
      releases: hasRetryAfter
        ? 'Run may return; with retry-after the HTTP server stops.'
        : 'Run may return, if hooks and HTTP server are done as well.',
    },
  };
  const delayOver: LampPlan = {
    ...DELAY_OVER,
    fact: {
      firesWhen: DELAY_PASSED,
      releases: hasRetryAfter
        ? 'New requests are rejected, whatever the hooks do; without retry-after the HTTP server stops.'
        : 'New requests are rejected and the HTTP server stops, whatever the hooks do.',
    },
  };
  const hooks: LampPlan = {
    ...HOOKS_STOPPED,
    unnamed: 'the hooks are done',
    fact: { firesWhen: HOOKS_RETURNED, releases: 'Run goes on; nobody else waits for the hooks.' },
  };
  return {
    lamps: [INITIATED, delayOver, hooks, ...(sendRetryAfter ? [drain, listener] : [listener, drain])],
    gate: null,
    edges: [
      CTX_SI,
      CTX_HOOK,
      SI_DELAY,
      DELAY_DRAIN,
      sendRetryAfter ? DRAIN_HTTP : DELAY_HTTP,
      HOOK_EXIT,
      HTTP_EXIT,
      DRAIN_EXIT,
    ],
    values: {
      delay: true,
      hooks: true,
      retryAfter: hasRetryAfter,
      drain: sendRetryAfter ? 'above' : 'beside',
    },
    remarks: [REJECTS],
  };
}

export function mapOf1_22(): MapPlan {
  return mapOf122(false, false);
}

export function mapOf1_23(sendRetryAfter: boolean): MapPlan {
  return mapOf122(sendRetryAfter, true);
}

export function mapOf1_24(sendRetryAfter: boolean): MapPlan {
  const drain: LampPlan = {
    ...drainLamp(sendRetryAfter, 'AfterShutdownDelayDuration'),
    fact: {
      firesWhen: FIRES_WHEN_DRAINED,
      releases: 'Run may return; with retry-after the HTTP server may stop, if the hooks have returned.',
    },
  };
  const first = sendRetryAfter ? 'InFlightRequestsDrained' : 'AfterShutdownDelayDuration';
  const listener: LampPlan = {
    ...listenerLamp(sendRetryAfter, first),
    after: [first, 'PreShutdownHooksStopped'],
    armedBy: sendRetryAfter ? first : 'stop',
  };
  const delayOver: LampPlan = {
    ...DELAY_OVER,
    fact: {
      firesWhen: DELAY_PASSED,
      releases:
        'New requests are rejected, those of hooks too; without retry-after the HTTP server may stop, if the hooks have returned.',
    },
  };
  const hooks: LampPlan = {
    ...HOOKS_STOPPED,
    unnamed: 'the hooks are done',
    fact: {
      firesWhen: HOOKS_RETURNED,
      releases: 'The HTTP server may stop; the channel that says so has no name.',
    },
  };
  return {
    lamps: [INITIATED, delayOver, hooks, ...(sendRetryAfter ? [drain, listener] : [listener, drain])],
    gate: sendRetryAfter ? null : ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
    edges: [
      CTX_SI,
      CTX_HOOK,
      SI_DELAY,
      DELAY_DRAIN,
      ...(sendRetryAfter ? joinedInto : gatedInto),
      HTTP_EXIT,
      DRAIN_EXIT,
    ],
    values: { delay: true, hooks: true, retryAfter: true, drain: sendRetryAfter ? 'above' : 'beside' },
    remarks: [REJECTS],
  };
}

/** Without retry-after: delay AND hooks, then the server stops. */
const gatedInto: readonly EdgePlan[] = [
  DELAY_AND,
  HOOK_AND,
  { name: 'and-http', from: 'gate', to: 'HTTPServerStoppedListening', turns: [['fork2', 'left']] },
];

/** With it: the drain, and the hooks, whose way joins that of the drain. */
const joinedInto: readonly EdgePlan[] = [
  DRAIN_HTTP,
  {
    name: 'hook-http',
    from: 'PreShutdownHooksStopped',
    to: 'HTTPServerStoppedListening',
    turns: [
      ['merge', 'middle'],
      ['between', 'left'],
    ],
  },
];
