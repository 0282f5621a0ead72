/** What became of each request of a run: one row per request, made from its events. */
import { requestInfo } from '../filters/request-info.ts';
import type { Omitted } from './condense.ts';
import {
  type EventOf,
  isTurnedAway,
  OUTCOMES,
  type Outcome,
  type RequestKind,
  type ResponseHeaders,
  type RunEvent,
} from './events.ts';
import { type Fate, fateOf, SERVER_TIMEOUT } from './fate.ts';

/** One request of a run. Times are milliseconds since the start of the recording. */
export interface RequestFate {
  readonly request: string;
  /** Its name in the scenario, if it has one. */
  readonly name: string | null;
  readonly client: string;
  /** Null where nothing tells what was asked for. */
  readonly kind: RequestKind | null;
  readonly method: string | null;
  readonly path: string | null;
  /** When it was sent, or first seen. */
  readonly sentT: number;
  /** When its client knew how it ended; null while it is open. */
  readonly endT: number | null;
  readonly outcome: Outcome | null;
  readonly status: number | null;
  /** Seconds, from the response's Retry-After. */
  readonly retryAfter: number | null;
  readonly fate: Fate;
  /** The event that admitted it, and the one that settled it, if they came. */
  readonly admittedSeq: number | null;
  readonly endSeq: number | null;
}

type Mutable<T> = { -readonly [K in keyof T]: T[K] };
type Row = Mutable<Omit<RequestFate, 'fate'>>;

/** The client of requests that come from outside of the scenario. */
export const EXTERNAL_CLIENT = 'external';

/** The fates of all requests, in the order in which they were first seen. */
export function requestFates(events: readonly RunEvent[]): RequestFate[] {
  const rows = new Map<string, Row>();
  const rowOf = (event: { readonly request: string; readonly t: number }): Row => {
    let row = rows.get(event.request);
    if (row === undefined) {
      row = seenFirst(event.request, event.t);
      rows.set(event.request, row);
    }
    return row;
  };
  let exit: EventOf<'process.exited'> | null = null;
  for (const event of events) {
    switch (event.type) {
      case 'request.sent':
        Object.assign(rowOf(event), {
          name: event.name,
          client: event.client,
          kind: event.kind,
          method: event.method,
          path: event.path,
          sentT: event.t,
        });
        break;
      case 'request.arrived': {
        const row = rowOf(event);
        row.method ??= event.method ?? null;
        row.path ??= event.path ?? null;
        if (isExternal(row) && row.path !== null) row.kind = kindOf(row.method ?? 'GET', row.path);
        break;
      }
      case 'request.admitted':
        rowOf(event).admittedSeq = event.seq;
        break;
      case 'request.rejected':
      case 'request.responded':
      case 'request.aborted':
        noteServersView(rowOf(event), event);
        break;
      case 'request.settled':
        settle(rowOf(event), event.outcome, event.status, event);
        break;
      case 'process.exited':
        exit = event;
        break;
      default:
        break;
    }
  }
  return [...rows.values()].map(row => {
    if (row.endT === null && exit !== null && isExternal(row)) settle(row, 'failed', null, exit);
    return { ...row, fate: rowFate(row) };
  });
}

function seenFirst(request: string, t: number): Row {
  return {
    request,
    name: null,
    client: EXTERNAL_CLIENT,
    kind: null,
    method: null,
    path: null,
    sentT: t,
    endT: null,
    outcome: null,
    status: null,
    retryAfter: null,
    admittedSeq: null,
    endSeq: null,
  };
}

function isExternal(row: Row): boolean {
  return row.client === EXTERNAL_CLIENT;
}

function settle(
  row: Row,
  outcome: Outcome,
  status: number | null,
  at: { readonly seq: number; readonly t: number },
): void {
  row.outcome = outcome;
  row.status = status;
  row.endT = at.t;
  row.endSeq = at.seq;
}

type ServersView = EventOf<'request.rejected'> | EventOf<'request.responded'> | EventOf<'request.aborted'>;

/**
 * Takes what the server did: the headers of its response, and for a client that is not ours the outcome, because
 * nothing else will tell it.
 */
function noteServersView(row: Row, event: ServersView): void {
  if (event.type !== 'request.aborted') row.retryAfter = retryAfterSeconds(event.headers) ?? row.retryAfter;
  if (!isExternal(row)) return;
  // A stranger who goes away has given up waiting, as far as anybody can tell.
  if (event.type === 'request.aborted')
    settle(row, event.reason === 'client' ? 'timeout' : 'reset', null, event);
  else if (event.type === 'request.rejected') settle(row, 'rejected', event.status, event);
  else settle(row, event.status === SERVER_TIMEOUT ? 'timeout' : 'ok', event.status, event);
}

function kindOf(method: string, path: string): RequestKind {
  return requestInfo(method, path, '').verb === 'watch' ? 'watch' : 'short';
}

function retryAfterSeconds(headers: ResponseHeaders): number | null {
  const value = headers['retry-after'];
  return value !== undefined && /^\d+$/.test(value.trim()) ? Number(value) : null;
}

function rowFate({ outcome, status, kind, admittedSeq }: Row): Fate {
  return outcome === null ? 'open' : fateOf({ kind, admitted: admittedSeq !== null }, outcome, status);
}

/** Requests of strangers that are recorded only as a number, by outcome. */
export function countedOnly(events: readonly RunEvent[]): Map<Outcome, number> {
  const counts = new Map<Outcome, number>();
  for (const event of events) {
    if (event.type !== 'requests.summarized') continue;
    for (const outcome of OUTCOMES) add(counts, outcome, event.outcomes[outcome] ?? 0);
  }
  return counts;
}

/** The fate of a request that is recorded only as a number. A watch among them is taken for a short request. */
export function fateOfCounted(outcome: Outcome): Fate {
  if (outcome === 'ok' || outcome === 'timeout') return 'answered';
  return isTurnedAway(outcome, false) ? 'turnedAway' : 'dropped';
}

/** How many requests of each client had each outcome; clients in the order in which they appear. */
export function outcomesByClient(
  fates: readonly RequestFate[],
  counted: ReadonlyMap<Outcome, number>,
  omitted: Omitted | null = null,
): Map<string, Map<Outcome, number>> {
  const clients = new Map<string, Map<Outcome, number>>();
  const countsOf = (client: string): Map<Outcome, number> => {
    const counts = clients.get(client) ?? new Map<Outcome, number>();
    clients.set(client, counts);
    return counts;
  };
  for (const client of omitted?.clients ?? []) {
    const counts = countsOf(client);
    for (const [outcome, number] of omitted?.outcomes.get(client) ?? []) add(counts, outcome, number);
  }
  for (const { client, outcome } of fates) {
    const counts = countsOf(client);
    if (outcome !== null) add(counts, outcome, 1);
  }
  for (const [outcome, number] of counted) add(countsOf(EXTERNAL_CLIENT), outcome, number);
  return clients;
}

function add(counts: Map<Outcome, number>, outcome: Outcome, number: number): void {
  if (number > 0) counts.set(outcome, (counts.get(outcome) ?? 0) + number);
}
