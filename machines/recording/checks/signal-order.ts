import { lineageOf } from '../../lineage.ts';
import { type SignalName, signalPredecessors } from '../../signals.ts';
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
  if (fired.length === 0) return undecidable(tr('the recording has no signals'));
  if (facts.header.lineage === null || lineageOf(facts.header.lineage) === null) {
    return undecidable(tr('the recording names no lineage whose order is known'));
  }
  // Where the mode is unknown only what holds in both modes is asked for.
  const predecessors = signalPredecessors(sendsRetryAfter(facts) ?? false);
  const seen = new Set<SignalName>();
  const problems: string[] = [];
  const events: number[] = [];
  for (const event of fired) {
    const missing = predecessors[event.name].filter(name => !seen.has(name));
    if (seen.has(event.name)) problems.push(tr('{name} fired twice', { name: event.name }));
    if (missing.length > 0)
      problems.push(tr('{name} fired before {others}', { name: event.name, others: missing.join(', ') }));
    if (seen.has(event.name) || missing.length > 0) events.push(event.seq);
    seen.add(event.name);
  }
  if (problems.length > 0) return broken(problems.join('; '), events);
  return holds(
    tr('{signals}, each after those that it waits for', { signals: count(seen.size, 'signal', tr) }),
    fired.map(({ seq }) => seq),
  );
}
