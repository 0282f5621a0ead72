/** What a whole recording says, gathered once for the summary, the checks and the table. */

import { validateScenario } from '../scenario/parse.ts';
import type { Scenario } from '../scenario/schema.ts';
import type { SignalName } from '../signals.ts';
import type { Omitted } from './condense.ts';
import type { EventOf, EventType, Outcome, Recording, RecordingHeader, RunEvent } from './events.ts';
import { countedOnly, type RequestFate, requestFates } from './outcomes.ts';

/** Facts of a run. Times are milliseconds since the start of the recording. */
export interface RunFacts {
  readonly header: RecordingHeader;
  readonly events: readonly RunEvent[];
  /** The scenario with its defaults; null where the recording has none that this program understands. */
  readonly scenario: Scenario | null;
  /** The first SIGTERM or SIGINT: it begins the shutdown. */
  readonly stop: EventOf<'process.signalled'> | null;
  /** The first time each signal fired, in order. */
  readonly signals: ReadonlyMap<SignalName, EventOf<'signal.fired'>>;
  readonly fates: readonly RequestFate[];
  /** Requests that are recorded only as a number. */
  readonly counted: ReadonlyMap<Outcome, number>;
  /** What is left out of a recording in short; null where nothing is. */
  readonly omitted: Omitted | null;
  readonly exit: EventOf<'process.exited'> | null;
  /** When the recording ends. */
  readonly endT: number;
}

/** Gathers the facts of a recording. */
export function factsOf(recording: Recording): RunFacts {
  const { header, events } = recording;
  const signals = new Map<SignalName, EventOf<'signal.fired'>>();
  for (const event of eventsOf(events, 'signal.fired')) {
    if (!signals.has(event.name)) signals.set(event.name, event);
  }
  const validated = header.scenario === null ? null : validateScenario(header.scenario);
  return {
    header,
    events,
    scenario: validated?.ok ? validated.scenario : null,
    stop: eventsOf(events, 'process.signalled').find(event => event.signal !== 'SIGKILL') ?? null,
    signals,
    fates: requestFates(events),
    counted: countedOnly(events),
    omitted: recording.omitted ?? null,
    exit: eventsOf(events, 'process.exited').at(0) ?? null,
    endT: recording.omitted?.endT ?? events.at(-1)?.t ?? 0,
  };
}

/** All events of one type. */
export function eventsOf<T extends EventType>(events: readonly RunEvent[], type: T): EventOf<T>[] {
  return events.filter((event): event is EventOf<T> & RunEvent => event.type === type) as EventOf<T>[];
}

/** Milliseconds from the first SIGTERM or SIGINT, or from the start where there was none, rounded to a microsecond. */
export function sinceStop(facts: RunFacts, t: number): number {
  return Math.round((t - (facts.stop?.t ?? 0)) * 1000) / 1000;
}
