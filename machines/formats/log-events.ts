/** Statements of a log → events, each with the line it is from. What a line does not say itself is marked as inferred. */
import type { EventDraft } from '../recording/events.ts';
import type { EpochMicros } from './calendar.ts';
import type { PlacedFact, ProcessLog } from './process-log.ts';

/** An event before it has its place in the recording. */
export interface PlacedEvent {
  readonly at: EpochMicros;
  /** Line of the log; what belongs to the same line keeps the order in which it is given. */
  readonly line: number;
  readonly event: EventDraft;
  /** The log does not say it: it follows from what it says. */
  readonly inferred: boolean;
}

/** Where an event goes. */
export type Place = Pick<PlacedFact, 'at' | 'line'>;

export function said({ at, line }: Place, event: EventDraft): PlacedEvent {
  return { at, line, event, inferred: false };
}

export function inferred({ at, line }: Place, event: EventDraft): PlacedEvent {
  return { at, line, event, inferred: true };
}

/** The flags that decide how a server terminates; the others do not belong to a recording. */
const TERMINATION_FLAGS = [
  'shutdown-delay-duration',
  'shutdown-send-retry-after',
  'shutdown-watch-termination-grace-period',
  'request-timeout',
  'min-request-timeout',
  'goaway-chance',
  'http2-max-streams-per-connection',
  'max-requests-inflight',
  'max-mutating-requests-inflight',
  'livez-grace-period',
];

/** What the facts of a process say by themselves, one after the other. */
export function* saidEvents(process: ProcessLog): Generator<PlacedEvent, void> {
  const { flags, flagsAt } = process;
  const printed = TERMINATION_FLAGS.filter(name => flags.has(name)).map(
    name => `--${name}=${flags.get(name)}`,
  );
  if (flagsAt !== null && printed.length > 0) yield said(flagsAt, { type: 'note', text: printed.join(' ') });
  for (const placed of process.facts) yield* eventsOfFact(placed, process);
}

function* eventsOfFact(placed: PlacedFact, process: ProcessLog): Generator<PlacedEvent, void> {
  const { fact, text } = placed;
  switch (fact.kind) {
    case 'signal':
      yield said(placed, { type: 'signal.fired', name: fact.name });
      break;
    case 'serving':
      yield said(placed, { type: 'listener.opened', address: fact.address });
      break;
    case 'stoppedListening':
      yield said(placed, { type: 'listener.closed', address: fact.address });
      break;
    case 'auditShutdown':
      yield said(placed, { type: 'audit.shutdown' });
      break;
    case 'watchesDrained':
      yield inferred(placed, {
        type: 'drain.changed',
        nonLongRunning: inFlightAt(placed, process),
        watches: fact.after,
      });
      yield said(placed, { type: 'note', text });
      break;
    case 'inFlightDrained':
      yield* drainedEvent(placed, process);
      yield said(placed, { type: 'note', text });
      break;
    // Become events of the process: see process-end.ts.
    case 'stopRequested':
    case 'exited':
      break;
    case 'version':
      yield said(placed, { type: 'note', text: `Version: ${fact.version}` });
      break;
    default:
      yield said(placed, { type: 'note', text });
  }
}

/** Whether short requests were still in flight: nobody says how many, so it is one at least. */
function inFlightAt(place: Place, process: ProcessLog): number {
  const drained = process.facts.find(({ fact }) => fact.kind === 'inFlightDrained');
  return drained !== undefined && drained.at > place.at ? 1 : 0;
}

/** The last short request has ended; how many watches are left is known only where the server waits for them. */
function* drainedEvent(placed: PlacedFact, process: ProcessLog): Generator<PlacedEvent, void> {
  for (const { at, fact } of process.facts) {
    if (fact.kind !== 'watchesDrained') continue;
    const watches = at <= placed.at ? fact.after : fact.before;
    yield inferred(placed, { type: 'drain.changed', nonLongRunning: 0, watches });
    return;
  }
}
