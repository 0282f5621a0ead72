/** Since 1.25: the comment above `RunWithContext`, with its gate (k8s.io/apiserver pkg/server/genericapiserver.go). */
import type { LampPlan, MapPlan } from './map-plan.ts';
import {
  AND_NANR,
  CTX_HOOK,
  CTX_SI,
  DELAY_AND,
  DELAY_OVER,
  DRAIN_EXIT,
  DRAIN_HTTP,
  drainLamp,
  HOOK_AND,
  HOOKS_STOPPED,
  HTTP_EXIT,
  INITIATED,
  listenerLamp,
  NANR_DRAIN,
  SI_DELAY,
} from './parts.ts';

const REFUSING: LampPlan = {
  name: 'NotAcceptingNewRequest',
  unnamed: null,
  column: 'middle',
  row: 'refusing',
  after: ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
  armedBy: 'stop',
  fact: null,
};

export function mapSince125(sendRetryAfter: boolean): MapPlan {
  const listener = listenerLamp(sendRetryAfter, 'NotAcceptingNewRequest');
  const drain = drainLamp(sendRetryAfter, 'NotAcceptingNewRequest');
  return {
    lamps: [
      INITIATED,
      DELAY_OVER,
      HOOKS_STOPPED,
      REFUSING,
      ...(sendRetryAfter ? [drain, listener] : [listener, drain]),
    ],
    gate: ['AfterShutdownDelayDuration', 'PreShutdownHooksStopped'],
    edges: [
      CTX_SI,
      CTX_HOOK,
      SI_DELAY,
      DELAY_AND,
      HOOK_AND,
      AND_NANR,
      NANR_DRAIN,
      sendRetryAfter
        ? DRAIN_HTTP
        : {
            name: 'nanr-http',
            from: 'NotAcceptingNewRequest',
            to: 'HTTPServerStoppedListening',
            turns: [['fork2', 'left']],
          },
      HTTP_EXIT,
      DRAIN_EXIT,
    ],
    values: { delay: true, hooks: true, retryAfter: true, drain: sendRetryAfter ? 'above' : 'beside' },
    remarks: [],
  };
}
