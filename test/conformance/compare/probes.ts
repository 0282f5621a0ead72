/** Probes: a request every 100 or 200 ms from before SIGTERM until after the exit. */
import type { RequestFacts, RunFacts } from '../facts.ts';
import type { Trace, TraceOutcome, TraceProbe } from '../trace.ts';
import { compareHealth } from './health.ts';
import { describeFound, describeRecorded, endsAlike, isTurnedAway } from './outcomes.ts';
import { compareTime, type Difference, slack, type Tolerance } from './times.ts';

/** A probe as one run recorded it. */
interface Recorded {
  readonly probe: TraceProbe;
  readonly outcome: TraceOutcome;
}

/** Differences in what probes got, and on which connection. */
export function compareProbes(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const moments = turningPoints(trace);
  return trace.probeKinds.flatMap((kind, index) => {
    const count = Math.max(...trace.runs.map(run => run.probes[index]?.length ?? 0));
    return Array.from({ length: count }, (_, place) => {
      const subject = `request probe-${kind}-${place}`;
      const ours = found.requests.get(`probe-${kind}-${place}`);
      if (!ours) return [{ subject, sentence: 'expected that it is sent, found that it never is' }];
      const here = recordedAt(trace, index, place);
      const closing = trace.runs.flatMap(run => [
        run.exit.t,
        ...(typeof run.listenerClosedAt === 'number' ? [run.listenerClosedAt] : []),
        ...run.signals.flatMap(([name, t]) => (name === 'HTTPServerStoppedListening' ? [t] : [])),
      ]);
      if (isCutInItsHandshake(ours) && isNear(ours, closing, tolerance)) return [];
      if (isLeftOut(trace, kind, ours)) return [];
      const around = isNear(ours, moments, tolerance)
        ? [...recordedAt(trace, index, place - 1), ...recordedAt(trace, index, place + 1)]
        : [];
      return compareProbe(subject, kind, ours, here, around, found, tolerance);
    }).flat();
  });
}

/** The recorded server said something else there than upstream's does; `leftOut` of the trace has the reason. */
function isLeftOut(trace: Trace, kind: string, probe: RequestFacts): boolean {
  if (!trace.leftOut?.some(({ fact }) => fact === 'readyz-during-delay')) return false;
  const stopsListening = Math.max(...trace.runs.map(run => run.listenerClosedAt ?? run.exit.t));
  const { status } = probe;
  return (
    kind.startsWith('readyz') &&
    (status === 200 || status === 500) &&
    probe.sentAt >= 0 &&
    probe.sentAt <= stopsListening
  );
}

function recordedAt(trace: Trace, kind: number, place: number): Recorded[] {
  return trace.runs.flatMap(run => {
    const probe = run.probes[kind]?.[place];
    const outcome = probe && trace.outcomes[probe[3]];
    return outcome ? [{ probe, outcome }] : [];
  });
}

/** When something happened that changes what probes get. */
function turningPoints(trace: Trace): number[] {
  return trace.runs.flatMap(run => [
    0,
    run.exit.t,
    ...run.signals.map(([, t]) => t),
    ...(typeof run.listenerClosedAt === 'number' ? [run.listenerClosedAt] : []),
    ...run.hooks.map(hook => hook.end),
    ...(typeof run.muxCompletedAt === 'number' ? [run.muxCompletedAt] : []),
  ]);
}

/** Whether a probe began or ended so close to a turning point that it may have come on the other side of it. */
function isNear(probe: RequestFacts, moments: readonly number[], tolerance: Tolerance): boolean {
  const times = [probe.sentAt, probe.settled?.t ?? probe.sentAt];
  return moments.some(moment => times.some(t => Math.abs(t - moment) <= slack(moment, tolerance)));
}

/**
 * A new connection that is still being made when the listener closes or the process exits is reset: recorded once, in
 * a run of D-error. Which probe it hits is a matter of a millisecond.
 */
function isCutInItsHandshake(probe: RequestFacts): boolean {
  return probe.newConnection && probe.settled?.outcome === 'reset' && probe.settled.status === null;
}

function compareProbe(
  subject: string,
  kind: string,
  ours: RequestFacts,
  here: readonly Recorded[],
  around: readonly Recorded[],
  found: RunFacts,
  tolerance: Tolerance,
): Difference[] {
  const alikeHere = here.filter(({ outcome }) => endsAlike(outcome, ours));
  const alike = [...alikeHere, ...around.filter(({ outcome }) => endsAlike(outcome, ours))];
  if (alike.length === 0) {
    const expected = [...new Set([...here, ...around].map(({ outcome }) => describeRecorded(outcome)))].join(
      ' or ',
    );
    const got = describeFound(ours, here[0]?.outcome.headersSeen ?? []);
    return [{ subject, sentence: `expected ${expected}, found ${got}` }];
  }
  const ends = alikeHere.map(({ probe }) => probe[1]);
  return [
    ...(ends.length === 0 ? [] : compareTime(subject, 'ends', ours.settled?.t ?? null, ends, tolerance)),
    ...compareConnection(subject, ours, alike),
    ...(ours.audited && alike.every(({ outcome }) => isTurnedAway(outcome))
      ? [{ subject, sentence: 'expected no audit event for it, found one' }]
      : []),
    ...compareHealth(
      subject,
      kind,
      ours,
      alike.map(({ outcome }) => outcome),
      found,
    ),
  ];
}

/**
 * Whether it went out on a connection that was kept, or on a new one. One that got no answer says nothing: whether its
 * client had read the GOAWAY when it chose the connection is a race of less than a millisecond.
 */
function compareConnection(subject: string, ours: RequestFacts, alike: readonly Recorded[]): Difference[] {
  if (typeof ours.settled?.status !== 'number') return [];
  const kinds = alike.flatMap(({ probe: [, , connection] }) => (connection < 0 ? [] : [connection === 1]));
  if (kinds.length === 0 || kinds.includes(ours.newConnection)) return [];
  const [expected, got] = ours.newConnection
    ? ['the kept connection', 'a new one']
    : ['a new connection', 'the kept one'];
  return [{ subject, sentence: `expected ${expected}, found ${got}` }];
}
