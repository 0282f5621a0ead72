import { lineageOf } from '../../lineage.ts';
import { type SignalName, signalPredecessors } from '../../signals.ts';
import { eventsOf, type RunFacts } from '../facts.ts';
import { broken, count, holds, type Rule, undecidable, type Verdict } from './rule.ts';

export const signalOrder: Rule = {
  name: 'signal-order',
  title: 'The signals fire in the order of their lineage',
  explanation:
    'A signal fires once, and only after all signals that it waits for. With --shutdown-send-retry-after HTTPServerStoppedListening waits for InFlightRequestsDrained, without it only for NotAcceptingNewRequest.',
  check,
};

function check(facts: RunFacts): Verdict {
  const fired = eventsOf(facts.events, 'signal.fired');
  if (fired.length === 0) return undecidable('the recording has no signals');
  if (facts.header.lineage === null || lineageOf(facts.header.lineage) === null) {
    return undecidable('the recording names no lineage whose order is known');
  }
  // Without a scenario the mode is unknown: then only what holds in both modes is asked for.
  const predecessors = signalPredecessors(facts.scenario?.server['shutdown-send-retry-after'] ?? false);
  const seen = new Set<SignalName>();
  const problems: string[] = [];
  const events: number[] = [];
  for (const event of fired) {
    const missing = predecessors[event.name].filter(name => !seen.has(name));
    if (seen.has(event.name)) problems.push(`${event.name} fired twice`);
    if (missing.length > 0) problems.push(`${event.name} fired before ${missing.join(' and ')}`);
    if (seen.has(event.name) || missing.length > 0) events.push(event.seq);
    seen.add(event.name);
  }
  if (problems.length > 0) return broken(problems.join('; '), events);
  return holds(`${count(seen.size, 'signal')}, each after those that it waits for`);
}
