/** Why something happened: the events that led to it. */
import type { RunEvent } from '../recording/events.ts';

const MOST = 10;

/**
 * The causes of an event and their causes, the latest first; at most ten, the nearest ones, each once. Inputs of the
 * kernel are left out where the event that they became says the same.
 */
export function causesOf(event: RunEvent, bySeq: (seq: number) => RunEvent | undefined): RunEvent[] {
  const found: RunEvent[] = [];
  const seen = new Set<number>([event.seq]);
  let wave: RunEvent[] = [event];
  while (wave.length > 0 && found.length < MOST) {
    const next: RunEvent[] = [];
    for (const seq of wave.flatMap(effect => effect.cause ?? []).sort((a, b) => b - a)) {
      // An event cannot cause an earlier one; whoever says so is not followed.
      const cause = seen.has(seq) || seq >= event.seq ? undefined : bySeq(seq);
      if (!cause) continue;
      seen.add(seq);
      next.push(cause);
    }
    found.push(...next.filter(saysSomething));
    wave = next;
  }
  return found.slice(0, MOST).sort((a, b) => b.seq - a.seq);
}

function saysSomething(event: RunEvent): boolean {
  if (event.type !== 'input') return true;
  const { type } = event.input;
  return (
    type === 'signal' || type === 'timer.fired' || type === 'drain.emptied' || type === 'watches.emptied'
  );
}
