/** Signals, hooks, the audit backend, and the end of `Run` and of the process. */
import { auditStopsInHook } from '../../../machines/lineage.ts';
import type { HookPhase } from '../../../machines/recording/events.ts';
import { SHUTDOWN_SIGNALS } from '../../../machines/signals.ts';
import type { RunFacts } from '../facts.ts';
import { lineageOfTrace, type Trace, type TraceRun } from '../trace.ts';
import { compareTime, type Difference, ms, span, TIE_MS, type Tolerance } from './times.ts';

/** Differences in what the process did, apart from its connections and requests. */
export function compareProcess(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  return [
    ...compareSignals(trace, found, tolerance),
    ...compareListener(trace, found, tolerance),
    ...compareMux(trace, found, tolerance),
    ...compareHooks('postStart', trace, found, tolerance),
    ...compareHooks('preShutdown', trace, found, tolerance),
    ...compareOnce(
      'the audit stop channel',
      'closes',
      found.auditStopChannelClosedAt,
      trace.runs.map(run => run.audit.stopChannelClosedAt),
      tolerance,
    ),
    ...compareAuditShutdown(trace, found, tolerance),
    ...compareEnd(trace, found, tolerance),
  ];
}

/** The two signals of the start were not written down by the recorded servers. */
function compareSignals(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const ours = found.signals.filter(signal => SHUTDOWN_SIGNALS.includes(signal.name));
  const names = ours.map(signal => signal.name);
  const differences: Difference[] = [];
  if (!trace.runs.some(run => agreesInOrder(run, names))) {
    const orders = [
      ...new Set(trace.runs.map(run => run.signals.map(([name]) => name).join(', ') || 'none')),
    ];
    differences.push({
      subject: 'the order of the signals',
      sentence: `expected ${orders.join(' or ')}, found ${names.join(', ') || 'none'}`,
    });
  }
  for (const signal of ours) {
    const recorded = trace.runs.flatMap(run =>
      run.signals.filter(([name]) => name === signal.name).map(([, t]) => t),
    );
    if (recorded.length === 0) continue;
    differences.push(...compareTime(`signal ${signal.name}`, 'fires', signal.t, recorded, tolerance));
  }
  return differences;
}

/** The same signals, once each, in the same order except for ties. */
function agreesInOrder(run: TraceRun, names: readonly string[]): boolean {
  if (names.length !== run.signals.length || new Set(names).size !== names.length) return false;
  if (run.signals.some(([name]) => !names.includes(name))) return false;
  return run.signals.every(([first, firstAt]) =>
    run.signals.every(
      ([second, secondAt]) => secondAt - firstAt < TIE_MS || names.indexOf(first) < names.indexOf(second),
    ),
  );
}

/** Of versions before 1.22, which had no signal for it. */
function compareListener(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const recorded = trace.runs.map(run => run.listenerClosedAt);
  if (recorded.includes(undefined)) return [];
  return compareOnce(
    'the listener',
    'is closed',
    found.listenerClosedAt,
    recorded as (number | null)[],
    tolerance,
  );
}

/** MuxAndDiscoveryComplete, where the recording program registered a signal of its own for it. */
function compareMux(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const recorded = trace.runs.map(run => run.muxCompletedAt);
  if (recorded.includes(undefined)) return [];
  const ours = found.signals
    .filter(signal => signal.name === 'MuxAndDiscoveryComplete')
    .map(signal => signal.t);
  return compareOnce(
    'signal MuxAndDiscoveryComplete',
    'fires',
    ours,
    recorded as (number | null)[],
    tolerance,
  );
}

/** Until 1.24 the shutdown of the audit backend was a hook among the others; its time is compared apart. */
const AUDIT_HOOK = 'audit-backend';

/**
 * Hooks start and end at the recorded times and return the recorded errors. Pre-shutdown hooks are compared by their
 * place: Go ranges over a map of them, so which one comes first says nothing, even where three runs agree.
 */
