/** How the process began, was asked to stop, and ended: seldom said in so many words, mostly to be inferred. */
import type { ExitReason } from '../recording/events.ts';
import { parseDuration } from '../scenario/duration.ts';
import { SHUTDOWN_SIGNALS } from '../signals.ts';
import type { LogFact } from './apiserver-log.ts';
import { inferred, type Place, type PlacedEvent, said } from './log-events.ts';
import type { PlacedFact, ProcessLog } from './process-log.ts';

type Kind = LogFact['kind'];

/** The first statement of any of these kinds, by time. */
export function firstOf(process: ProcessLog, ...kinds: readonly Kind[]): PlacedFact | null {
  let first: PlacedFact | null = null;
  for (const placed of process.facts) {
    if (kinds.includes(placed.fact.kind) && (first === null || placed.at < first.at)) first = placed;
  }
  return first;
}

/** When a lifecycle signal was logged. */
export function signalOf(process: ProcessLog, name: string): PlacedFact | null {
  return process.facts.find(({ fact }) => fact.kind === 'signal' && fact.name === name) ?? null;
}

/** When the process was asked to stop, at the latest; null: it was not, as far as the log goes. */
export function stopOf(process: ProcessLog): Place | null {
  const evidence: Place[] = process.facts.filter(({ fact }) => isOfShutdown(fact));
  // /readyz fails because of the shutdown only once there is one.
  for (const { from, failing } of process.streaks) if (failing.includes('shutdown')) evidence.push(from);
  const closed = firstOf(process, 'stoppedListening', 'certificatesStopped');
  if (closed !== null) {
    // Servers that do not log their signals still close the listener when the delay is over.
    const delay = parseDuration(process.flags.get('shutdown-delay-duration') ?? '0');
    const start = process.facts.reduce((earliest, { at }) => Math.min(earliest, at), closed.at);
    const logsSignals = signalOf(process, 'ShutdownInitiated') !== null || typeof delay !== 'number';
    evidence.push({ at: logsSignals ? closed.at : Math.max(start, closed.at - delay), line: closed.line });
  }
  const [first] = evidence;
  return first === undefined ? null : evidence.reduce((a, b) => (b.at < a.at ? b : a), first);
}

function isOfShutdown(fact: LogFact): boolean {
  if (fact.kind === 'signal') return SHUTDOWN_SIGNALS.includes(fact.name);
  return fact.kind === 'stopRequested' || fact.kind === 'hooksRun' || fact.kind === 'exiting';
}

/** The beginning: the first lines of a start, or those that come soon after. */
export function startOf(process: ProcessLog): PlacedEvent | null {
  const printed = process.flagsAt ?? firstOf(process, 'version');
  if (printed !== null) return said(printed, { type: 'process.started' });
  const first = firstOf(process, 'shutdownTimeout', 'serving', 'waiting');
  const stop = stopOf(process);
  if (first === null || (stop !== null && stop.at < first.at)) return null;
  return inferred(first, { type: 'process.started' });
}

/** SIGTERM or SIGINT, once or more. */
export function* signalledEvents(process: ProcessLog): Generator<PlacedEvent, void> {
  const stop = stopOf(process);
  if (stop === null) return;
  const outside = process.facts.filter(({ fact }) => fact.kind === 'stopRequested' && fact.outside);
  if (outside.length === 0) {
    // The server logs what it does, not what it was sent: SIGINT would do the same.
    yield inferred(stop, { type: 'process.signalled', signal: 'SIGTERM' });
    return;
  }
  for (const placed of outside) {
    if (placed.fact.kind === 'stopRequested')
      yield said(placed, { type: 'process.signalled', signal: placed.fact.signal });
  }
}

/** What the panic and the end of the hooks may lie apart, and how long the process lives on: 5 to 8 ms were measured. */
const PANIC_MICROS = 1_000_000;

/** The end; null where the log ends before the process does. */
export function endOf(process: ProcessLog): PlacedEvent | null {
  const seen = firstOf(process, 'exited');
  if (seen?.fact.kind === 'exited') {
    const { code, killed } = seen.fact;
    // Whoever says so may know only the second; nothing comes after the end.
    const at = process.facts.reduce((latest, placed) => Math.max(latest, placed.at), seen.at);
    const reason = killed ? 'killed' : reasonOf(process, code);
    return said({ at, line: seen.line }, { type: 'process.exited', code, reason });
  }
  const failed = firstOf(process, 'failed');
  if (failed?.fact.kind === 'failed') {
    // A failing pre-shutdown hook makes Run return an error (exit code 1); a failing post-start hook is klog.Fatal (255).
    const [code, reason] =
      failed.fact.phase === 'postStart' ? [255, 'poststart-failed' as const] : [1, 'hook-failed' as const];
    return inferred(failed, { type: 'process.exited', code, reason });
  }
  const exiting = firstOf(process, 'exiting');
  if (exiting !== null) return inferred(exiting, { type: 'process.exited', code: 0, reason: 'completed' });
  const last = lastFact(process);
  if (last === null || stopOf(process) === null) return null;
  if (panickedInHooks(process, last))
    return inferred(last, { type: 'process.exited', code: 2, reason: 'hook-panicked' });
  // It stopped in the middle and another one took its place.
  return process.succeeded ? inferred(last, { type: 'process.exited', code: 137, reason: 'killed' }) : null;
}

function reasonOf(process: ProcessLog, code: number): ExitReason {
  const failed = firstOf(process, 'failed');
  if (failed?.fact.kind === 'failed')
    return failed.fact.phase === 'postStart' ? 'poststart-failed' : 'hook-failed';
  if (code === 0 || process.has('exiting')) return 'completed';
  if (code === 2 && process.has('panic')) return 'hook-panicked';
  // The only other thing that ends a server that is stopping, besides a hook's error, which it would have printed.
  return 'second-signal';
}

function lastFact(process: ProcessLog): PlacedFact | null {
  let last: PlacedFact | null = null;
  for (const placed of process.facts) if (last === null || placed.at >= last.at) last = placed;
  return last;
}

/** A panic in a pre-shutdown hook is logged, then the hooks' end (a deferred call), then nothing any more. */
function panickedInHooks(process: ProcessLog, last: PlacedFact): boolean {
  const panic = process.facts.findLast(({ fact }) => fact.kind === 'panic');
  const stop = stopOf(process);
  if (panic === undefined || stop === null || panic.at < stop.at) return false;
  return last.at - panic.at < PANIC_MICROS && !process.has('auditShutdown');
}
