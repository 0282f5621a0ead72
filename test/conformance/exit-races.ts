/**
 * Until 1.18 nobody waits for `Server.Shutdown`: `Run` returns when the delay is over and the last request has ended,
 * and the process is gone 2 to 5 ms later. What the other goroutines do in these moments they do or do not.
 */
import { atLeast } from '../../machines/lineage.ts';
import { TIE_MS } from './compare/times.ts';
import { lineageOfTrace, millisecondsOf, type Trace, type TraceOutcome, type TraceRun } from './trace.ts';

/** The trace with the runs in which the exit comes before or after what happens beside it. */
export function withExitRaces(trace: Trace): Trace {
  if (atLeast(lineageOfTrace(trace), '1.20')) return trace;
  const outcomes = [...trace.outcomes];
  const runs = trace.runs.flatMap(run => [
    run,
    ...listenerRaces(trace, run),
    ...responseRaces(trace, run, outcomes),
  ]);
  return { ...trace, outcomes, runs };
}

/** Where `Run` returns as the delay ends, the port is closed and the GOAWAYs are sent, or the exit is quicker. */
function listenerRaces(trace: Trace, run: TraceRun): TraceRun[] {
  const { returned } = run;
  const delay = millisecondsOf(trace.scenario.server?.['shutdown-delay-duration']);
  if (!returned || Math.abs(returned.t - delay) > TIE_MS) return [];
  const closed = {
    ...run,
    listenerClosedAt: returned.t,
    connections: run.connections.map(connection => ({
      ...connection,
      goaways: [
        { t: returned.t, lastStreamId: lastStreamOn(trace, run, connection.name), errorCode: 'NO_ERROR' },
      ],
    })),
  };
  const open = {
    ...run,
    listenerClosedAt: null,
    connections: run.connections.map(connection => ({ ...connection, goaways: [] })),
  };
  return [closed, open];
}

/** The response of the last request in flight is written when `Run` returns already: whole, or cut by the exit. */
function responseRaces(trace: Trace, run: TraceRun, outcomes: TraceOutcome[]): TraceRun[] {
  const { returned } = run;
  if (!returned) return [];
  const isLast = ({ name, end }: TraceRun['requests'][number]): boolean =>
    end !== null && end >= returned.t - TIE_MS && !isWatch(trace, name);
  const ending = (change: (outcome: TraceOutcome) => TraceOutcome): TraceRun => ({
    ...run,
    requests: run.requests.map(request =>
      isLast(request)
        ? {
            ...request,
            outcome: outcomes.push(change(outcomes[request.outcome] as TraceOutcome)) - 1,
          }
        : request,
    ),
  });
  if (!run.requests.some(isLast)) return [];
  return [
    ending(outcome => ({ ...outcome, result: 'complete', status: outcome.status ?? 200 })),
    ending(outcome => ({ ...outcome, result: 'cut' })),
  ];
}

function isWatch(trace: Trace, name: string): boolean {
  return (trace.scenario.script ?? []).some(
    ({ request }) => request?.name === name && request.path.includes('watch=true'),
  );
}

/** The highest stream that a connection carried: a bare client's first one is 1. */
function lastStreamOn(trace: Trace, run: TraceRun, connection: string): number {
  const names = new Set(
    (trace.scenario.script ?? []).flatMap(({ request }) =>
      request?.connection === connection ? [request.name] : [],
    ),
  );
  const streams = run.requests.flatMap(({ name, stream, headersAt }) =>
    names.has(name) && stream !== undefined && headersAt !== null ? [stream] : [],
  );
  return Math.max(0, ...streams);
}
