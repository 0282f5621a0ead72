/** One actor while it is followed: its value, and the sightings of what happens to it. */

import type { ActorStatus, InspectedActor, InspectedEvent, Sighting } from './sighting.ts';
import { changedValue, initialValue, type PlainValue } from './state-value.ts';

/** When something happened: what a sighting has of its event. */
export interface At {
  readonly t: number;
  readonly seq: number;
}

export class LiveActor {
  readonly actor: InspectedActor;
  value: PlainValue;
  private last: InspectedEvent = { type: 'xstate.init' };

  constructor(actor: InspectedActor) {
    this.actor = actor;
    this.value = initialValue(actor.chart);
  }

  born({ t, seq }: At): Sighting {
    return { kind: 'actor', t, seq, actor: this.actor, value: this.value };
  }

  told({ t, seq }: At, event: InspectedEvent, source: string | null): Sighting {
    this.last = event;
    return { kind: 'event', t, seq, actor: this.actor, event, source };
  }

  /** One of its regions has changed; {@link shown} says what it looks like now. */
  change(region: string, to: string): void {
    this.value = changedValue(this.actor.chart, this.value, region, to);
  }

  /** What it looks like after the event that it was told last. */
  shown({ t, seq }: At): Sighting {
    return {
      kind: 'snapshot',
      t,
      seq,
      actor: this.actor,
      event: this.last,
      value: this.value,
      status: this.status,
    };
  }

  stopped({ t, seq }: At): Sighting {
    return {
      kind: 'stop',
      t,
      seq,
      actor: this.actor,
      event: this.last,
      value: this.value,
      status: this.status,
    };
  }

  /** Whether it has come to a final state of its own. */
  get status(): ActorStatus {
    const { value } = this;
    const state = this.actor.chart.root.children.find(({ name }) => name === value);
    return state?.kind === 'final' ? 'done' : 'active';
  }
}
