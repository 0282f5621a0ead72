/** What a shutdown consists of, for comparing runs that are not of one scenario, seed and version. */
import { hasGate, signalsOf } from '../lifecycle/lineage-facts.ts';
import { AUDIT_HOOK, auditStopsInHook, type Lineage, lineageOf } from '../lineage.ts';
import type { Recording, RunEvent } from './events.ts';
import { MOMENT_KEYS, type Moment, momentsOf } from './moments.ts';

/** A signal or a moment, the end of a hook, a signal to the process, its exit. */
export interface Milestone {
  readonly event: RunEvent;
  /** What it is, so that two of the same can be known; not when and where it stands. */
  readonly what: string;
  /** Of a moment that has no name: what happened. */
  readonly label?: string;
}

/** The step of the lineage that a recording names; null: none that is known. */
export function lineageIn({ header }: Pick<Recording, 'header'>): Lineage | null {
  return header.lineage === null ? null : lineageOf(header.lineage);
}

/** Whether the version of a run has a name for each of its moments, or nobody knows which one it is. */
export function hasAllNames(run: Pick<Recording, 'header'>): boolean {
  const lineage = lineageIn(run);
  return lineage === null || hasGate(lineage);
}

/**
 * The moments of a run for comparing it with one whose version may name them otherwise: where the stop has the name
 * `ShutdownInitiated`, /readyz turns red with it.
 */
export function comparableMoments({
  events,
  header,
}: Pick<Recording, 'events' | 'header'>): readonly Moment[] {
  const moments = momentsOf(events, header);
  const stop = moments.find(({ key }) => key === 'stopRequested');
  if (stop?.signal !== 'ShutdownInitiated') return moments;
  const red: Moment = { ...stop, key: 'readyzRed', label: '/readyz turns red', signal: null };
  return [...moments, red];
}

/** In their order; what the version of the other run cannot have is no difference. */
export function milestonesOf(run: Recording, other: Recording): readonly Milestone[] {
  return hasAllNames(run) && hasAllNames(other) ? named(run, other) : unnamed(run, other);
}

/** Whether two runs did the same, whenever they did it. */
export function isSameMilestone(a: Milestone, b: Milestone): boolean {
  return a.what === b.what;
}

function named({ events }: Recording, other: Recording): readonly Milestone[] {
  const lineage = lineageIn(other);
  return events
    .filter(
      event =>
        isOfProcess(event) ||
        event.type === 'hook.finished' ||
        (event.type === 'signal.fired' && (lineage === null || signalsOf(lineage).includes(event.name))),
    )
    .map(event => ({ event, what: whatIsSaid(event) }));
}

/** Of one instant by their kinds: which of two goroutines was first there says nothing about the version. */
function unnamed(run: Recording, other: Recording): readonly Milestone[] {
  const bySeq = new Map(run.events.map(event => [event.seq, event]));
  const lineage = lineageIn(other);
  const isKnown = (event: RunEvent): boolean =>
    event.type === 'hook.finished' &&
    (event.name !== AUDIT_HOOK || lineage === null || auditStopsInHook(lineage));
  const happened = run.events
    .filter(event => isOfProcess(event) || isKnown(event))
    .map(event => ({
      event,
      what: whatIsSaid(event),
      rank: event.type === 'process.exited' ? MOMENT_KEYS.length : -1,
    }));
  const moments = comparableMoments(run).flatMap(({ key, seq, signal, label }) => {
    const event = bySeq.get(seq);
    return event === undefined
      ? []
      : [{ event, what: key, rank: MOMENT_KEYS.indexOf(key), ...(signal === null ? { label } : {}) }];
  });
  return [...happened, ...moments].sort((a, b) => a.event.t - b.event.t || a.rank - b.rank);
}

function isOfProcess(event: RunEvent): boolean {
  return event.type === 'process.signalled' || event.type === 'process.exited';
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
