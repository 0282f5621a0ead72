/** Two runs side by side: their signals, what became of their requests, how they ended, and where they first differ. */
import type { SignalName } from '../signals.ts';
import type { EventOf, Recording, RunEvent } from './events.ts';
import { factsOf, type RunFacts } from './facts.ts';
import type { Fate } from './fate.ts';
import { fateCounts } from './fate-counts.ts';
import { comparableMoments, hasAllNames, isSameMilestone, milestonesOf } from './milestones.ts';
import type { Moment, MomentKey } from './moments.ts';

/** A run to compare. */
export interface ComparableRun extends Recording {
  /** How far the run is known, in milliseconds since its start; its last event, unless it is said. */
  readonly knownTo?: number;
}

/** What times count from: the latest of these that both runs have. */
export type Alignment = 'ShutdownInitiated' | 'stop' | 'start';

/** The same thing of both runs; null where one has it not. */
export interface Pair<T> {
  readonly a: T | null;
  readonly b: T | null;
}

/** When a signal fired, in milliseconds since the alignment. */
export interface ComparedSignal extends Pair<number> {
  readonly name: SignalName;
  /** `b` less `a`; null where one of them is missing. */
  readonly difference: number | null;
}

/** The same moment of two runs, in milliseconds since the alignment. */
export interface ComparedMoment extends Pair<number> {
  readonly key: MomentKey;
  /** What happened, in English; the catalog has its translation. */
  readonly label: string;
  /** How the version of one of them calls it; null: neither has a name for it. */
  readonly signal: SignalName | null;
  readonly difference: number | null;
}

/** How many requests of each run came to this end. */
export interface ComparedFate {
  readonly fate: Fate;
  readonly a: number;
  readonly b: number;
}

/** How a process ended; `t` in milliseconds since the alignment. */
export interface ComparedExit {
  readonly code: number;
  readonly reason: EventOf<'process.exited'>['reason'];
  readonly t: number;
}

/**
 * Where two runs first differ: the events that are not the same. `a` or `b` is null where that run does nothing more.
 * Runs of one scenario and seed are compared event by event; others by the order of their signals, hooks and exit.
 */
export interface Divergence extends Pair<RunEvent> {
  readonly by: 'events' | 'milestones';
  /** Milliseconds since the alignment, of the earlier one. */
  readonly t: number;
  /** What such an event means, where it shows a moment that has no name: in English; the catalog has its translation. */
  readonly labels: Pair<string>;
}

export interface RunComparison {
  readonly alignment: Alignment;
  /** The alignment in each run, in milliseconds since its start. */
  readonly origins: { readonly a: number; readonly b: number };
  /** In the order in which they fired, those of `a` first. */
  readonly signals: readonly ComparedSignal[];
  /** Where a version lacks names for its moments, before 1.25: the moments. Empty where both have all of them. */
  readonly moments: readonly ComparedMoment[];
  readonly fates: readonly ComparedFate[];
  readonly exit: Pair<ComparedExit>;
  /** Null: they are the same as far as both are known. */
  readonly divergence: Divergence | null;
}

const FATES: readonly Fate[] = ['answered', 'turnedAway', 'dropped', 'cut', 'lost', 'open'];

/** Compares two runs, finished or not. */
export function compareRuns(a: ComparableRun, b: ComparableRun): RunComparison {
  const facts = { a: factsOf(a), b: factsOf(b) };
  const alignment = alignmentOf(facts.a, facts.b);
  const origins = { a: originOf(facts.a, alignment), b: originOf(facts.b, alignment) };
  const names = new Set([...facts.a.signals.keys(), ...facts.b.signals.keys()]);
  const signals = [...names].map((name): ComparedSignal => {
    const at = (side: 'a' | 'b'): number | null => {
      const t = facts[side].signals.get(name)?.t;
      return t === undefined ? null : since(t, origins[side]);
    };
    const [timeA, timeB] = [at('a'), at('b')];
    const difference = timeA === null || timeB === null ? null : since(timeB, timeA);
    return { name, a: timeA, b: timeB, difference };
  });
  const counts = { a: fateCounts(facts.a), b: fateCounts(facts.b) };
  const exit = (side: 'a' | 'b'): ComparedExit | null => {
    const event = facts[side].exit;
    return event && { code: event.code, reason: event.reason, t: since(event.t, origins[side]) };
  };
  return {
    alignment,
    origins,
    signals,
    moments: comparedMoments(facts.a, facts.b, origins),
    fates: FATES.map(fate => ({ fate, a: counts.a.get(fate) ?? 0, b: counts.b.get(fate) ?? 0 })),
    exit: { a: exit('a'), b: exit('b') },
    divergence: divergenceOf(a, b, origins),
  };
}

