/** One line for each event, for the log and for chains of causes. */

import type { KernelInput } from '../kernel/input.ts';
import type { EventOf, EventType, RunEvent } from '../recording/events.ts';
import { describeFault } from '../traffic/fault.ts';

type Describers = { readonly [T in EventType]: (event: EventOf<T>) => string };

const request = (event: { readonly request: string; readonly connection: string }): string =>
  `${event.request} on ${event.connection}`;

const PHASES = { postStart: 'Post-start hook', preShutdown: 'Pre-shutdown hook' } as const;

const describers: Describers = {
  'process.started': () => 'The process starts',
  'process.signalled': event => `The process receives ${event.signal}`,
  'process.exited': event => `The process exits with code ${event.code} (${event.reason})`,
  'signal.fired': event => `${event.name} fires`,
  'state.changed': event =>
    `${event.region === event.machine || event.machine === 'lifecycle' ? event.region : event.machine}: ${event.from} → ${event.to}`,
  input: event => describeInput(event.input),
  'hook.started': event => `${PHASES[event.phase]} ${event.name} starts`,
  'hook.finished': event =>
    `${PHASES[event.phase]} ${event.name} ${event.error === null ? 'returns' : `fails: ${event.error}`}`,
  'listener.opened': event => `The listener opens on ${event.address}`,
  'listener.closed': event => `The listener on ${event.address} is closed`,
  'health.changed': event =>
    `${event.endpoint} ${event.ok ? 'succeeds' : `fails${event.failing.length > 0 ? ` (${event.failing.join(', ')})` : ''}`}`,
  'connection.opened': event =>
    `${event.connection} opens: ${event.client}, ${event.protocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1'}`,
  'connection.goaway': event => `${event.connection} is told to go away after stream ${event.lastStreamId}`,
  'connection.closed': event =>
    `${event.connection} is closed by ${event.by === 'reset' ? 'a reset' : `the ${event.by}`}`,
  'request.sent': event => `${event.client} sends ${event.request}: ${event.method} ${event.path}`,
  'request.arrived': event => `${request(event)} arrives`,
  'request.admitted': event => `${request(event)} is admitted`,
  'request.rejected': event =>
    `${request(event)} is turned away with ${event.status} by the ${event.filter} filter`,
  'request.responded': event => `${request(event)} is answered with ${event.status}`,
  'request.aborted': event => `${request(event)} is cut off: ${event.reason}`,
  'request.settled': event =>
    `${event.request} ends for its client: ${event.outcome}${event.status === null ? '' : ` ${event.status}`}`,
  'requests.summarized': event => `Requests of ${(event.to - event.from).toFixed(0)} ms, summarized`,
  'drain.changed': event =>
    `In flight: ${event.nonLongRunning} short, ${event.watches} ${event.watches === 1 ? 'watch' : 'watches'}`,
  'audit.logged': event => `${event.request} is in the audit log`,
  'audit.lost': event => `${event.request} is missing from the audit log`,
  'audit.shutdown': () => 'The audit backend shuts down',
  'probe.changed': event => `${event.client} finds the server ${event.healthy ? 'healthy' : 'unhealthy'}`,
  'fault.injected': event => `Fault: ${describeFault(event.fault)}`,
  note: event => event.text,
};

const SENDERS = { script: 'the script', user: 'you', kubelet: 'the kubelet' } as const;

function describeInput(input: KernelInput): string {
  switch (input.type) {
    case 'signal':
      return `${input.signal}, sent by ${SENDERS[input.by]}`;
    case 'timer.fired':
      return `${timerName(input.id)} is over`;
    case 'hook.finished':
      return `Hook ${input.name} has returned`;
    case 'probe.answered':
      return `${input.client} is answered ${input.ok ? 'well' : 'badly or not at all'}`;
    case 'drain.emptied':
      return 'The last short request has ended';
    case 'watches.emptied':
      return 'The last watch has ended';
    case 'connections.polled':
      return input.quiescent ? 'No connection is left' : 'Connections are still open';
    default:
      return input.type.replace('.', ' ');
  }
}

/** XState's name for a delayed transition, `lifecycle:xstate.after.shutdownDelay.lifecycle.delay.delaying`, in words. */
function timerName(id: string): string {
  const name = /xstate\.after\.([A-Za-z]+)/.exec(id)?.[1];
  if (name === undefined) return `Timer ${id}`;
  return `The ${name.replace(/[A-Z]/g, hump => ` ${hump.toLowerCase()}`)}`;
}

/** A line for an event; an unknown type gives its name. */
export function describeEvent(event: RunEvent): string {
  const describe = describers[event.type] as ((event: RunEvent) => string) | undefined;
  return describe ? describe(event) : String((event as { type: unknown }).type);
}
