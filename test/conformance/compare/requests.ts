/** The requests in flight, and those on connections that were watched frame by frame. */
import type { RequestFacts, RunFacts } from '../facts.ts';
import type { Trace, TraceOutcome, TraceRequest } from '../trace.ts';
import { describeFound, describeRecorded, endsAlike, isTurnedAway } from './outcomes.ts';
import { agrees, compareTime, type Difference, ms, span, TIE_MS, type Tolerance } from './times.ts';

/** A recorded request with what its client got. */
interface Recorded {
  readonly request: TraceRequest;
  readonly outcome: TraceOutcome;
}

/** Differences in how requests ended, when, and whether they were audited. */
export function compareRequests(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const names = new Set(trace.runs.flatMap(run => run.requests.map(request => request.name)));
  return [...names].flatMap(name => compareRequest(name, recordedAs(name, trace), found, tolerance));
}

/** What became of a request in each run. */
function recordedAs(name: string, trace: Trace): Recorded[] {
  return trace.runs.flatMap(run => {
    const request = run.requests.find(candidate => candidate.name === name);
    const outcome = request && trace.outcomes[request.outcome];
    return outcome ? [{ request, outcome }] : [];
  });
}

function compareRequest(
  name: string,
  recorded: readonly Recorded[],
  found: RunFacts,
  tolerance: Tolerance,
): Difference[] {
  const subject = `request ${name}`;
  const ours = found.requests.get(name);
  if (!ours) {
    // A client may notice that its connection is closed before it sends anything.
    if (recorded.some(({ outcome }) => outcome.result === 'notSent')) return [];
    return [{ subject, sentence: 'expected that it is sent, found that it never is' }];
  }
  const alike = recorded.filter(({ outcome }) => endsAlike(outcome, ours));
  const [one] = recorded;
  if (alike.length === 0) {
    const expected = [...new Set(recorded.map(({ outcome }) => describeRecorded(outcome)))].join(' or ');
    const got = describeFound(ours, one?.outcome.headersSeen ?? []);
    return [{ subject, sentence: `expected ${expected}, found ${got}` }];
  }
  const ends = alike.flatMap(({ request }) => (request.end === null ? [] : [request.end]));
  return [
    ...(ends.length === 0 ? [] : compareTime(subject, 'ends', ours.settled?.t ?? null, ends, tolerance)),
    ...compareAudit(subject, alike, ours),
    ...compareOwnGoaway(subject, alike, ours, found, tolerance),
  ];
}

function compareAudit(subject: string, recorded: readonly Recorded[], ours: RequestFacts): Difference[] {
  if (recorded.some(({ outcome }) => isTurnedAway(outcome))) {
    return ours.audited ? [{ subject, sentence: 'expected no audit event for it, found one' }] : [];
  }
  const audited = recorded.map(({ request }) => request.audited);
  if (audited.includes(undefined) || audited.includes(ours.audited)) return [];
  const [expected, got] = ours.audited ? ['no ResponseComplete', 'one'] : ['a ResponseComplete', 'none'];
  return [{ subject, sentence: `expected ${expected} in the audit log, found ${got}` }];
}

/** Whether the connection of one of nghttp's requests was told to go away; nghttp closes it once it has its response. */
function compareOwnGoaway(
  subject: string,
  recorded: readonly Recorded[],
  ours: RequestFacts,
  found: RunFacts,
  tolerance: Tolerance,
): Difference[] {
  const told = recorded.map(({ request }) => request.goawayAt);
  if (told.includes(undefined)) return [];
  const times = told.filter(t => typeof t === 'number');
  const goaways = found.connections.get(ours.connection ?? '')?.goaways ?? [];
  // A GOAWAY within a tie of the response may or may not reach a client that closes the connection then.
  const races = (t: number) =>
    recorded.some(({ request }) => request.end !== null && Math.abs(request.end - t) < TIE_MS);
  const [goaway] = goaways;
  if (goaways.length > 1) return [{ subject, sentence: `expected one GOAWAY, found ${goaways.length}` }];
  if (!goaway) {
    if (times.length < told.length || times.some(races)) return [];
    return [{ subject, sentence: `expected a GOAWAY at ${span(times)}, found none` }];
  }
  if (times.length > 0 && agrees(goaway.t, times, tolerance)) return [];
  if (ours.settled && Math.abs(goaway.t - ours.settled.t) < TIE_MS) return [];
  const expected = times.length === 0 ? 'no GOAWAY' : `a GOAWAY at ${span(times)}`;
  return [{ subject, sentence: `expected ${expected}, found one at ${ms(goaway.t)}` }];
}
