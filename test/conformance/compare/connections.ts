/** Connections that were watched frame by frame: GOAWAY, its place among the responses, and who closed them when. */
import type { ConnectionFacts, RunFacts } from '../facts.ts';
import type { Trace, TraceConnection } from '../trace.ts';
import { isTurnedAway } from './outcomes.ts';
import { compareTime, type Difference, TIE_MS, type Tolerance } from './times.ts';

/** Differences in what the server did with the scenario's named connections. */
export function compareConnections(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const names = new Set(trace.runs.flatMap(run => run.connections.map(connection => connection.name)));
  return [
    ...[...names].flatMap(name => {
      const subject = `connection ${name}`;
      const ours = found.named.get(name);
      if (!ours) return [{ subject, sentence: 'expected that it is opened, found that it never is' }];
      const recorded = trace.runs.flatMap(run =>
        run.connections.filter(connection => connection.name === name),
      );
      return [
        ...compareGoaway(subject, recorded, ours, tolerance),
        ...compareClose(subject, recorded, ours, tolerance),
      ];
    }),
    ...compareGoawayOrder(trace, found),
  ];
}

function compareGoaway(
  subject: string,
  recorded: readonly TraceConnection[],
  ours: ConnectionFacts,
  tolerance: Tolerance,
): Difference[] {
  const counts = recorded.map(connection => connection.goaways.length);
  if (!counts.includes(ours.goaways.length)) {
    const expected = [...new Set(counts)].join(' or ');
    return [{ subject, sentence: `expected ${expected} GOAWAY, found ${ours.goaways.length}` }];
  }
  return ours.goaways.flatMap((goaway, index) => {
    const same = recorded.flatMap(connection => connection.goaways.slice(index, index + 1));
    const ids = same.map(frame => frame.lastStreamId);
    const codes = same.map(frame => frame.errorCode);
    return [
      ...compareTime(
        subject,
        'is told to go away',
        goaway.t,
        same.map(frame => frame.t),
        tolerance,
      ),
      ...(ids.includes(goaway.lastStreamId)
        ? []
        : [
            {
              subject,
              sentence: `expected the last stream id ${ids.join(' or ')}, found ${goaway.lastStreamId}`,
            },
          ]),
      ...(codes.includes(goaway.errorCode)
        ? []
        : [
            { subject, sentence: `expected the error code ${codes.join(' or ')}, found ${goaway.errorCode}` },
          ]),
    ];
  });
}

/** Every recorded connection was closed by the server, or by the end of its process. */
function compareClose(
  subject: string,
  recorded: readonly TraceConnection[],
  ours: ConnectionFacts,
  tolerance: Tolerance,
): Difference[] {
  if (ours.closed?.by === 'client') {
    return [{ subject, sentence: 'expected that the server closes it, found that its client does' }];
  }
  const times = recorded.map(connection => connection.closedAt);
  return compareTime(subject, 'is closed', ours.closed?.t ?? null, times, tolerance);
}

/**
 * GOAWAY comes before or after a response as recorded. Where the two were closer than a tie either order agrees, but
 * not at a rejection: there the GOAWAY comes first, because the rejection is what makes it be sent. Of watches we
 * know when they end, not when their headers are sent; they are left out.
 */
function compareGoawayOrder(trace: Trace, found: RunFacts): Difference[] {
  const watches = new Set(
    (trace.scenario.script ?? []).flatMap(({ request }) =>
      request?.path.includes('watch=true') ? [request.name] : [],
    ),
  );
  const names = new Set(trace.runs.flatMap(run => run.requests.map(request => request.name)));
  return [...names].flatMap(name => {
    const ours = found.requests.get(name);
    const goaway = found.connections.get(ours?.connection ?? '')?.goaways[0];
    if (!ours?.headers || !goaway || watches.has(name)) return [];
    const orders = trace.runs.flatMap(run => {
      const request = run.requests.find(candidate => candidate.name === name);
      const outcome = request && trace.outcomes[request.outcome];
      const recorded = run.connections.find(
        connection => connection.name === found.connections.get(ours.connection ?? '')?.client,
      )?.goaways[0];
      if (!outcome || request.afterGoaway === undefined || request.headersAt === null || !recorded) return [];
      const isTie = Math.abs(request.headersAt - recorded.t) < TIE_MS && !isTurnedAway(outcome);
      return isTie ? [true, false] : [request.afterGoaway];
    });
    const isAfter = goaway.seq < ours.headers.seq;
    if (orders.length === 0 || orders.includes(isAfter)) return [];
    const [expected, got] = isAfter ? ['after', 'before'] : ['before', 'after'];
    return [
      { subject: `request ${name}`, sentence: `expected GOAWAY ${expected} its response, found it ${got}` },
    ];
  });
}
