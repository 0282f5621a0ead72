/** Why something happened: the events that led to it, nearest first. */
import type { RunEvent } from '../recording/events.ts';

/** An event that led to another, and over how many steps. */
export interface Cause {
  readonly event: RunEvent;
  readonly distance: number;
}

const MOST = 12;

/** The causes of an event, nearest first, latest first among equals; at most twelve, each once. */
export function causesOf(event: RunEvent, bySeq: (seq: number) => RunEvent | undefined): Cause[] {
  const found: Cause[] = [];
  const seen = new Set<number>([event.seq]);
  let wave: RunEvent[] = [event];
  for (let distance = 1; wave.length > 0 && found.length < MOST; distance++) {
    const next: RunEvent[] = [];
    for (const seq of wave.flatMap(effect => effect.cause ?? []).sort((a, b) => b - a)) {
      // An event cannot cause an earlier one; whoever says so is not followed.
      const cause = seen.has(seq) || seq >= event.seq ? undefined : bySeq(seq);
      if (!cause) continue;
      seen.add(seq);
      next.push(cause);
    }
    found.push(...next.map(cause => ({ event: cause, distance })));
    wave = next;
  }
  return found.slice(0, MOST);
}
