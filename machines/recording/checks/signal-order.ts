import { signalPredecessors } from '../../lifecycle/lineage-facts.ts';
import { hasSignals, lineageOf } from '../../lineage.ts';
import type { SignalName } from '../../signals.ts';
import type { Translate } from '../../words/translate.ts';
import { eventsOf, type RunFacts } from '../facts.ts';
import { sendsRetryAfter } from '../server-mode.ts';
import { broken, count, holds, type Rule, undecidable, type Verdict } from './rule.ts';

export const signalOrder: Rule = {
  name: 'signal-order',
  title: 'The signals fire in the order of their lineage',
  explanation:
    'A signal fires once, and only after all signals that it waits for. With --shutdown-send-retry-after HTTPServerStoppedListening waits for InFlightRequestsDrained, without it only for NotAcceptingNewRequest.',
  check,
};

function check(facts: RunFacts, tr: Translate): Verdict {
  const fired = eventsOf(facts.events, 'signal.fired');
  const lineage = facts.header.lineage === null ? null : lineageOf(facts.header.lineage);
  if (fired.length === 0) {
    return undecidable(
      lineage !== null && !hasSignals(lineage)
        ? tr('lineage {lineage} has no signals: they came with 1.22', { lineage })
        : tr('the recording has no signals'),
    );
  }
  if (lineage === null) return undecidable(tr('the recording names no lineage whose order is known'));
  // Where the mode is unknown only what holds in both modes is asked for.
  const predecessors = signalPredecessors(lineage, sendsRetryAfter(facts) ?? false);
  const seen = new Set<SignalName>();
  const problems: string[] = [];
  const events: number[] = [];
  for (const event of fired) {
    const waitsFor = predecessors[event.name];
    // What no line of a log says, but stands for a moment that its version had no name for, says nothing of the order.
    if (waitsFor === undefined && event.inferred === true) continue;
    const missing = (waitsFor ?? []).filter(name => !seen.has(name));
    if (waitsFor === undefined)
      problems.push(tr('lineage {lineage} has no {name}', { lineage, name: event.name }));
    if (seen.has(event.name)) problems.push(tr('{name} fired twice', { name: event.name }));
    if (missing.length > 0)
      problems.push(tr('{name} fired before {others}', { name: event.name, others: missing.join(', ') }));
    if (seen.has(event.name) || missing.length > 0 || waitsFor === undefined) events.push(event.seq);
    seen.add(event.name);
  }
  if (problems.length > 0) return broken(problems.join('; '), events);
  return holds(
    tr('{signals}, each after those that it waits for', { signals: count(seen.size, 'signal', tr) }),
    fired.map(({ seq }) => seq),
  );
}
