/** Finds a moment in a run. */
import type { RunEvent } from '../recording/events.ts';
import { eventsOf, type RunFacts } from '../recording/facts.ts';
import { comparableMoments } from '../recording/milestones.ts';
import { toMs } from '../time.ts';
import type { MomentAnchor, MomentRef } from './moment-ref.ts';

/** A moment that came. */
export interface FoundMoment {
  /** Milliseconds since the start of the recording, with the offset. */
  readonly t: number;
  /** The event that it counts from; null for the start, and for the end of a run without events. */
  readonly event: RunEvent | null;
  readonly hasOffset: boolean;
}

/** The moment; null where it does not come. */
export function findMoment(facts: RunFacts, { anchor, offset }: MomentRef): FoundMoment | null {
  const found = findAnchor(facts, anchor);
  if (found === null) return null;
  // Whole microseconds: what is written as 5s after an event is exactly that.
  const t = Math.round((found.t + toMs(offset)) * 1000) / 1000;
  return { t, event: found.event, hasOffset: offset !== 0 };
}

interface FoundAnchor {
  readonly t: number;
  readonly event: RunEvent | null;
}

function findAnchor(facts: RunFacts, anchor: MomentAnchor): FoundAnchor | null {
  const { events } = facts;
  switch (anchor.kind) {
    case 'start':
      return { t: 0, event: null };
    case 'end':
      return { t: facts.endT, event: events.at(-1) ?? null };
    case 'exit':
      return at(facts.exit);
    case 'signal':
      return at(facts.signals.get(anchor.name));
    case 'moment': {
      const moment = comparableMoments(facts).find(({ key }) => key === anchor.key);
      return moment === undefined ? null : at(events.find(({ seq }) => seq === moment.seq));
    }
    case 'process':
      return at(
        eventsOf(events, 'process.signalled').filter(({ signal }) => signal === anchor.signal)[
          anchor.nth - 1
        ],
      );
    case 'request':
      return at(requestEvent(facts, anchor.name, anchor.what));
    case 'hook': {
      const type = anchor.what === 'started' ? ('hook.started' as const) : ('hook.finished' as const);
      return at(events.find(event => event.type === type && event.name === anchor.name));
    }
    case 'probe': {
      const wanted = anchor.what === 'healthy';
      return at(
        events.find(
          event =>
            event.type === 'probe.changed' &&
            event.client === anchor.name &&
            event.healthy === wanted &&
            event.seq > (facts.stop?.seq ?? 0),
        ),
      );
    }
  }
}

function at(event: RunEvent | null | undefined): FoundAnchor | null {
  return event === null || event === undefined ? null : { t: event.t, event };
}

type RequestMoment = Extract<MomentAnchor, { readonly kind: 'request' }>['what'];

function requestEvent(facts: RunFacts, name: string, what: RequestMoment): RunEvent | undefined {
  const request = facts.fates.find(fate => fate.name === name)?.request;
  if (request === undefined) return undefined;
  return facts.events.find(
    event => event.type === `request.${what}` && 'request' in event && event.request === request,
  );
}

/**
 * Which of two moments comes first: -1 the first one, 1 the second one, 0 both at once. At the same instant the one
 * that causes the other is the first.
 */
export function compareMoments(facts: RunFacts, a: FoundMoment, b: FoundMoment): -1 | 0 | 1 {
  if (a.t !== b.t) return a.t < b.t ? -1 : 1;
  if (a.event === null || b.event === null || a.hasOffset || b.hasOffset) return 0;
  if (causes(facts, a.event, b.event)) return -1;
  return causes(facts, b.event, a.event) ? 1 : 0;
}

/** Whether an event is among the causes of another one, or among theirs. Causes always come before what they cause. */
function causes({ events }: RunFacts, earlier: RunEvent, later: RunEvent): boolean {
  const bySeq = new Map<number, RunEvent>();
  for (const event of events)
    if (event.seq >= earlier.seq && event.seq <= later.seq) bySeq.set(event.seq, event);
  const open = [later.seq];
  const seen = new Set(open);
  for (let seq = open.pop(); seq !== undefined; seq = open.pop()) {
    for (const cause of bySeq.get(seq)?.cause ?? []) {
      if (cause === earlier.seq) return true;
      if (cause > earlier.seq && !seen.has(cause)) {
        seen.add(cause);
        open.push(cause);
      }
    }
  }
  return false;
}
