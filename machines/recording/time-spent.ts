/** What the time of a shutdown was spent on. */
import type { SignalName } from '../signals.ts';
import type { Recording } from './events.ts';
import { factsOf, type RunFacts } from './facts.ts';

/** The parts of a shutdown; some go on at the same time. */
export const SPENDINGS = ['delay', 'hooks', 'drain', 'server shutdown', 'shutdown'] as const;
export type Spending = (typeof SPENDINGS)[number];

/** From the first of the two to the second. `stop`: the first SIGTERM or SIGINT. */
const SPANS: Readonly<Record<Spending, readonly [SignalName | 'stop', SignalName | 'exit']>> = {
  delay: ['ShutdownInitiated', 'AfterShutdownDelayDuration'],
  hooks: ['ShutdownInitiated', 'PreShutdownHooksStopped'],
  drain: ['NotAcceptingNewRequest', 'InFlightRequestsDrained'],
  'server shutdown': ['HTTPServerStoppedListening', 'exit'],
  shutdown: ['stop', 'exit'],
};

/** Milliseconds of each part; null where the recording lacks its beginning or its end. */
export type TimeSpent = Readonly<Record<Spending, number | null>>;

export function timeSpent(recording: Recording): TimeSpent {
  const facts = factsOf(recording);
  return Object.fromEntries(SPENDINGS.map(part => [part, spanOf(facts, SPANS[part])])) as TimeSpent;
}

function spanOf(
  { signals, stop, exit }: RunFacts,
  [from, to]: readonly [SignalName | 'stop', SignalName | 'exit'],
): number | null {
  const begin = from === 'stop' ? stop?.t : signals.get(from)?.t;
  const end = to === 'exit' ? exit?.t : signals.get(to)?.t;
  return begin === undefined || end === undefined ? null : Math.round((end - begin) * 1000) / 1000;
}
