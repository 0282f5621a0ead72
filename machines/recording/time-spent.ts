/** What the time of a shutdown was spent on. */
import { hasGate } from '../lifecycle/lineage-facts.ts';
import { lineageOf } from '../lineage.ts';
import type { SignalName } from '../signals.ts';
import type { Recording } from './events.ts';
import { factsOf, type RunFacts } from './facts.ts';
import { type Moment, type MomentKey, momentsOf } from './moments.ts';

/** The parts of a shutdown; some go on at the same time. */
export const SPENDINGS = ['delay', 'hooks', 'drain', 'server shutdown', 'shutdown'] as const;
export type Spending = (typeof SPENDINGS)[number];

/** A signal, and the moment that it stands for where a version has no name for it. */
interface Edge {
  readonly signal: SignalName;
  readonly moment: MomentKey;
}

const STOP: Edge = { signal: 'ShutdownInitiated', moment: 'stopRequested' };

/** From the first of the two to the second. `stop`: the first SIGTERM or SIGINT. */
const SPANS: Readonly<Record<Spending, readonly [Edge | 'stop', Edge | 'exit']>> = {
  delay: [STOP, { signal: 'AfterShutdownDelayDuration', moment: 'delayOver' }],
  hooks: [STOP, { signal: 'PreShutdownHooksStopped', moment: 'hooksStopped' }],
  drain: [
    { signal: 'NotAcceptingNewRequest', moment: 'notAccepting' },
    { signal: 'InFlightRequestsDrained', moment: 'drained' },
  ],
  'server shutdown': [{ signal: 'HTTPServerStoppedListening', moment: 'listenerClosed' }, 'exit'],
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
  const moments = unnamedMoments(facts);
  return Object.fromEntries(
    SPENDINGS.map(part => [part, spanOf(facts, moments, part)?.took ?? null]),
  ) as TimeSpent;
}

/** The parts that the recording has, the whole of it last. */
export function spentSpans(facts: RunFacts): readonly SpentSpan[] {
  const moments = unnamedMoments(facts);
  return SPENDINGS.flatMap(part => spanOf(facts, moments, part) ?? []);
}

/** What stands for the signals that a version before 1.25 lacks; none where it has them all, or nobody knows. */
function unnamedMoments({ header, events }: RunFacts): readonly Moment[] {
  const lineage = header.lineage === null ? null : lineageOf(header.lineage);
  return lineage === null || hasGate(lineage) ? [] : momentsOf(events, header);
}

function spanOf(
  { signals, stop, exit }: RunFacts,
  moments: readonly Moment[],
  part: Spending,
): SpentSpan | null {
  const [from, to] = SPANS[part];
  const at = ({ signal, moment }: Edge): number | undefined =>
    (signals.get(signal) ?? moments.find(({ key }) => key === moment))?.t;
  const begin = from === 'stop' ? stop?.t : at(from);
  const end = to === 'exit' ? exit?.t : at(to);
  if (begin === undefined || end === undefined) return null;
  return { part, from: rounded(begin - (stop?.t ?? begin)), took: rounded(end - begin) };
}

/** Whole microseconds: a difference of two times has digits too many. */
function rounded(ms: number): number {
  return Math.round(ms * 1000) / 1000;
}