function compareHooks(phase: HookPhase, trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const ours = inOrder(found.hooks.filter(hook => hook.phase === phase && hook.name !== AUDIT_HOOK));
  const recorded = trace.runs.map(run => inOrder(run.hooks.filter(hook => hook.phase === phase)));
  const expected = [...new Set(recorded.flat().map(hook => hook.name))].sort();
  const names = ours.map(hook => hook.name).sort();
  if (names.join() !== expected.join()) {
    return [{ subject: `the ${phase} hooks`, sentence: `expected ${list(expected)}, found ${list(names)}` }];
  }
  return ours.flatMap((hook, index) => {
    const subject = `hook ${hook.name}`;
    const places = recorded.flatMap(hooks => {
      const place = phase === 'preShutdown' ? hooks[index] : hooks.find(same => same.name === hook.name);
      return place ? [place] : [];
    });
    const same = recorded.flat().find(candidate => candidate.name === hook.name);
    const error = same?.panicked ? 'a panic' : (same?.error ?? null);
    const agreesInError = same?.panicked ? hook.error !== null : hook.error === error;
    return [
      ...compareTime(
        subject,
        'starts',
        hook.start,
        places.map(place => place.start),
        tolerance,
      ),
      ...compareTime(
        subject,
        'ends',
        hook.end,
        places.map(place => place.end),
        tolerance,
      ),
      ...(agreesInError
        ? []
        : [{ subject, sentence: `expected ${error ?? 'no error'}, found ${hook.error ?? 'no error'}` }]),
    ];
  });
}

/** As a hook among the others it has several possible places, and between two of them is none. */
function compareAuditShutdown(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const compareWith = (recorded: readonly (number | null)[]): Difference[] =>
    compareOnce('the audit shutdown', 'happens', found.auditShutdownAt, recorded, tolerance);
  const recorded = trace.runs.map(run => run.audit.shutdownAt);
  if (!auditStopsInHook(lineageOfTrace(trace))) return compareWith(recorded);
  const differences = [...new Set(recorded)].map(place => compareWith([place]));
  return differences.some(difference => difference.length === 0) ? [] : differences.flat();
}

/** Something that happens once, or never, or in some of the runs only. */
function compareOnce(
  subject: string,
  event: string,
  ours: readonly number[],
  recorded: readonly (number | null)[],
  tolerance: Tolerance,
): Difference[] {
  const times = recorded.filter(t => t !== null);
  if (ours.length === 0 && times.length < recorded.length) return [];
  if (ours.length > 1 || times.length === 0) {
    const expected = times.length === 0 ? `never ${event}` : `${event} once, at ${span(times)}`;
    return [{ subject, sentence: `expected that it ${expected}, found it at ${list(ours.map(ms))}` }];
  }
  return compareTime(subject, event, ours[0] ?? null, times, tolerance);
}

function compareEnd(trace: Trace, found: RunFacts, tolerance: Tolerance): Difference[] {
  const returns = trace.runs.flatMap(run => (run.returned ? [run.returned] : []));
  const codes = trace.runs.map(run => run.exit.code);
  const reasons = trace.runs.map(run => reasonOf(run));
  const { exit } = found;
  return [
    // A panic ends the process without a return; our region of Run ends with it all the same.
    ...(returns.length === 0
      ? []
      : compareTime(
          'Run',
          'returns',
          found.returnedAt,
          returns.map(returned => returned.t),
          tolerance,
        )),
    ...compareTime(
      'the process',
      'exits',
      exit?.t ?? null,
      trace.runs.map(run => run.exit.t),
      tolerance,
    ),
    ...(exit && !codes.includes(exit.code)
      ? [{ subject: 'the exit code', sentence: `expected ${list(codes)}, found ${exit.code}` }]
      : []),
    ...(exit && !reasons.includes(exit.reason)
      ? [{ subject: 'the reason of the exit', sentence: `expected ${list(reasons)}, found ${exit.reason}` }]
      : []),
  ];
}

/** What `Run` returned, in our words; the text of its error is made of the hooks' errors, which are compared. */
function reasonOf(run: TraceRun): string {
  if (run.returned === null) return 'hook-panicked';
  return run.returned.error === null ? 'completed' : 'hook-failed';
}

function inOrder<T extends { readonly start: number }>(hooks: readonly T[]): T[] {
  return [...hooks].sort((a, b) => a.start - b.start);
}

function list(values: readonly (string | number)[]): string {
  return [...new Set(values)].join(', ') || 'none';
}
