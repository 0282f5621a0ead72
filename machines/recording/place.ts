/** Gives an event its place in a recording. */
import type { EventDraft, RunEvent } from './events.ts';

/**
 * The event of a draft: `seq`, `t`, `type`, `cause` and then what the type carries. A loop, because spreading the
 * rest of an object costs twenty times as much, and this runs for every event of a run.
 */
export function placeEvent(seq: number, t: number, draft: EventDraft): RunEvent {
  const event: Record<string, unknown> = { seq, t, type: draft.type };
  if (draft.cause) event.cause = draft.cause;
  for (const key in draft) {
    if (key !== 'type' && key !== 'cause') event[key] = draft[key as keyof EventDraft];
  }
  return event as unknown as RunEvent;
}
