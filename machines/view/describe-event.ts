/** One line for each event, for the log and for chains of causes. */

import type { KernelInput } from '../kernel/input.ts';
import type { EventOf, EventType, RunEvent } from '../recording/events.ts';
import { describeFault } from '../traffic/fault.ts';
import { english, type Translate } from '../words/translate.ts';
import type { Phrase } from '../words/zh/catalog.ts';

type Describers = { readonly [T in EventType]: (event: EventOf<T>, tr: Translate) => string };

const CLOSED_BY = {
  client: '{connection} is closed by the client',
  server: '{connection} is closed by the server',
  timeout: '{connection} is closed by the timeout',
  reset: '{connection} is closed by a reset',
} as const satisfies Record<EventOf<'connection.closed'>['by'], Phrase>;

const describers: Describers = {
  'process.started': (_, tr) => tr('The process starts'),
  'process.signalled': ({ signal }, tr) => tr('The process receives {signal}', { signal }),
  'process.exited': ({ code, reason }, tr) =>
    tr('The process exits with code {code} ({reason})', { code, reason }),
  'signal.fired': ({ name }, tr) => tr('{name} fires', { name }),
  'state.changed': event =>
    `${event.region === event.machine || event.machine === 'lifecycle' ? event.region : event.machine}: ${event.from} → ${event.to}`,
  input: (event, tr) => describeInput(event.input, tr),
  'hook.started': ({ phase, name }, tr) =>
    phase === 'postStart'
      ? tr('Post-start hook {name} starts', { name })
      : tr('Pre-shutdown hook {name} starts', { name }),
  'hook.finished': ({ phase, name, error }, tr) => {
    const isPostStart = phase === 'postStart';
    if (error === null) {
      return isPostStart
        ? tr('Post-start hook {name} returns', { name })
        : tr('Pre-shutdown hook {name} returns', { name });
    }
    return isPostStart
      ? tr('Post-start hook {name} fails: {error}', { name, error })
      : tr('Pre-shutdown hook {name} fails: {error}', { name, error });
  },
  'hook.stopped': ({ name }, tr) => tr('What post-start hook {name} had left running ends', { name }),
  'server.prepared': ({ name, installs }, tr) =>
    tr('{server} is prepared: {installs}', { server: name, installs: installs.join(', ') }),
  'server.muxCompleted': ({ name }, tr) => tr('{server} has registered all its paths', { server: name }),
  'systemd.notified': ({ state, by }, tr) =>
    by === undefined
      ? tr('{state} is due to systemd', { state })
      : tr('{state} is sent to systemd by {program}', { state, program: by }),
  'apiService.changed': ({ name, available }, tr) =>
    available ? tr('The server of {name} is up', { name }) : tr('The server of {name} is down', { name }),
  'listener.opened': ({ address }, tr) => tr('The listener opens on {address}', { address }),
  'insecurePort.changed': ({ address, open }, tr) =>
    open
      ? tr('The insecure port opens on {address}', { address })
      : tr('The insecure port on {address} is closed', { address }),
  'listener.closed': ({ address }, tr) => tr('The listener on {address} is closed', { address }),
  'health.changed': ({ endpoint, ok, failing }, tr) => {
    if (ok) return tr('{endpoint} succeeds', { endpoint });
    if (failing.length === 0) return tr('{endpoint} fails', { endpoint });
    return tr('{endpoint} fails ({checks})', { endpoint, checks: failing.join(', ') });
  },
  'connection.opened': ({ connection, client, protocol }, tr) =>
    tr('{connection} opens: {client}, {protocol}', {
      connection,
      client,
      protocol: protocol === 'h2' ? 'HTTP/2' : 'HTTP/1.1',
    }),
  'connection.goaway': ({ connection, lastStreamId }, tr) =>
    tr('{connection} is told to go away after stream {stream}', { connection, stream: lastStreamId }),
  'connection.closed': ({ connection, by }, tr) =>
    tr(CLOSED_BY[by] ?? '{connection} is closed', { connection }),
  'request.sent': ({ client, request, method, path }, tr) =>
    tr('{client} sends {request}: {what}', { client, request, what: `${method} ${path}` }),
  'request.arrived': ({ request, connection }, tr) =>
    tr('{request} on {connection} arrives', { request, connection }),
  'request.admitted': ({ request, connection }, tr) =>
    tr('{request} on {connection} is admitted', { request, connection }),
  'request.rejected': ({ request, connection, status, filter }, tr) =>
    tr('{request} on {connection} is turned away with {status} by the {filter} filter', {
      request,
      connection,
      status,
      filter,
    }),
  'request.responded': ({ request, connection, status }, tr) =>
    tr('{request} on {connection} is answered with {status}', { request, connection, status }),
  'request.aborted': ({ request, connection, reason }, tr) =>
    tr('{request} on {connection} is cut off: {reason}', { request, connection, reason }),
  'request.settled': ({ request, outcome, status }, tr) =>
    tr('{request} ends for its client: {outcome}', {
      request,
      outcome: status === null ? outcome : `${outcome} ${status}`,
    }),
  'requests.summarized': ({ from, to }, tr) =>
    tr('Requests of {ms} ms, summarized', { ms: (to - from).toFixed(0) }),
  'drain.changed': ({ nonLongRunning, watches }, tr) =>
    watches === 1
      ? tr('In flight: {short} short, 1 watch', { short: nonLongRunning })
      : tr('In flight: {short} short, {watches} watches', { short: nonLongRunning, watches }),
  'audit.logged': ({ request }, tr) => tr('{request} is in the audit log', { request }),
  'audit.lost': ({ request }, tr) => tr('{request} is missing from the audit log', { request }),
  'audit.shutdown': (_, tr) => tr('The audit backend shuts down'),
  'probe.changed': ({ client, healthy }, tr) =>
    healthy
      ? tr('{client} finds the server healthy', { client })
      : tr('{client} finds the server unhealthy', { client }),
  'fault.injected': ({ fault }, tr) => tr('Fault: {what}', { what: describeFault(fault, tr) }),
  note: event => event.text,
};

