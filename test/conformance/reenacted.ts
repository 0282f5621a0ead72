/** A recorded run of a real server in our events, as a simulation that does exactly the same would have them. */
import type { EventDraft, Outcome, RunEvent } from '../../machines/recording/events.ts';
import { checksOf } from './compare/health.ts';
import { isTurnedAway } from './compare/outcomes.ts';
import type { Trace, TraceOutcome, TraceRun } from './trace.ts';

const OUTCOMES: Readonly<Record<TraceOutcome['result'], Outcome>> = {
  complete: 'ok',
  cut: 'reset',
  ignored: 'goaway',
  notSent: 'failed',
  refused: 'refused',
  timedOut: 'timeout',
};

interface Happening {
  readonly t: number;
  /** Decides between two at the same time. */
  readonly rank: number;
  readonly event: EventDraft;
}

/** The events of one of a trace's runs, in order. */
export function reenact(trace: Trace, run: TraceRun): RunEvent[] {
  const happenings: Happening[] = [];
  const add = (t: number, event: EventDraft, rank = 0): void => {
    happenings.push({ t, rank, event });
  };
  add(-trace.stopAtMs, { type: 'process.started' });
  add(0, { type: 'process.signalled', signal: 'SIGTERM' }, -1);
  run.signals.forEach(([name, t], index) => {
    add(t, { type: 'signal.fired', name }, index);
  });
  if (typeof run.muxCompletedAt === 'number') {
    add(run.muxCompletedAt, { type: 'signal.fired', name: 'MuxAndDiscoveryComplete' });
  }
  if (typeof run.listenerClosedAt === 'number') {
    add(run.listenerClosedAt, { type: 'listener.closed', address: 'recorded' });
  }
  for (const { phase, name, start, end, error, panicked } of run.hooks) {
    add(start, { type: 'hook.started', phase, name });
    add(end, { type: 'hook.finished', phase, name, error: panicked ? 'panic' : error });
  }
  const { stopChannelClosedAt, shutdownAt } = run.audit;
  if (stopChannelClosedAt !== null) {
    add(stopChannelClosedAt, state('audit', 'running', 'stopping'));
  }
  if (shutdownAt !== null) add(shutdownAt, { type: 'audit.shutdown' });
  if (run.returned)
    add(run.returned.t, state('run', 'waiting', run.returned.error === null ? 'returned' : 'failed'));
  const failed = run.returned?.error === null ? 'completed' : 'hook-failed';
  add(
    run.exit.t,
    { type: 'process.exited', code: run.exit.code, reason: run.returned ? failed : 'hook-panicked' },
    99,
  );
  addConnections(run, add);
  addRequests(trace, run, add);
  addProbes(trace, run, add);
  return happenings
    .sort((a, b) => a.t - b.t || a.rank - b.rank)
    .map(({ t, event }, seq) => ({ ...event, seq, t: t + trace.stopAtMs }) as RunEvent);
}

type Add = (t: number, event: EventDraft, rank?: number) => void;

function state(region: string, from: string, to: string): EventDraft {
  return { type: 'state.changed', machine: 'lifecycle', region, from, to, event: 'recorded' };
}

function addConnections(run: TraceRun, add: Add): void {
  for (const { name, protocol, openedAt, goaways, closedAt } of run.connections) {
    add(openedAt, { type: 'connection.opened', connection: `c-${name}`, protocol, client: name });
    for (const { t, lastStreamId, errorCode } of goaways) {
      add(t, { type: 'connection.goaway', connection: `c-${name}`, lastStreamId, errorCode }, 1);
    }
    add(closedAt, { type: 'connection.closed', connection: `c-${name}`, by: 'server' }, 3);
  }
}

function addRequests(trace: Trace, run: TraceRun, add: Add): void {
  const script = new Map(
    (trace.scenario.script ?? []).flatMap(({ request }) => (request ? [[request.name, request]] : [])),
  );
  for (const request of run.requests) {
    const outcome = trace.outcomes[request.outcome] as TraceOutcome;
    const scripted = script.get(request.name);
    const connection = `c-${run.connections.find(({ name }) => name === scripted?.connection)?.name ?? request.name}`;
    if (typeof request.goawayAt === 'number') {
      add(-400, { type: 'connection.opened', connection, protocol: 'h2', client: 'script' });
      add(
        request.goawayAt,
        { type: 'connection.goaway', connection, lastStreamId: 1, errorCode: 'NO_ERROR' },
        1,
      );
    }
    const end = request.end ?? request.start;
    const answeredAt = scripted?.path.includes('watch=true') ? end : (request.headersAt ?? end);
    const rank = request.afterGoaway === false ? 0 : 2;
    // The bare client writes down what it sent when it has time: once, after the answer.
    const sentAt = Math.min(request.start, request.headersAt ?? end);
    add(sentAt, sent(request.name, scripted?.path ?? '/', true), -1);
    addAnswer(request.name, connection, outcome, answeredAt, end, add, rank);
    if (request.audited) add(end, { type: 'audit.logged', request: request.name });
  }
}

function addProbes(trace: Trace, run: TraceRun, add: Add): void {
  run.probes.forEach((probes, kind) => {
    const kindName = trace.probeKinds[kind] ?? '';
    const endpoint = /^(readyz|livez|healthz)/.exec(kindName)?.[0];
    probes.forEach(([start, end, connection, index], place) => {
      const name = `probe-${kindName}-${place}`;
      const outcome = trace.outcomes[index] as TraceOutcome;
      add(start, sent(name, '/', connection !== 0));
      if (endpoint && outcome.result === 'complete') {
        const checks = [...checksOf(outcome.body ?? '')];
        const failing = checks.filter(([, isFailing]) => isFailing).map(([check]) => check);
        add(end, { type: 'health.changed', endpoint: `/${endpoint}`, ok: outcome.status === 200, failing });
      }
      addAnswer(name, `c-${name}`, outcome, end, end, add, 2);
    });
  });
}

function sent(name: string, path: string, newConnection: boolean): EventDraft {
  const fields = { client: 'script', method: 'GET', path, kind: 'short', newConnection } as const;
  return { type: 'request.sent', request: name, name, ...fields };
}

function addAnswer(
  request: string,
  connection: string,
  outcome: TraceOutcome,
  answeredAt: number,
  end: number,
  add: Add,
  rank: number,
): void {
  const { status, headers, result } = outcome;
  const turnedAway = isTurnedAway(outcome);
  const place = { request, connection, stream: null };
  if (result === 'complete' && status !== null) {
    add(answeredAt, { type: 'request.arrived', ...place }, rank - 1);
    if (turnedAway)
      add(answeredAt, { type: 'request.rejected', ...place, filter: 'recorded', status, headers }, rank);
    else add(answeredAt, { type: 'request.responded', ...place, status, headers }, rank);
  } else if (result === 'cut') {
    add(end, { type: 'request.arrived', ...place }, rank - 1);
  }
  const settled = turnedAway ? 'rejected' : OUTCOMES[result];
  add(end, { type: 'request.settled', request, outcome: settled, status }, 4);
}
