/** What must hold of every simulated run, read from its events alone. Each function names what breaks it. */
import { requestInfo } from '../../../machines/filters/request-info.ts';
import { signalPredecessors } from '../../../machines/lifecycle/lineage-facts.ts';
import type { EventOf, RunEvent } from '../../../machines/recording/events.ts';
import { eventsOf } from '../../../machines/recording/facts.ts';
import type { Scenario } from '../../../machines/scenario/schema.ts';
import {
  type ClientState,
  clientRequestTable,
  type ServedEvent,
  type ServedState,
  shortRequestTable,
  watchRequestTable,
} from '../../../machines/traffic/request.ts';
import { nextState } from '../../../machines/traffic/table.ts';

type Events = readonly RunEvent[];

/** `seq` counts up, `t` never goes back, and a cause lies before its effect. */
export function brokenOrder(events: Events): string[] {
  return events.flatMap((event, index) => {
    const previous = events[index - 1];
    const wrong: string[] = [];
    if (previous && event.seq !== previous.seq + 1) wrong.push(`${previous.seq} is followed by ${event.seq}`);
    if (previous && event.t < previous.t) wrong.push(`${event.seq} goes back in time`);
    if (event.cause?.some(cause => cause >= event.seq)) wrong.push(`${event.seq} comes before its cause`);
    return wrong;
  });
}

/** A signal is one that the lineage has, fires once, and after those that it waits for. */
export function brokenSignals(events: Events, { lineage, server }: Scenario): string[] {
  const predecessors = signalPredecessors(lineage, server['shutdown-send-retry-after']);
  const fired = new Set<string>();
  return eventsOf(events, 'signal.fired').flatMap(({ name }) => {
    const waitsFor = predecessors[name];
    if (waitsFor === undefined) return [`${lineage} has no ${name}`];
    const wrong = waitsFor.filter(signal => !fired.has(signal)).map(signal => `${name} before ${signal}`);
    if (fired.has(name)) wrong.push(`${name} fired twice`);
    fired.add(name);
    return wrong;
  });
}

const OF_A_LIVING_PROCESS: ReadonlySet<string> = new Set([
  ...[
    'signal.fired',
    'hook.started',
    'hook.finished',
    'listener.opened',
    'health.changed',
    'drain.changed',
    'audit.shutdown',
  ],
  ...[
    'connection.opened',
    'connection.goaway',
    'request.arrived',
    'request.admitted',
    'request.rejected',
    'request.responded',
  ],
  ...['audit.logged', 'process.signalled', 'process.exited'],
]);

/** A process that has exited does nothing any more. */
export function signsOfLifeAfterExit(events: Events): string[] {
  const exit = eventsOf(events, 'process.exited')[0]?.seq ?? Number.POSITIVE_INFINITY;
  return events
    .filter(event => event.seq > exit)
    .filter(
      event =>
        OF_A_LIVING_PROCESS.has(event.type) ||
        (event.type === 'state.changed' && ['lifecycle', 'process'].includes(event.machine)),
    )
    .map(event => `${event.type} (${event.seq}) after the exit (${exit})`);
}

/** What a request said of itself; null where neither its client nor its name leads to an entry of the scenario. */
function userAgentOf(scenario: Scenario, sent: EventOf<'request.sent'>): string | null {
  const client = scenario.clients.find(({ name }) => name === sent.client);
  if (client) return client.userAgent;
  const hook = scenario.hooks.preShutdown.find(({ name }) => sent.client === `hook/${name}`);
  if (hook) return hook.userAgent;
  const entry = scenario.script.find(({ request }) => sent.name !== null && request?.name === sent.name);
  return entry?.request?.userAgent ?? null;
}

/** The requests that the wait group counts, with where they are admitted and where they end. */
function countedRequests(
  scenario: Scenario,
  events: Events,
): { id: string; admitted: number; ended: number }[] {
  const requests = new Map(eventsOf(events, 'request.sent').map(sent => [sent.request, sent]));
  const ends = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'request.responded' || event.type === 'request.aborted')
      ends.set(event.request, event.seq);
  }
  return eventsOf(events, 'request.admitted').flatMap(({ request, seq }) => {
    const sent = requests.get(request);
    const userAgent = sent ? userAgentOf(scenario, sent) : null;
    if (!sent || userAgent === null) return [];
    const info = requestInfo(sent.method, sent.path, userAgent);
    if (info.isLongRunning || info.isExempt) return [];
    return [{ id: request, admitted: seq, ended: ends.get(request) ?? Number.POSITIVE_INFINITY }];
  });
}

