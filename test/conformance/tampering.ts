/** Recordings of what a real server did, changed in one place: the comparison has to find that. */
import { expect, test } from 'vitest';
import type { EventDraft, RunEvent } from '../../machines/recording/events.ts';
import { compareTrace } from './compare.ts';
import { reenact } from './reenacted.ts';
import { readTrace, type Trace, type TraceRun } from './trace.ts';

/** The tolerance of the conformance tests of the simulation. */
export const TOLERANCE = { absoluteMs: 50, relative: 0.05 };

/** What becomes of an event: itself or another, several, or none. */
export type Change = (event: RunEvent) => RunEvent | RunEvent[] | null;

type Selector = (event: RunEvent) => boolean;

/** The first run of a trace, in our events. */
export function firstRun(trace: Trace): RunEvent[] {
  return reenact(trace, trace.runs[0] as TraceRun);
}

/** What the comparison says about the first run of a trace, changed. */
export function findings(trace: Trace, change: Change): string[] {
  const changed = firstRun(trace).flatMap(event => change(event) ?? []);
  const events = changed.sort((a, b) => a.t - b.t).map((event, seq) => ({ ...event, seq }));
  return compareTrace(trace, events, TOLERANCE).map(({ subject, sentence }) => `${subject}: ${sentence}`);
}

/** A test that a change of a trace's first run is found, and that without it nothing is. */
export function finds(title: string, file: string, select: Selector, change: Change, finding: RegExp): void {
  test(title, () => {
    const trace = readTrace(file);
    expect(findings(trace, event => event)).toEqual([]);
    expect(findings(trace, where(select, change))).toContainEqual(expect.stringMatching(finding));
  });
}

/** Changes the events that are selected. */
export function where(select: Selector, change: Change): Change {
  return event => (select(event) ? change(event) : event);
}

/** The events of a type whose fields have these values. */
export function all(type: RunEvent['type'], fields: Readonly<Record<string, unknown>> = {}): Selector {
  return event =>
    event.type === type &&
    Object.entries(fields).every(
      ([key, value]) => (event as unknown as Record<string, unknown>)[key] === value,
    );
}

/** An event of a scripted request; re-enacted requests are numbered by their names. */
export function of(request: string, type: RunEvent['type']): Selector {
  return all(type, { request });
}

/** An event of a connection of the scenario. */
export function on(connection: string, type: RunEvent['type']): Selector {
  return all(type, { connection: `c-${connection}` });
}

export const dropped: Change = () => null;

export const twice: Change = event => [event, event];

export function later(ms: number): Change {
  return event => ({ ...event, t: event.t + ms });
}

/** With other fields. */
export function but(fields: object): Change {
  return event => ({ ...event, ...fields }) as RunEvent;
}

/** With another event at the same time. (A module that exports `then` would be taken for a promise.) */
export function followedBy(draft: EventDraft): Change {
  return event => [event, { ...draft, seq: 0, t: event.t } as RunEvent];
}
