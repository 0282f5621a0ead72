/** How the server of a recording was started: what its scenario says, its flags where its log printed them, or what follows. */
import type { RunEvent } from './events.ts';
import { eventsOf, type RunFacts } from './facts.ts';

/** Without retry-after the listener closes within some milliseconds after the gate; with it, it waits for the drain. */
const CLOSES_AT_ONCE_MS = 100;

/** Flags that the log of the server printed, with their values as they stand there; empty for other recordings. */
export function printedFlags(events: readonly RunEvent[]): ReadonlyMap<string, string> {
  const flags = new Map<string, string>();
  for (const event of events) {
    if (event.type !== 'note' || !event.text.startsWith('--')) continue;
    for (const [, name = '', value = ''] of event.text.matchAll(/--([\w-]+)=(\S*)/g)) flags.set(name, value);
  }
  return flags;
}

/**
 * Whether the server ran with `--shutdown-send-retry-after`; null where nothing tells. In a log it follows from the order
 * of two signals: with the flag the listener closes after the drain, without it at once. Where nothing was in flight,
 * both come in the same moment and the order says little.
 */
export function sendsRetryAfter(facts: Pick<RunFacts, 'scenario' | 'events' | 'signals'>): boolean | null {
  const { scenario, events, signals } = facts;
  if (scenario !== null) return scenario.server['shutdown-send-retry-after'];
  const printed = printedFlags(events).get('shutdown-send-retry-after');
  if (printed !== undefined) return printed === 'true';
  const gate = signals.get('NotAcceptingNewRequest');
  const closed = signals.get('HTTPServerStoppedListening');
  const drained = signals.get('InFlightRequestsDrained');
  if (closed !== undefined && (drained === undefined || closed.seq < drained.seq)) return false;
  if (gate !== undefined && closed !== undefined && closed.t - gate.t >= CLOSES_AT_ONCE_MS) return true;
  const answered = eventsOf(events, 'request.rejected').some(({ filter }) => filter === 'retry-after');
  return answered ? true : null;
}