const SENT_BY = {
  script: '{signal}, sent by the script',
  user: '{signal}, sent by you',
  kubelet: '{signal}, sent by the kubelet',
} as const satisfies Record<Extract<KernelInput, { type: 'signal' }>['by'], Phrase>;

function describeInput(input: KernelInput, tr: Translate): string {
  switch (input.type) {
    case 'signal':
      return tr(SENT_BY[input.by], { signal: input.signal });
    case 'timer.fired':
      return describeTimer(input.id, tr);
    case 'hook.finished':
      return tr('Hook {name} has returned', { name: input.name });
    case 'probe.answered':
      return input.ok
        ? tr('{client} is answered well', { client: input.client })
        : tr('{client} is answered badly or not at all', { client: input.client });
    case 'drain.emptied':
      return tr('The last short request has ended');
    case 'watches.emptied':
      return tr('The last watch has ended');
    case 'connections.polled':
      return input.quiescent ? tr('No connection is left') : tr('Connections are still open');
    default:
      return input.type.replace('.', ' ');
  }
}

/** By the names of the machines' delays. */
const TIMERS: Readonly<Record<string, Phrase | undefined>> = {
  shutdownDelay: 'The shutdown delay is over',
  shutdownTimeout: 'The shutdown timeout is over',
  watchGrace: 'The watch grace is over',
  muxDelay: 'The mux delay is over',
  livezGrace: 'The livez grace is over',
  pollInterval: 'The poll interval is over',
  panicUnwind: 'The panic has reached the top',
  linger: 'The time to linger is over',
  terminationGracePeriod: 'The termination grace period is over',
} satisfies Record<string, Phrase>;

/** A delayed transition goes by XState's name, `lifecycle:xstate.after.shutdownDelay.lifecycle.delay.delaying`. */
function describeTimer(id: string, tr: Translate): string {
  const known = TIMERS[/xstate\.after\.([A-Za-z]+)/.exec(id)?.[1] ?? ''];
  return known === undefined ? tr('Timer {id} is over', { id }) : tr(known as 'The shutdown delay is over');
}

/** A line for an event; an unknown type gives its name. */
export function describeEvent(event: RunEvent, tr: Translate = english): string {
  const describe = describers[event.type] as ((event: RunEvent, tr: Translate) => string) | undefined;
  return describe ? describe(event, tr) : String((event as { type: unknown }).type);
}
