/**
 * Races of the real server that three runs of a scenario do not show in full. Each recorded run stands for the
 * others that the same server might as well have lived through.
 */
import { atLeast, auditStopsInHook } from '../../machines/lineage.ts';
import { TIE_MS } from './compare/times.ts';
import { withExitRaces } from './exit-races.ts';
import { lineageOfTrace, millisecondsOf, type Trace, type TraceConnection, type TraceRun } from './trace.ts';

/** From one watch to the next when each takes a token: 200 a second (`WithWatchTerminationDuringShutdown`). */
const TOKEN_MS = 5;

/** When handlers outrun the waiting goroutine, all watches were gone after this time. */
const AT_ONCE_MS = 1;

/**
 * Ages at which a connection that never carried a request is closed. `closeIdleConns` of net/http counts in whole
 * seconds of the clock, so it depends on where in a second the connection was opened; three runs in a row share that.
 */
const NEVER_USED_AGES_MS = [5400, 6000];

/** The trace with the runs that its races may have led to. */
export function withRaces(trace: Trace): Trace {
  const runs = trace.runs.flatMap(run => [
    run,
    ...watchRaces(trace, run),
    ...agingRaces(trace, run),
    ...auditRaces(trace, run),
  ]);
  return withExitRaces({ ...trace, runs });
}

/**
 * The watch handlers are told to end, and the server begins to wait for them, at the same time. A watch that ends
 * while the server waits takes a token; one that is quicker is not limited at all. So all may end at once, or one
 * every 5 ms, in any order.
 */
function watchRaces(trace: Trace, run: TraceRun): TraceRun[] {
  const { server, script = [] } = trace.scenario;
  const requests = script.flatMap(({ request }) => (request ? [request] : []));
  const hasGrace = server?.['shutdown-watch-termination-grace-period'] !== undefined;
  const areWatches = requests.every(
    ({ path, ignoresShutdown }) => path.includes('watch=true') && !ignoresShutdown,
  );
  const begun = timeOf(run, 'NotAcceptingNewRequest');
  const drained = timeOf(run, 'InFlightRequestsDrained');
  if (!hasGrace || !areWatches || begun === null || drained === null) return [];
  return [AT_ONCE_MS, requests.length * TOKEN_MS].map(drainMs => {
    const moved = moveFrom(run, drained, begun + drainMs - drained);
    return { ...moved, requests: run.requests.map(request => ({ ...request, end: begun + drainMs })) };
  });
}

/** A connection that was never used is closed at another age; where nothing else is open, `Run` returns then. */
function agingRaces(trace: Trace, run: TraceRun): TraceRun[] {
  const isNeverUsed = ({ name, protocol }: TraceConnection): boolean =>
    protocol === 'http/1.1' &&
    !(trace.scenario.script ?? []).some(({ request }) => request?.connection === name);
  const aged = run.connections.find(isNeverUsed);
  // With retry-after the server gives up long before.
  if (!aged || trace.scenario.server?.['shutdown-send-retry-after']) return [];
  return NEVER_USED_AGES_MS.map(ageMs => {
    const closedAt = aged.openedAt + ageMs;
    const moved = run.connections.length === 1 ? moveFrom(run, aged.closedAt, closedAt - aged.closedAt) : run;
    return {
      ...moved,
      connections: run.connections.map(connection =>
        connection === aged ? { ...aged, closedAt } : connection,
      ),
    };
  });
}

/**
 * Until 1.24 the audit backend was shut down by a pre-shutdown hook, at any place among the others, because Go ranges
 * over a map of them; behind one that panics it never was. The stop channel of the backend closes when everything is
 * over, beside the return of `Run`: whether anybody sees it before the exit is a race.
 */
function auditRaces(trace: Trace, run: TraceRun): TraceRun[] {
  const lineage = lineageOfTrace(trace);
  if (!auditStopsInHook(lineage)) return [];
  const hooks = run.hooks.filter(hook => hook.phase === 'preShutdown');
  const places = [0, ...hooks.map(hook => (hook.panicked ? null : hook.end))];
  const { returned } = run;
  const isSeen = returned?.error === null && atLeast(lineage, '1.20');
  const lingered = lingeringEnd(trace, run);
  const channel = [
    run.audit.stopChannelClosedAt,
    ...(isSeen ? [null, returned.t] : []),
    ...(lingered === null ? [] : [null, lingered]),
  ];
  return places.flatMap(shutdownAt =>
    channel.map(stopChannelClosedAt => ({ ...run, audit: { stopChannelClosedAt, shutdownAt } })),
  );
}

/**
 * The end of a process that was kept alive after a hook had failed, where `Server.Shutdown` gives up in the same moment
 * and with it closes the stop channel of the audit backend; else null.
 */
function lingeringEnd(trace: Trace, run: TraceRun): number | null {
  const closedAt = run.listenerClosedAt ?? timeOf(run, 'HTTPServerStoppedListening');
  if (closedAt === null || typeof run.returned?.error !== 'string') return null;
  const { server, process } = trace.scenario;
  const givesUpAt = closedAt + millisecondsOf(server?.['shutdown-timeout']);
  const end = run.returned.t + millisecondsOf(process?.linger);
  return Math.abs(givesUpAt - end) < TIE_MS ? end : null;
}

function timeOf(run: TraceRun, signal: string): number | null {
  return run.signals.find(([name]) => name === signal)?.[1] ?? null;
}

/** The run with everything that the process did from `begin` on moved by `ms`. */
function moveFrom(run: TraceRun, begin: number, ms: number): TraceRun {
  const move = (t: number): number => (t >= begin ? t + ms : t);
  const { stopChannelClosedAt, shutdownAt } = run.audit;
  return {
    ...run,
    signals: run.signals.map(([name, t]) => [name, move(t)] as const),
    audit: {
      stopChannelClosedAt: stopChannelClosedAt === null ? null : move(stopChannelClosedAt),
      shutdownAt: shutdownAt === null ? null : move(shutdownAt),
    },
    returned: run.returned && { ...run.returned, t: move(run.returned.t) },
    exit: { ...run.exit, t: move(run.exit.t) },
  };
}
