/** What several maps share: the ways that every version has, and where the lamps of today stand. */
import type { EdgePlan, LampPlan } from './map-plan.ts';

export const CTX_SI: EdgePlan = {
  name: 'ctx-si',
  from: 'stop',
  to: 'ShutdownInitiated',
  turns: [['fork', 'left']],
};
export const CTX_HOOK: EdgePlan = {
  name: 'ctx-hook',
  from: 'stop',
  to: 'PreShutdownHooksStopped',
  turns: [['fork', 'right']],
};
export const SI_DELAY: EdgePlan = {
  name: 'si-delay',
  from: 'ShutdownInitiated',
  to: 'AfterShutdownDelayDuration',
  turns: [],
};
export const DELAY_AND: EdgePlan = {
  name: 'delay-and',
  from: 'AfterShutdownDelayDuration',
  to: 'gate',
  turns: [['merge', 'input']],
};
export const HOOK_AND: EdgePlan = {
  name: 'hook-and',
  from: 'PreShutdownHooksStopped',
  to: 'gate',
  turns: [['merge', 'input']],
};
export const AND_NANR: EdgePlan = {
  name: 'and-nanr',
  from: 'gate',
  to: 'NotAcceptingNewRequest',
  turns: [],
};
export const NANR_DRAIN: EdgePlan = {
  name: 'nanr-drain',
  from: 'NotAcceptingNewRequest',
  to: 'InFlightRequestsDrained',
  turns: [['fork2', 'right']],
};
export const DRAIN_HTTP: EdgePlan = {
  name: 'drain-http',
  from: 'InFlightRequestsDrained',
  to: 'HTTPServerStoppedListening',
  turns: [['between', 'left']],
};
export const HTTP_EXIT: EdgePlan = {
  name: 'http-exit',
  from: 'HTTPServerStoppedListening',
  to: 'exit',
  turns: [['merge2', 'middle']],
};
export const DRAIN_EXIT: EdgePlan = {
  name: 'drain-exit',
  from: 'InFlightRequestsDrained',
  to: 'exit',
  turns: [['merge2', 'middle']],
};
/** `Run` returns after its hooks, whoever else waits for them or not. */
export const HOOK_EXIT: EdgePlan = {
  name: 'hook-exit',
  from: 'PreShutdownHooksStopped',
  to: 'exit',
  turns: [['merge', 'middle']],
};
/** Up to 1.18 `Run` does not wait for `Server.Shutdown`. */
export const HTTP_NOBODY: EdgePlan = {
  name: 'http-nobody',
  from: 'HTTPServerStoppedListening',
  to: 'nobody',
  turns: [],
};

export const INITIATED: LampPlan = {
  name: 'ShutdownInitiated',
  unnamed: null,
  column: 'left',
  row: 'initiated',
  after: ['stop'],
  armedBy: null,
  turnsReadyzRed: true,
  fact: null,
};
export const DELAY_OVER: LampPlan = {
  name: 'AfterShutdownDelayDuration',
  unnamed: null,
  column: 'left',
  row: 'both',
  after: ['ShutdownInitiated'],
  armedBy: 'ShutdownInitiated',
  fact: null,
};
export const HOOKS_STOPPED: LampPlan = {
  name: 'PreShutdownHooksStopped',
  unnamed: null,
  column: 'right',
  row: 'both',
  after: ['stop'],
  armedBy: 'stop',
  fact: null,
};

/** The listener's lamp: it changes rows, not columns, with that of the drain. */
export function listenerLamp(sendRetryAfter: boolean, upperAfter: LampPlan['after'][number]): LampPlan {
  const after = sendRetryAfter ? 'InFlightRequestsDrained' : upperAfter;
  return {
    name: 'HTTPServerStoppedListening',
    unnamed: null,
    column: 'left',
    row: sendRetryAfter ? 'rowB' : 'rowA',
    after: [after],
    armedBy: after,
    fact: null,
  };
}

export function drainLamp(sendRetryAfter: boolean, after: LampPlan['after'][number]): LampPlan {
  return {
    name: 'InFlightRequestsDrained',
    unnamed: null,
    column: 'right',
    row: sendRetryAfter ? 'rowA' : 'rowB',
    after: [after],
    armedBy: after,
    fact: null,
  };
}