/** In the order in which they came first in either run. */
function comparedMoments(
  a: RunFacts,
  b: RunFacts,
  origins: { readonly a: number; readonly b: number },
): readonly ComparedMoment[] {
  if ([a, b].every(hasAllNames)) return [];
  const moments = { a: comparableMoments(a), b: comparableMoments(b) };
  const found = new Map<MomentKey, Moment>();
  for (const moment of [...moments.a, ...moments.b])
    if (!found.has(moment.key)) found.set(moment.key, moment);
  const rows = [...found.values()].map(({ key, label }) => {
    const [one, other] = [moments.a, moments.b].map(list => list.find(moment => moment.key === key));
    const times = { a: one ? since(one.t, origins.a) : null, b: other ? since(other.t, origins.b) : null };
    return {
      key,
      label,
      signal: one?.signal ?? other?.signal ?? null,
      ...times,
      difference: times.a === null || times.b === null ? null : since(times.b, times.a),
    };
  });
  const first = ({ a, b }: Pair<number>): number =>
    Math.min(a ?? Number.POSITIVE_INFINITY, b ?? Number.POSITIVE_INFINITY);
  return rows.sort((one, other) => first(one) - first(other));
}

function alignmentOf(a: RunFacts, b: RunFacts): Alignment {
  if (a.signals.has('ShutdownInitiated') && b.signals.has('ShutdownInitiated')) return 'ShutdownInitiated';
  return a.stop && b.stop ? 'stop' : 'start';
}

function originOf(facts: RunFacts, alignment: Alignment): number {
  if (alignment === 'ShutdownInitiated') return facts.signals.get(alignment)?.t ?? 0;
  return alignment === 'stop' ? (facts.stop?.t ?? 0) : 0;
}

/** Times are decimal milliseconds with whole microseconds; a difference of two has a last digit too many. */
function since(t: number, origin: number): number {
  return Math.round((t - origin) * 1000) / 1000;
}

function divergenceOf(
  a: ComparableRun,
  b: ComparableRun,
  origins: { readonly a: number; readonly b: number },
): Divergence | null {
  const isSameStory = isSimulated(a) && isSimulated(b) && storyOf(a) === storyOf(b);
  const by = isSameStory ? 'events' : 'milestones';
  const found = isSameStory ? null : firstPair(milestonesOf(a, b), milestonesOf(b, a), isSameMilestone);
  const pair = found
    ? { a: found.a?.event ?? null, b: found.b?.event ?? null }
    : firstPair(a.events, b.events, isSameEvent);
  // What happens in one run after the other is no longer known is no difference.
  if (pair.a === null && (pair.b === null || since(pair.b.t, origins.b) > since(endOf(a), origins.a)))
    return null;
  if (pair.b === null && pair.a !== null && since(pair.a.t, origins.a) > since(endOf(b), origins.b))
    return null;
  const times = [
    ...(pair.a ? [since(pair.a.t, origins.a)] : []),
    ...(pair.b ? [since(pair.b.t, origins.b)] : []),
  ];
  const labels = { a: found?.a?.label ?? null, b: found?.b?.label ?? null };
  return { by, t: Math.min(...times), ...pair, labels };
}

/** The first two that are not the same, or the first that only one of them has. */
function firstPair<T>(a: readonly T[], b: readonly T[], isSame: (a: T, b: T) => boolean): Pair<T> {
  const shorter = Math.min(a.length, b.length);
  let position = 0;
  for (; position < shorter; position++) {
    const [one, other] = [a[position], b[position]];
    if (one !== undefined && other !== undefined && !isSame(one, other)) break;
  }
  return { a: a[position] ?? null, b: b[position] ?? null };
}

function endOf({ events, knownTo }: ComparableRun): number {
  return knownTo ?? events.at(-1)?.t ?? 0;
}

function isSimulated({ header }: ComparableRun): boolean {
  return header.source === 'simulated' && header.scenario !== null;
}

function storyOf({ header }: ComparableRun): string {
  return JSON.stringify([header.scenario, header.lineage, header.seed]);
}

function isSameEvent(a: RunEvent, b: RunEvent): boolean {
  // Forks share the events of their past.
  return a === b || JSON.stringify(a) === JSON.stringify(b);
}
