/** The audit backend: runs before the first request, stops when the requests have drained (PR 110026, 1.25). */
import { lifecycle } from '../vocabulary.ts';

export const auditRegion = lifecycle.createStateConfig({
  initial: 'notRunning',
  description:
    'The audit backend: takes events from before the first request until the requests have drained.',
  states: {
    notRunning: {
      description: 'The audit backend has not been started.',
      on: { 'process.started': { target: 'running', description: 'It runs before the listener opens.' } },
    },
    running: {
      description: 'Every answered request leaves an audit event.',
      on: {
        'InFlightRequestsDrained.fired': {
          target: 'stopping',
          description: 'Its stop channel closes with InFlightRequestsDrained: what comes later is lost.',
        },
      },
    },
    stopping: {
      description: 'Its stop channel is closed; it waits for its Shutdown to be called.',
      on: { 'audit.stopped': { target: 'stopped', description: 'Shutdown has written what it held.' } },
    },
    stopped: { description: 'The audit backend has stopped.' },
  },
});
