/** What the health endpoints say while the server shuts down. */
import { hasReadyz, hasSignals, lineageOf } from '../../lineage.ts';
import type { Translate } from '../../words/translate.ts';
import type { EventOf } from '../events.ts';
import { eventsOf, type RunFacts } from '../facts.ts';
import { broken, count, holds, type Rule, span, undecidable, type Verdict } from './rule.ts';

/** On a real clock two events of the same step may lie apart by this much, in milliseconds; on the virtual one they do not. */
const REAL_CLOCK_TOLERANCE_MS = 20;

/** The filters that turn requests away because of the shutdown; others (too many in flight, say) do so at any time. */
const SHUTDOWN_FILTERS: ReadonlySet<string> = new Set(['retry-after', 'wait-group']);

export const readyzFails: Rule = {
  name: 'readyz-fails-from-shutdown',
  title: '/readyz fails from ShutdownInitiated on',
  explanation:
    'Load balancers learn from /readyz that the server is about to go: it must fail at once, long before the door shuts, and never recover.',
  check: checkReadyz,
};

export const livezStaysOk: Rule = {
  name: 'livez-stays-ok',
  title: '/livez does not fail because of the shutdown',
  explanation:
    'A failing /livez makes the kubelet restart the container, which would cut the shutdown short. Post-start hooks that have not finished may fail it, the shutdown may not.',
  check: checkLivez,
};

function checkReadyz(facts: RunFacts, tr: Translate): Verdict {
  const lineage = facts.header.lineage === null ? null : lineageOf(facts.header.lineage);
  if (lineage !== null && !hasReadyz(lineage))
    return undecidable(tr('lineage {lineage} has no /readyz: it came with 1.16', { lineage }));
  const shutdown = facts.signals.get('ShutdownInitiated');
  if (shutdown === undefined && lineage !== null && !hasSignals(lineage)) return checkNameless(facts, tr);
  if (shutdown === undefined) return undecidable(tr('the shutdown has not been initiated'));
  const isLog = facts.header.source === 'imported';
  const tolerance = facts.header.clock === 'virtual' ? 0 : REAL_CLOCK_TOLERANCE_MS * facts.header.speed;
  // When a request of a log arrived follows from how long it took: near the signal nobody knows which was first.
  const answers = answersOf(facts, '/readyz', shutdown.seq, isLog ? shutdown.t + tolerance : shutdown.t);
  const green = answers.filter(answer => answer.status === 200).map(answer => answer.seq);
  if (green.length > 0)
    return broken(
      tr('{probes} of /readyz got 200 after ShutdownInitiated', { probes: count(green.length, 'probe', tr) }),
      green,
    );
  const changes = changesOf(facts, '/readyz');
  if (changes.length === 0) {
    return answers.length === 0
      ? undecidable(tr('the recording says nothing about /readyz'))
      : holds(
          tr('{probes} of /readyz after ShutdownInitiated, none got 200', {
            probes: count(answers.length, 'probe', tr),
          }),
          answers.map(({ seq }) => seq),
        );
  }
  const recovered = changes
    .filter(change => change.ok && change.inferred !== true && change.seq > shutdown.seq)
    .map(change => change.seq);
  if (recovered.length > 0) return broken(tr('/readyz recovered after ShutdownInitiated'), recovered);
  const before = changes.findLast(change => change.seq < shutdown.seq);
  if (before?.ok === false)
    return holds(tr('/readyz failed from ShutdownInitiated on, and before it already'), [before.seq]);
  const red = changes.find(change => change.seq > shutdown.seq);
  if (red === undefined) {
    // A log has failing probes only, and at its verbosity perhaps not even those.
    if (isLog) return undecidable(tr('the log has no failing probe of /readyz: -v=2 prints them'));
    // A recording that ends in the very instant of the shutdown leaves it no time to fail.
    return facts.exit === null && facts.endT - shutdown.t <= tolerance
      ? undecidable(tr('ShutdownInitiated has only just fired'))
      : broken(tr('/readyz never failed'), [shutdown.seq]);
  }
  const late = red.t - shutdown.t;
  if (isLog && late > tolerance) {
    return holds(
      tr('/readyz failed at the first probe of the log after ShutdownInitiated, {time} later', {
        time: span(late),
      }),
      [shutdown.seq, red.seq],
    );
  }
  if (late > tolerance) {
    return broken(tr('/readyz failed only {time} after ShutdownInitiated', { time: span(late) }), [red.seq]);
  }
  return holds(tr('/readyz failed from ShutdownInitiated on'), [shutdown.seq, red.seq]);
}

