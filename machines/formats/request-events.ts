/**
 * The requests of a log → events of clients that are not ours. A line is written when its request is over; when it
 * arrived follows from how long it took.
 */
import { EXTERNAL_CLIENT } from '../recording/outcomes.ts';
import type { EpochMicros } from './calendar.ts';
import { inferred, type Place, type PlacedEvent, said } from './log-events.ts';
import { gateOf } from './log-inferences.ts';
import type { ProcessLog } from './process-log.ts';
import { outcomeOf, type RequestEnd } from './request-log.ts';

/** The events of all requests that are kept. `begin` is the first instant of the recording: nothing arrives before it. */
export function* requestEvents(process: ProcessLog, begin: EpochMicros): Generator<PlacedEvent, void> {
  const gate = gateOf(process);
  const connections = new Map<string, string>();
  let count = 0;
  const byArrival = process.requests.kept
    .map(end => ({ end, arrival: end.at - Math.round(end.access.latencyMs * 1000) }))
    .sort((a, b) => a.arrival - b.arrival);
  for (const { end, arrival } of byArrival) {
    const { peer } = end.access;
    let connection = connections.get(peer);
    if (connection === undefined) {
      connection = `c${connections.size + 1}`;
      connections.set(peer, connection);
      // The log does not have the protocol; clients of an API server speak HTTP/2, as a rule.
      yield inferred(
        { at: Math.max(arrival, begin), line: end.line },
        { type: 'connection.opened', connection, protocol: 'h2', client: EXTERNAL_CLIENT },
      );
    }
    yield* eventsOf(end, { request: `r${++count}`, connection, stream: null }, Math.max(arrival, begin), {
      gate,
      wasOpenBefore: arrival < begin,
    });
  }
}

interface Identity {
  readonly request: string;
  readonly connection: string;
  readonly stream: null;
}

interface Circumstances {
  readonly gate: Place | null;
  readonly wasOpenBefore: boolean;
}

function* eventsOf(
  { at, line, access }: RequestEnd,
  identity: Identity,
  arrivedAt: EpochMicros,
  { gate, wasOpenBefore }: Circumstances,
): Generator<PlacedEvent, void> {
  const { method, path, status, userAgent } = access;
  const arrival = { at: arrivedAt, line };
  const place = { at: Math.max(at, arrivedAt), line };
  const filter = rejectingFilter(access, gate !== null && at >= gate.at);
  const agent = userAgent === '' ? {} : { userAgent };
  const arrived = { type: 'request.arrived', ...identity, method, path, ...agent } as const;
  yield wasOpenBefore ? inferred(arrival, arrived) : said(arrival, arrived);
  if (filter !== null) {
    // The line has the status; that it was this filter follows from when it was.
    yield inferred(place, { type: 'request.rejected', ...identity, filter, status, headers: {} });
    return;
  }
  yield inferred(arrival, { type: 'request.admitted', ...identity });
  if (outcomeOf(access) === 'reset')
    yield said(place, { type: 'request.aborted', ...identity, reason: 'no response was written' });
  else yield said(place, { type: 'request.responded', ...identity, status, headers: {} });
}

function rejectingFilter({ status, wasQueued }: RequestEnd['access'], afterGate: boolean): string | null {
  if (status === 429) return afterGate && !wasQueued ? 'retry-after' : 'max-in-flight';
  return status === 503 && afterGate && !wasQueued ? 'wait-group' : null;
}
