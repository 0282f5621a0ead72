/** Whether our client got what a recorded client got. */
import type { Outcome } from '../../../machines/recording/events.ts';
import type { RequestFacts } from '../facts.ts';
import type { TraceOutcome } from '../trace.ts';

/** What our clients call a connection that ended before the response did. */
const CUT: readonly Outcome[] = ['reset', 'failed', 'goaway'];

/** Whether a request of ours ended as a recorded one: the same kind of end, the same status and headers. */
export function endsAlike(recorded: TraceOutcome, found: RequestFacts): boolean {
  const outcome = found.settled?.outcome;
  if (outcome === undefined) return false;
  switch (recorded.result) {
    case 'complete':
      return (
        outcomesOf(recorded).includes(outcome) &&
        found.status === recorded.status &&
        headersAgree(recorded, found)
      );
    case 'cut':
      // A watch is known by its end: our server's events do not tell when its headers were sent.
      return CUT.includes(outcome) && (found.status === null || found.status === recorded.status);
    case 'timedOut':
      return outcome === 'timeout' && (found.status === null || found.status === recorded.status);
    case 'refused':
      // After a GOAWAY that crossed its request Go's client tries again by itself on a new connection, and is refused;
      // ours leaves it at the GOAWAY.
      return (outcome === 'refused' || (outcome === 'goaway' && !found.admitted)) && found.status === null;
    case 'ignored':
      return (outcome === 'goaway' || outcome === 'reset') && found.status === null && !found.admitted;
    case 'notSent':
      return outcome !== 'ok' && outcome !== 'rejected' && found.status === null;
  }
}

/** What our client calls a whole response. */
function outcomesOf(recorded: TraceOutcome): readonly Outcome[] {
  if (isTurnedAway(recorded)) return ['rejected'];
  // The 503 of the not-found handler: no filter gave it, but nobody took the request either.
  if (recorded.status === 503) return ['rejected', 'ok'];
  return recorded.status === 504 ? ['timeout'] : ['ok'];
}

/** The 429 of retry-after and the 503 of the wait group: of these the audit log knows nothing. */
export function isTurnedAway(response: Pick<TraceOutcome, 'status' | 'headers'>): boolean {
  return response.status === 429 || (response.status === 503 && response.headers['retry-after'] === '1');
}

function headersAgree(recorded: TraceOutcome, found: RequestFacts): boolean {
  return recorded.headersSeen.every(name => recorded.headers[name] === found.responseHeaders[name]);
}

/** A recorded end, for people. */
export function describeRecorded(outcome: TraceOutcome): string {
  const { status, headers } = outcome;
  switch (outcome.result) {
    case 'complete':
      return `${status} with ${describeHeaders(headers, outcome.headersSeen)}`;
    case 'cut':
      return status === null ? 'no response before the connection ended' : `${status}, cut off`;
    case 'timedOut':
      return `${status ?? 'no response'} until the client gave up`;
    case 'refused':
      return 'connection refused';
    case 'ignored':
      return 'no answer on a stream after GOAWAY';
    case 'notSent':
      return 'a closed connection';
  }
}

/** How a request of ours ended, for people; of the headers those that the recording names. */
export function describeFound(found: RequestFacts, headersSeen: readonly string[]): string {
  if (!found.settled) return 'a client that still waits';
  const { outcome } = found.settled;
  if (found.status === null) return `"${outcome}" without a response`;
  return `"${outcome}", ${found.status} with ${describeHeaders(found.responseHeaders, headersSeen)}`;
}

function describeHeaders(headers: Readonly<Record<string, string>>, seen: readonly string[]): string {
  const lines = seen.flatMap(name => (headers[name] === undefined ? [] : [`${name}: ${headers[name]}`]));
  return lines.join(', ') || 'no headers that matter';
}
