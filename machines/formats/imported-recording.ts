/** One process of a log → a recording. */
import {
  RECORDING_VERSION,
  type Recording,
  type RecordingHeader,
  type RunEvent,
} from '../recording/events.ts';
import { isoTime } from './calendar.ts';
import { lineageOfLog } from './lineage-of-log.ts';
import { type PlacedEvent, saidEvents } from './log-events.ts';
import {
  failedHooks,
  healthEvents,
  inferredSignals,
  postStartHooks,
  watchesBefore,
} from './log-inferences.ts';
import { endOf, signalledEvents, startOf } from './process-end.ts';
import type { ProcessLog } from './process-log.ts';
import { requestEvents } from './request-events.ts';

/** The recording of a process: what its log says and what follows from it, in order of time; ties keep the lines' order. */
export function recordingOf(process: ProcessLog): Recording {
  const placed = lifeEvents(process);
  const { kept, summary } = process.requests;
  const begin = placed.reduce(
    (first, { at }) => Math.min(first, at),
    kept.reduce((first, { at }) => Math.min(first, at), summary?.from ?? Number.POSITIVE_INFINITY),
  );
  for (const event of requestEvents(process, begin)) placed.push(event);
  const ms = (at: number): number => (at - begin) / 1000;
  if (summary !== null) {
    const { from, to, outcomes } = summary;
    const event = { type: 'requests.summarized', from: ms(from), to: ms(to), outcomes } as const;
    placed.push({ at: to, line: 0, event, inferred: false });
  }
  placed.sort((a, b) => a.at - b.at || a.line - b.line);
  const events = placed.map(({ at, line, event, inferred }, index): RunEvent => {
    const where = { seq: index + 1, t: ms(at), ...(line > 0 ? { line } : {}) };
    return { ...event, ...where, ...(inferred ? { inferred } : {}) };
  });
  return { header: headerOf(process, Number.isFinite(begin) ? begin : null), events };
}

function lifeEvents(process: ProcessLog): PlacedEvent[] {
  const start = startOf(process);
  const end = endOf(process);
  // What stands in the same line comes in this order.
  const events = [
    ...(start === null ? [] : [start]),
    ...signalledEvents(process),
    ...inferredSignals(process),
    ...saidEvents(process),
    ...watchesBefore(process),
    ...postStartHooks(process),
    ...healthEvents(process),
    ...failedHooks(process),
    ...(end === null ? [] : [end]),
  ];
  if (process.zoneAssumed && events[0] !== undefined) {
    const { at, line } = events.reduce((first, event) => (event.at < first.at ? event : first));
    const text = 'The log does not say in which time zone it was written; its times are taken as UTC.';
    events.push({ at, line, event: { type: 'note', text }, inferred: true });
  }
  return events;
}

function headerOf(process: ProcessLog, begin: number | null): RecordingHeader {
  const { lineage, from } = lineageOfLog(process);
  return {
    type: 'recording',
    version: RECORDING_VERSION,
    source: 'imported',
    scenario: null,
    lineage,
    ...(from === 'lines' ? { lineageAtLeast: true as const } : {}),
    seed: null,
    clock: 'wall',
    startedAt: begin === null ? null : isoTime(begin),
    speed: 1,
  };
}
