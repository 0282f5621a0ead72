/**
 * The audit backend: it runs before the first request. Since 1.25 it stops when the requests have drained (PR 110026);
 * up to 1.24 its shutdown is one of the pre-shutdown hooks (issue 50781).
 */
import { lifecycle, type WhenTrue } from '../vocabulary.ts';

const notRunning = {
  description: 'The audit backend has not been started.',
  on: { 'process.started': { target: 'running', description: 'It runs before the listener opens.' } },
} as const;

export const auditRegion = lifecycle.createStateConfig({
  initial: 'notRunning',
  description:
    'The audit backend: takes events from before the first request until the requests have drained.',
  states: {
    notRunning,
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

/** 1.8 to 1.24: a hook shuts it down; `stopChannel` says when the stop channel that `Run` was given closes. */
function hookedAuditRegion(stopChannel: {
  readonly guard: 'requestsAreDrained' | 'serverIsGoneAndRequestsAreDrained';
  readonly description: string;
}) {
  const closes = (more: object): WhenTrue => ({ ...stopChannel, ...more });
  return lifecycle.createStateConfig({
    initial: 'notRunning',
    description:
      'The audit backend, and the goroutine that closes its stop channel: one of the pre-shutdown hooks shuts it down.',
    states: {
      notRunning,
      running: {
        description: 'Every answered request leaves an audit event.',
        on: {
          'audit.shutdownCalled': [
            {
              guard: 'auditBatches',
              target: 'flushing',
              description: 'Shutdown of a batching backend waits until its stop channel is closed.',
            },
            {
              target: 'told',
              actions: ['finishAuditHook'],
              description: 'A log that is written at once has nothing to do in Shutdown, which returns.',
            },
          ],
        },
        always: closes({ target: 'stopping' }),
      },
      // `Shutdown` of the log backend is empty (apiserver/plugin/pkg/audit/log/backend.go): the recorded servers of 1.17 to
      // 1.24 still delivered the events of the requests that ended after it.
      told: {
        description: 'Shutdown has been called; requests that end after it still leave their events.',
        always: closes({ target: 'stopped' }),
      },
      flushing: {
        description: 'Shutdown has been called and waits; events are still taken.',
        always: closes({ target: 'stopped', actions: ['finishAuditHook'] }),
      },
      stopping: {
        description: 'Its stop channel is closed; its hook has not called Shutdown yet.',
        on: {
          'audit.shutdownCalled': {
            target: 'stopped',
            actions: ['finishAuditHook'],
            description: 'Shutdown has written what it held.',
          },
        },
      },
      stopped: { description: 'The audit backend has stopped.' },
    },
  });
}

/** 1.8 to 1.13: its stop channel closes when the requests have ended. */
export const auditUntilDrainedRegion = hookedAuditRegion({
  guard: 'requestsAreDrained',
  description: 'The last request has ended: its stop channel closes, what comes later is lost.',
});

/** 1.14 to 1.24: its stop channel closes when `Server.Shutdown` has returned and the requests have ended. */
export const auditUntilServerIsGoneRegion = hookedAuditRegion({
  guard: 'serverIsGoneAndRequestsAreDrained',
  description:
    'Server.Shutdown has returned and the last request has ended: its stop channel closes, what comes later is lost.',
});

/** 1.6: nobody ever stops it. */
export const endlessAuditRegion = lifecycle.createStateConfig({
  initial: 'notRunning',
  description: 'The audit log: nobody ever stops it, and the end of the process takes what it holds.',
  states: {
    notRunning,
    running: { description: 'Every answered request leaves an audit event.' },
  },
});
