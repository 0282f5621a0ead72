/** How often things of a kind have happened, at any position of a growing recording: every event is read once. */
import type { RunEvent } from '../recording/events.ts';
import { firstIndex, type RecordingIndex } from './recording-index.ts';

/** Kinds beyond these are not counted apart. */
const MOST_KINDS = 200;

/** The counts of one run, by a name that each event of interest has. */
export class EventCounts {
  private readonly index: RecordingIndex;
  private readonly kindOf: (event: RunEvent) => string | null;
  /** Where the events of a kind stand, as the number of events up to and with each. */
  private readonly places = new Map<string, number[]>();
  private read = 0;

  /** @param kindOf null: the event is not counted. */
  constructor(index: RecordingIndex, kindOf: (event: RunEvent) => string | null) {
    this.index = index;
    this.kindOf = kindOf;
  }

  /** Each kind that occurs among the first `count` events, and how often; in the order of their first events. */
  at(count: number): ReadonlyMap<string, number> {
    this.update(count);
    const counts = new Map<string, number>();
    for (const [kind, places] of this.places) {
      const number = firstIndex(places, place => place > count);
      if (number > 0) counts.set(kind, number);
    }
    return counts;
  }

  private update(count: number): void {
    const { index, places } = this;
    for (this.read = Math.max(this.read, index.forgotten); this.read < count; this.read++) {
      const event = index.event(this.read);
      const kind = event ? this.kindOf(event) : null;
      if (kind === null) continue;
      const list = places.get(kind);
      if (list) list.push(this.read + 1);
      else if (places.size < MOST_KINDS) places.set(kind, [this.read + 1]);
    }
  }
}
