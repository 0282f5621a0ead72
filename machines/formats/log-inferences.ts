/** What follows from the lines of a log without standing in them: signals, hooks, health. */
import type { SignalName } from '../signals.ts';
import { inferred, type Place, type PlacedEvent, said } from './log-events.ts';
import { firstOf, signalOf, stopOf } from './process-end.ts';
import type { FailingStreak, ProcessLog } from './process-log.ts';

/**
 * Signals that the version does not log, or has no name for, at the time of the line that goes with them: the hooks'
 * end, and from when on new requests are turned away.
 */
export function* inferredSignals(process: ProcessLog): Generator<PlacedEvent, void> {
  const fire = (place: Place, name: SignalName): PlacedEvent =>
    inferred(place, { type: 'signal.fired', name });
  const hooks = signalOf(process, 'PreShutdownHooksStopped');
  const hooksRun = firstOf(process, 'hooksRun');
  if (hooks === null && hooksRun !== null) yield fire(hooksRun, 'PreShutdownHooksStopped');
  const initiated = signalOf(process, 'ShutdownInitiated');
  const asked = firstOf(process, 'stopRequested');
  if (initiated === null && asked !== null) yield fire(asked, 'ShutdownInitiated');
  const gate = inferredGate(process);
  if (gate !== null) yield fire(gate, 'NotAcceptingNewRequest');
}

/** From when on new requests are turned away. */
export function gateOf(process: ProcessLog): Place | null {
  return signalOf(process, 'NotAcceptingNewRequest') ?? inferredGate(process);
}

/**
 * `NotAcceptingNewRequest` where its line is missing though the drain went on: up to 1.24 it has no name, and the
 * handler chain closes when the delay is over; since 1.25 both the delay and the hooks must be.
 */
function inferredGate(process: ProcessLog): Place | null {
  if (signalOf(process, 'NotAcceptingNewRequest') !== null) return null;
  const delay = signalOf(process, 'AfterShutdownDelayDuration');
  const wentOn =
    process.has('stoppedListening') ||
    process.has('inFlightDrained') ||
    process.has('noWatchWait') ||
    signalOf(process, 'InFlightRequestsDrained') !== null;
  if (delay === null || !wentOn) return null;
  const hooks = signalOf(process, 'PreShutdownHooksStopped');
  return hooks !== null && hooks.at > delay.at ? hooks : delay;
}

/** Hooks that failed: the log names them when `Run` returns their errors. */
export function* failedHooks(process: ProcessLog): Generator<PlacedEvent, void> {
  const failed = firstOf(process, 'failed');
  if (failed?.fact.kind !== 'failed' || failed.fact.phase === null) return;
  const { phase, hooks } = failed.fact;
  const start = phase === 'postStart' ? firstOf(process, 'serving') : stopOf(process);
  const stopped = phase === 'postStart' ? null : signalOf(process, 'PreShutdownHooksStopped');
  for (const { name, error } of hooks) {
    yield inferred(start !== null && start.at <= failed.at ? start : failed, {
      type: 'hook.started',
      phase,
      name,
    });
    yield inferred(stopped ?? failed, { type: 'hook.finished', phase, name, error });
  }
}

/** Watches that were open when the drain began to wait for them. */
export function* watchesBefore(process: ProcessLog): Generator<PlacedEvent, void> {
  const drained = firstOf(process, 'watchesDrained');
  const gate = gateOf(process);
  if (drained?.fact.kind !== 'watchesDrained' || gate === null || gate.at > drained.at) return;
  const shortOnes = firstOf(process, 'inFlightDrained');
  const nonLongRunning = shortOnes !== null && shortOnes.at > gate.at ? 1 : 0;
  yield inferred(gate, { type: 'drain.changed', nonLongRunning, watches: drained.fact.before });
}

/** A check that nobody has seen fail for so long is well again: probes come every ten seconds. */
const RECOVERED_MICROS = 30_000_000;

/**
 * The health endpoints: only failures are logged, once for each probe. That one has recovered shows where it fails
 * later for another reason, or where nobody complains any more.
 */
export function* healthEvents(process: ProcessLog): Generator<PlacedEvent, void> {
  for (const streak of process.streaks) {
    const { from, endpoint, failing, until, untilLine } = streak;
    yield said(from, { type: 'health.changed', endpoint, ok: false, failing });
    if (hasRecovered(streak, process))
      yield inferred(
        { at: until, line: untilLine },
        { type: 'health.changed', endpoint, ok: true, failing: [] },
      );
  }
}

function hasRecovered(streak: FailingStreak, process: ProcessLog): boolean {
  const { streaks } = process;
  const at = streaks.indexOf(streak);
  const next = streaks.find((other, index) => index > at && other.endpoint === streak.endpoint);
  if (next !== undefined) return !next.failing.some(check => streak.failing.includes(check));
  return streak.failing.every(check => isOver(check, process));
}

/** Whether a check has stopped to fail: another one failed alone after it, or nobody complained for a while. */
function isOver(check: string, process: ProcessLog): boolean {
  if (check === 'shutdown') return false;
  const last = lastFailure(check, process)?.until ?? 0;
  const stop = stopOf(process);
  const end = stop?.at ?? process.facts.reduce((latest, { at }) => Math.max(latest, at), 0);
  return end - last > RECOVERED_MICROS || process.streaks.some(({ from }) => from.at > last);
}

function lastFailure(check: string, process: ProcessLog): FailingStreak | null {
  let last: FailingStreak | null = null;
  for (const streak of process.streaks) {
    if (streak.failing.includes(check) && (last === null || streak.until >= last.until)) last = streak;
  }
  return last;
}

const POST_START = 'poststarthook/';

/** Post-start hooks run from when the server listens until their health check does not fail any more. */
export function* postStartHooks(process: ProcessLog): Generator<PlacedEvent, void> {
  const serving = firstOf(process, 'serving');
  const first = new Map<string, FailingStreak>();
  for (const streak of process.streaks) {
    for (const check of streak.failing)
      if (check.startsWith(POST_START) && !first.has(check)) first.set(check, streak);
  }
  for (const [check, { from }] of first) {
    const hook = { phase: 'postStart', name: check.slice(POST_START.length) } as const;
    yield inferred(serving !== null && serving.at <= from.at ? serving : from, {
      type: 'hook.started',
      ...hook,
    });
    const last = lastFailure(check, process);
    if (last !== null && isOver(check, process))
      yield inferred(
        { at: last.until, line: last.untilLine },
        { type: 'hook.finished', ...hook, error: null },
      );
  }
}
