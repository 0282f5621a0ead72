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

/** When a part began and how long it took, in milliseconds; `from` counts from the stop. */
export interface SpentSpan {
  readonly part: Spending;
  readonly from: number;
  readonly took: number;
}

export function timeSpent(recording: Recording): TimeSpent {
  const facts = factsOf(recording);
  return Object.fromEntries(SPENDINGS.map(part => [part, spanOf(facts, part)?.took ?? null])) as TimeSpent;
}

/** The parts that the recording has, the whole of it last. */
export function spentSpans(facts: RunFacts): readonly SpentSpan[] {
  return SPENDINGS.flatMap(part => spanOf(facts, part) ?? []);
}

function spanOf({ signals, stop, exit }: RunFacts, part: Spending): SpentSpan | null {
  const [from, to] = SPANS[part];
  const begin = from === 'stop' ? stop?.t : signals.get(from)?.t;
  const end = to === 'exit' ? exit?.t : signals.get(to)?.t;
  if (begin === undefined || end === undefined) return null;
  return { part, from: rounded(begin - (stop?.t ?? begin)), took: rounded(end - begin) };
}

/** Whole microseconds: a difference of two times has digits too many. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