/** No counted request is admitted once the drain waits, and none is in flight when it says that it is empty. */
export function brokenDrain(scenario: Scenario, events: Events): string[] {
  const counted = countedRequests(scenario, events);
  const waits = eventsOf(events, 'state.changed').find(
    ({ region, to }) => region === 'drain' && to === 'draining',
  );
  const drained = eventsOf(events, 'signal.fired').find(({ name }) => name === 'InFlightRequestsDrained');
  const late = counted
    .filter(({ admitted }) => waits && admitted > waits.seq)
    .map(({ id }) => `${id} was admitted while the drain waited`);
  const left = counted
    .filter(({ admitted, ended }) => drained && admitted < drained.seq && ended > drained.seq)
    .map(({ id }) => `${id} was in flight when everything had drained`);
  return [...late, ...left];
}

/** What is counted is a number of things, and falls to nothing before the drain is over. */
export function brokenCounts(events: Events): string[] {
  const isCount = (n: number): boolean => Number.isInteger(n) && n >= 0;
  const changes = eventsOf(events, 'drain.changed');
  const wrong = changes.filter(
    ({ nonLongRunning, watches }) => !isCount(nonLongRunning) || !isCount(watches),
  );
  const rising = changes.filter(
    (change, index) =>
      change.nonLongRunning > (changes[index - 1]?.nonLongRunning ?? Number.POSITIVE_INFINITY),
  );
  return [...wrong, ...rising].map(
    ({ seq, nonLongRunning, watches }) => `drain.changed (${seq}) counts ${nonLongRunning} and ${watches}`,
  );
}

const SERVED: ReadonlySet<string> = new Set([
  'request.arrived',
  'request.admitted',
  'request.rejected',
  'request.responded',
  'request.aborted',
]);

/** Every request moves as the request tables say, on the server and for its client. */
export function brokenRequests(events: Events): string[] {
  const kinds = new Map(eventsOf(events, 'request.sent').map(({ request, kind }) => [request, kind]));
  const served = new Map<string, ServedState>();
  const clients = new Map<string, ClientState>();
  const wrong: string[] = [];
  for (const event of events) {
    if (SERVED.has(event.type) && 'request' in event) {
      const table = kinds.get(event.request) === 'watch' ? watchRequestTable : shortRequestTable;
      const state = served.get(event.request) ?? table.initial;
      const next = nextState(table, state, event.type as ServedEvent);
      if (next === null) wrong.push(`${event.request}: ${event.type} (${event.seq}) from ${state}`);
      else served.set(event.request, next);
    }
    if (event.type === 'request.settled') {
      const next = nextState(clientRequestTable, clients.get(event.request) ?? 'waiting', event.type);
      if (next === null || !kinds.has(event.request))
        wrong.push(`${event.request} is settled (${event.seq}), but does not wait`);
      else clients.set(event.request, next);
    }
  }
  return wrong;
}

/** What a client is told agrees with what the server did. */
export function brokenOutcomes(events: Events): string[] {
  const answers = new Map<string, EventOf<'request.responded'> | EventOf<'request.rejected'>>();
  const arrived = new Set(eventsOf(events, 'request.arrived').map(({ request }) => request));
  for (const event of events) {
    if (event.type === 'request.responded' || event.type === 'request.rejected')
      answers.set(event.request, event);
  }
  return eventsOf(events, 'request.settled').flatMap(({ request, outcome, status }) => {
    const answer = answers.get(request);
    const agrees =
      outcome === 'ok' || (outcome === 'timeout' && status !== null)
        ? answer?.type === 'request.responded' && answer.status === status
        : outcome === 'rejected'
          ? answer?.type === 'request.rejected' && answer.status === status
          : outcome === 'refused'
            ? !arrived.has(request) && status === null
            : status === null;
    return agrees
      ? []
      : [`${request} is settled as ${outcome} ${status}, the server says ${answer?.type} ${answer?.status}`];
  });
}

