/** Two runs side by side: their signals, what became of their requests, how they ended, and where they first differ. */
import type { SignalName } from '../signals.ts';
import type { EventOf, Recording, RunEvent } from './events.ts';
import { factsOf, type RunFacts } from './facts.ts';
import type { Fate } from './fate.ts';
import { fateOfCounted } from './outcomes.ts';

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
}

export interface RunComparison {
  readonly alignment: Alignment;
  /** The alignment in each run, in milliseconds since its start. */
  readonly origins: { readonly a: number; readonly b: number };
  /** In the order in which they fired, those of `a` first. */
  readonly signals: readonly ComparedSignal[];
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
    fates: FATES.map(fate => ({ fate, a: counts.a.get(fate) ?? 0, b: counts.b.get(fate) ?? 0 })),
    exit: { a: exit('a'), b: exit('b') },
    divergence: divergenceOf(a, b, origins),
  };
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

function fateCounts({ fates, counted, omitted }: RunFacts): Map<Fate, number> {
  const counts = new Map<Fate, number>();
  const add = (fate: Fate, number: number) => counts.set(fate, (counts.get(fate) ?? 0) + number);
  for (const { fate } of fates) add(fate, 1);
  for (const [outcome, number] of counted) add(fateOfCounted(outcome), number);
  for (const [fate, number] of omitted?.fates ?? []) add(fate, number);
  return counts;
}

function divergenceOf(
  a: ComparableRun,
  b: ComparableRun,
  origins: { readonly a: number; readonly b: number },
): Divergence | null {
  const isSameStory = isSimulated(a) && isSimulated(b) && storyOf(a) === storyOf(b);
  const [by, eventsA, eventsB, isSame] = isSameStory
    ? (['events', a.events, b.events, isSameEvent] as const)
    : (['milestones', a.events.filter(isMilestone), b.events.filter(isMilestone), isSameMilestone] as const);
  const shorter = Math.min(eventsA.length, eventsB.length);
  let position = 0;
  for (; position < shorter; position++) {
    const [one, other] = [eventsA[position], eventsB[position]];
    if (one && other && !isSame(one, other)) break;
  }
  const pair = { a: eventsA[position] ?? null, b: eventsB[position] ?? null };
  // What happens in one run after the other is no longer known is no difference.
  if (pair.a === null && (pair.b === null || since(pair.b.t, origins.b) > since(endOf(a), origins.a)))
    return null;
  if (pair.b === null && pair.a !== null && since(pair.a.t, origins.a) > since(endOf(b), origins.b))
    return null;
  const times = [
    ...(pair.a ? [since(pair.a.t, origins.a)] : []),
    ...(pair.b ? [since(pair.b.t, origins.b)] : []),
  ];
  return { by, t: Math.min(...times), ...pair };
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

type Milestone =
  | EventOf<'signal.fired'>
  | EventOf<'hook.finished'>
  | EventOf<'process.signalled'>
  | EventOf<'process.exited'>;

const MILESTONES: ReadonlySet<string> = new Set<Milestone['type']>([
  'signal.fired',
  'hook.finished',
  'process.signalled',
  'process.exited',
]);

function isMilestone(event: RunEvent): event is Milestone {
  return MILESTONES.has(event.type);
}

/** Whether two runs did the same, whenever they did it. */
function isSameMilestone(a: RunEvent, b: RunEvent): boolean {
  return whatIsSaid(a) === whatIsSaid(b);
}

/** An event without when and where it stands, and without how a log knows it. */
function whatIsSaid(event: RunEvent): string {
  const {
    seq: _seq,
    t: _t,
    cause: _cause,
    server: _server,
    line: _line,
    inferred: _inferred,
    ...what
  } = event;
  return JSON.stringify(what);
}
