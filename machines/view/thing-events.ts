/** What has happened to one thing of a run: its own events, found once, however often and from wherever one looks. */
import type { RunEvent } from '../recording/events.ts';
import type { FaultyThing } from '../traffic/fault.ts';
import { firstIndex, type RecordingIndex } from './recording-index.ts';

/** A thing of a run that has a story: one that can go wrong, or the process. */
export type StoryThing = FaultyThing | { readonly kind: 'process' };

/** Whether an event is about a thing itself; what other things did because of it is not. */
export function concerns(thing: StoryThing, event: RunEvent): boolean {
  if (event.type === 'fault.injected') return isFaultOf(thing, event.fault);
  switch (thing.kind) {
    case 'request':
      return 'request' in event && event.request === thing.id;
    case 'connection':
      return 'connection' in event && event.connection === thing.id;
    case 'hook':
      return (
        (event.type === 'hook.started' || event.type === 'hook.finished' || event.type === 'hook.stopped') &&
        event.phase === thing.phase &&
        event.name === thing.name
      );
    case 'probe':
      return event.type === 'probe.changed' && event.client === thing.client;
    case 'process':
      return event.type.startsWith('process.');
  }
}

function isFaultOf(
  thing: StoryThing,
  fault: Extract<RunEvent, { type: 'fault.injected' }>['fault'],
): boolean {
  switch (thing.kind) {
    case 'request':
      return 'request' in fault && fault.request === thing.id;
    case 'connection':
      return 'connection' in fault && fault.connection === thing.id;
    case 'hook':
      return 'phase' in fault && fault.phase === thing.phase && fault.name === thing.name;
    case 'probe':
      return 'client' in fault && fault.client === thing.client;
    case 'process':
      return false;
  }
}

interface Place {
  /** The number of events up to and with this one. */
  readonly count: number;
  readonly event: RunEvent;
}

/** The events of one thing over a run: every event of the run is read once. */
export class ThingEvents {
  readonly thing: StoryThing;
  private readonly index: RecordingIndex;
  private readonly found: Place[] = [];
  private read = 0;

  constructor(thing: StoryThing, index: RecordingIndex) {
    this.thing = thing;
    this.index = index;
  }

  /** Those among the first `count` events of the run, in their order. */
  upTo(count: number): readonly RunEvent[] {
    const { index, found } = this;
    for (this.read = Math.max(this.read, index.forgotten); this.read < count; this.read++) {
      const event = index.event(this.read);
      if (event && concerns(this.thing, event)) found.push({ count: this.read + 1, event });
    }
    return found
      .slice(
        0,
        firstIndex(found, place => place.count > count),
      )
      .map(({ event }) => event);
  }
}