/** Connections open and close once, get one GOAWAY at most, and carry nothing when they are closed. */
export function brokenConnections(events: Events): string[] {
  interface Row {
    readonly protocol: string;
    goaway: number | null;
    closed: boolean;
    highest: number;
    busy: number;
  }
  const rows = new Map<string, Row>();
  const wrong: string[] = [];
  for (const event of events) {
    if (!('connection' in event)) continue;
    const row = rows.get(event.connection);
    const complain = (what: string): void =>
      void wrong.push(`${event.connection}: ${event.type} (${event.seq}) ${what}`);
    if (event.type === 'connection.opened') {
      if (row) complain('twice');
      rows.set(event.connection, {
        protocol: event.protocol,
        goaway: null,
        closed: false,
        highest: 0,
        busy: 0,
      });
      continue;
    }
    if (!row) {
      complain('before it was opened');
      continue;
    }
    if (row.closed) complain('after it was closed');
    switch (event.type) {
      case 'connection.goaway':
        if (row.goaway !== null) complain('twice');
        if (row.protocol !== 'h2') complain(`on ${row.protocol}`);
        if (event.lastStreamId !== row.highest)
          complain(`names stream ${event.lastStreamId}, not ${row.highest}`);
        row.goaway = event.lastStreamId;
        break;
      case 'connection.closed':
        row.closed = true;
        break;
      case 'request.arrived':
        if (
          row.protocol === 'h2' &&
          (event.stream === null || event.stream % 2 !== 1 || event.stream <= row.highest)
        ) {
          complain(`on stream ${event.stream} after ${row.highest}`);
        }
        if (row.protocol === 'http/1.1' && (event.stream !== null || row.busy > 0))
          complain('while another one is in flight');
        if (row.goaway !== null) complain('after the GOAWAY');
        row.highest = Math.max(row.highest, event.stream ?? 0);
        row.busy++;
        break;
      case 'request.rejected':
      case 'request.responded':
      case 'request.aborted':
        row.busy--;
        break;
      default:
        break;
    }
  }
  return wrong;
}

/** Every request that was admitted leaves exactly one trace in the audit log, or is known to be missing from it. */
export function brokenAudit(events: Events): string[] {
  const traces = new Map<string, number>();
  for (const event of events) {
    if (event.type === 'audit.logged' || event.type === 'audit.lost')
      traces.set(event.request, (traces.get(event.request) ?? 0) + 1);
  }
  const admitted = new Set(eventsOf(events, 'request.admitted').map(({ request }) => request));
  const exited = eventsOf(events, 'process.exited').length > 0;
  const missing = exited ? [...admitted].filter(request => traces.get(request) !== 1) : [];
  const unasked = [...traces.keys()].filter(request => !admitted.has(request));
  return [...missing, ...unasked].map(request => `${request} has ${traces.get(request) ?? 0} audit events`);
}

/** When the process has exited, every client knows what became of its requests. */
export function unsettled(events: Events): string[] {
  const settled = new Set(eventsOf(events, 'request.settled').map(({ request }) => request));
  return eventsOf(events, 'request.sent')
    .map(({ request }) => request)
    .filter(request => !settled.has(request));
}

/** A fault has its effect, and names itself as the cause; what hangs or stalls does not end by itself. */
export function brokenFaults(events: Events): string[] {
  const wrong: string[] = [];
  const exit = eventsOf(events, 'process.exited')[0]?.seq;
  const hangs = new Set<string>();
  const stalled = new Set<string>();
  events.forEach((event, index) => {
    if (event.type === 'fault.injected') {
      const { fault } = event;
      const isCaused = (candidate: RunEvent): boolean => candidate.cause?.includes(event.seq) ?? false;
      const later = events.slice(index + 1);
      if (fault.kind === 'hook.hang') hangs.add(`${fault.phase}/${fault.name}`);
      if (fault.kind === 'hook.fail' || fault.kind === 'hook.finish') {
        hangs.delete(`${fault.phase}/${fault.name}`);
        if (later[0]?.type !== 'input' || !isCaused(later[0])) wrong.push(`${event.seq} has no effect`);
      }
      if (fault.kind === 'request.stall') stalled.add(fault.request);
      if (fault.kind === 'connection.reset') {
        // When its last request was what the process waited for, the process is gone first, and cuts it off.
        const closed = later.find(
          next => next.type === 'connection.closed' && next.connection === fault.connection,
        );
        const isExit = closed?.cause?.some(cause => cause === exit) ?? false;
        if (!closed || !(isCaused(closed) || isExit)) wrong.push(`${event.seq} has no effect`);
      }
      if (fault.kind === 'request.abort') {
        const settled = later.find(next => 'request' in next && next.request === fault.request);
        if (settled?.type !== 'request.settled' || !isCaused(settled))
          wrong.push(`${event.seq} has no effect`);
      }
    }
    if (event.type === 'hook.finished' && hangs.has(`${event.phase}/${event.name}`))
      wrong.push(`${event.name} has returned (${event.seq}) though it hangs`);
    if (
      event.type === 'request.responded' &&
      stalled.has(event.request) &&
      event.status === 200 &&
      !isWatch(events, event.request)
    )
      wrong.push(`${event.request} was answered (${event.seq}) though its handler stalls`);
  });
  return wrong;
}

function isWatch(events: Events, request: string): boolean {
  return eventsOf(events, 'request.sent').some(
    sent => sent.request === request && requestInfo(sent.method, sent.path, '').verb === 'watch',
  );
}