/** Before 1.22 the stop has no name; up to 1.18 /readyz turns red only when the delay is over (PR 88911). */
function checkNameless(facts: RunFacts, tr: Translate): Verdict {
  const { stop, exit } = facts;
  if (stop === null) return undecidable(tr('the shutdown has not been initiated'));
  if (facts.header.source === 'imported')
    return undecidable(tr('the log has no failing probe of /readyz: -v=2 prints them'));
  const red = changesOf(facts, '/readyz').find(({ failing }) => failing.includes('shutdown'));
  if (red === undefined)
    return exit === null
      ? undecidable(tr('the shutdown has only just begun'))
      : broken(tr('/readyz never failed'), [stop.seq]);
  const late = red.t - stop.t;
  const tolerance = facts.header.clock === 'virtual' ? 0 : REAL_CLOCK_TOLERANCE_MS * facts.header.speed;
  return late > tolerance
    ? broken(tr('/readyz failed only {time} after {signal}', { time: span(late), signal: stop.signal }), [
        red.seq,
      ])
    : holds(tr('/readyz failed from {signal} on', { signal: stop.signal }), [stop.seq, red.seq]);
}

function checkLivez(facts: RunFacts, tr: Translate): Verdict {
  const lineage = facts.header.lineage === null ? null : lineageOf(facts.header.lineage);
  if (lineage !== null && !hasReadyz(lineage))
    return undecidable(tr('lineage {lineage} has no /livez: it came with 1.16', { lineage }));
  // Before 1.22 the shutdown has no name.
  const isNameless = lineage !== null && !hasSignals(lineage);
  const shutdown =
    facts.signals.get('ShutdownInitiated') ?? (isNameless ? (facts.stop ?? undefined) : undefined);
  if (shutdown === undefined) return undecidable(tr('the shutdown has not been initiated'));
  const changes = changesOf(facts, '/livez');
  const answers = answersOf(facts, '/livez', shutdown.seq);
  // Health is recorded when it changes: a recording that has any of it would show a change of /livez too.
  if (answers.length === 0 && eventsOf(facts.events, 'health.changed').length === 0) {
    return undecidable(tr('the recording says nothing about /livez'));
  }
  const blamed = changes.filter(change => change.seq > shutdown.seq && failsBecauseOfShutdown(change));
  if (blamed.length > 0) {
    const checks = new Set(blamed.flatMap(change => change.failing));
    return broken(
      tr('/livez failed after ShutdownInitiated: {checks}', {
        checks: [...checks].join(', ') || tr('no check named'),
      }),
      blamed.map(change => change.seq),
    );
  }
  const red = answers.filter(answer => {
    if (answer.type === 'request.rejected' && !SHUTDOWN_FILTERS.has(answer.filter)) return false;
    const health = changes.findLast(change => change.seq < answer.seq);
    return answer.status !== 200 && (health === undefined || health.ok);
  });
  if (red.length > 0) {
    return broken(
      tr('{probes} of /livez did not get 200 after ShutdownInitiated', {
        probes: count(red.length, 'probe', tr),
      }),
      red.map(answer => answer.seq),
    );
  }
  return holds(
    tr('/livez did not fail because of the shutdown'),
    answers.map(({ seq }) => seq),
  );
}

function changesOf(facts: RunFacts, endpoint: string): EventOf<'health.changed'>[] {
  return eventsOf(facts.events, 'health.changed').filter(change => change.endpoint === endpoint);
}

function failsBecauseOfShutdown(change: EventOf<'health.changed'>): boolean {
  return (
    !change.ok &&
    (change.failing.length === 0 || change.failing.some(check => !check.startsWith('poststarthook/')))
  );
}

/** Responses to requests for the whole endpoint (no single check, none left out) that arrived after `afterSeq`, not before `from`. */
function answersOf(
  facts: RunFacts,
  endpoint: string,
  afterSeq: number,
  from = Number.NEGATIVE_INFINITY,
): (EventOf<'request.responded'> | EventOf<'request.rejected'>)[] {
  const paths = new Map(facts.fates.map(fate => [fate.request, fate.path]));
  const arrived = new Set<string>();
  const answers: (EventOf<'request.responded'> | EventOf<'request.rejected'>)[] = [];
  for (const event of facts.events) {
    if (event.seq <= afterSeq) continue;
    if (event.type === 'request.arrived') {
      if (event.t < from) continue;
      const [path, query = ''] = paths.get(event.request)?.split('?') ?? [];
      if (path === endpoint && !query.includes('exclude=')) arrived.add(event.request);
    } else if (event.type === 'request.responded' || event.type === 'request.rejected') {
      if (arrived.has(event.request)) answers.push(event);
    }
  }
  return answers;
}
