/**
 * The actors of other people's applications that are being watched, and what has happened to them. Bounded: of many
 * events the oldest are forgotten, of many actors those first that have stopped.
 */
import type { Statechart } from '../view/statechart.ts';
import type { Incoming, Present, WatchedStatus } from './incoming.ts';
import { plainChart } from './plain-chart.ts';
import { firstTrail, nextTrail, type Trail } from './watched-marks.ts';

export interface WatchedActor {
  /** Unique among all applications. */
  readonly key: string;
  readonly app: string;
  readonly name: string;
  /** The key of its parent, if that is known. */
  readonly parent: string | null;
  readonly chart: Statechart | null;
  readonly trail: Trail | null;
  /** XState's value as JSON; empty: it is no machine. */
  readonly value: string;
  readonly status: WatchedStatus;
  readonly context: string;
  /** Events that it was sent. */
  readonly events: number;
}

export interface WatchedEvent {
  readonly seq: number;
  /** Milliseconds since 1970. */
  readonly at: number;
  readonly actor: string;
  readonly name: string;
  readonly source: string | null;
  readonly type: string;
  readonly payload: string;
}

export interface WatchedLimits {
  readonly events: number;
  readonly actors: number;
  /** Characters of one definition. */
  readonly definition: number;
}

const LIMITS: WatchedLimits = { events: 2000, actors: 300, definition: 1_000_000 };

export class Watched {
  readonly #limits: WatchedLimits;
  readonly #actors = new Map<string, WatchedActor>();
  #events: WatchedEvent[] = [];
  #seq = 0;
  #forgottenActors = 0;
  #forgottenEvents = 0;

  constructor(limits: WatchedLimits = LIMITS) {
    this.#limits = limits;
  }

  /** In the order in which they came. */
  get actors(): readonly WatchedActor[] {
    return [...this.#actors.values()];
  }

  /** Oldest first. */
  get events(): readonly WatchedEvent[] {
    return this.#events;
  }

  get forgottenEvents(): number {
    return this.#forgottenEvents;
  }

  get forgottenActors(): number {
    return this.#forgottenActors;
  }

  /**
   * Takes in a message.
   * @param app the application that sent it
   * @param now milliseconds since 1970, for messages that do not say when
   */
  take(app: string, message: Incoming, now: number): void {
    if (message.kind === 'gone') {
      this.leave(app);
      return;
    }
    const key = keyOf(app, message.id);
    if (message.kind === 'actor') {
      this.#register(app, key, message);
      return;
    }
    const actor = this.#actors.get(key) ?? this.#register(app, key, unknownActor(message.id));
    switch (message.kind) {
      case 'event':
        this.#note({
          at: message.at ?? now,
          actor: key,
          name: actor.name,
          source: message.source === null ? null : this.#nameOf(app, message.source),
          type: message.type,
          payload: message.payload,
        });
        this.#actors.set(key, { ...actor, events: actor.events + 1 });
        return;
      case 'snapshot':
        this.#actors.set(key, {
          ...actor,
          ...presentTexts(message),
          trail:
            actor.chart && actor.trail && message.value !== null
              ? nextTrail(actor.chart, actor.trail, message.event, message.value)
              : actor.trail,
        });
        return;
      case 'stop':
        this.#actors.set(key, { ...actor, status: stoppedStatus(actor.status) });
    }
  }

  /** An application is gone: its actors stay as they were, and nothing happens to them any more. */
  leave(app: string): void {
    for (const [key, actor] of this.#actors)
      if (actor.app === app) this.#actors.set(key, { ...actor, status: stoppedStatus(actor.status) });
  }

  /** An application begins anew: what it has told before is forgotten. */
  restart(app: string): void {
    for (const [key, actor] of this.#actors) if (actor.app === app) this.#actors.delete(key);
    this.#events = this.#events.filter(({ actor }) => !actor.startsWith(keyOf(app, '')));
  }

  /** Forgets all that has stopped, and all events. */
  clear(): void {
    for (const [key, { status }] of this.#actors) if (status !== 'active') this.#actors.delete(key);
    this.#events = [];
    this.#forgottenEvents = 0;
    this.#forgottenActors = 0;
  }

  #register(app: string, key: string, message: Extract<Incoming, { kind: 'actor' }>): WatchedActor {
    const chart = this.#chartOf(message.definition);
    const parent = message.parent === null ? null : keyOf(app, message.parent);
    const actor: WatchedActor = {
      key,
      app,
      name: message.name,
      parent: parent === key ? null : parent,
      chart,
      trail: chart && firstTrail(chart, message.value),
      ...presentTexts(message),
      events: 0,
    };
    this.#actors.set(key, actor);
    this.#forget(key);
    return actor;
  }

  #chartOf(definition: string | null): Statechart | null {
    if (definition === null || definition.length > this.#limits.definition) return null;
    try {
      return plainChart(JSON.parse(definition));
    } catch {
      // What is no JSON cannot be drawn.
      return null;
    }
  }

  #nameOf(app: string, id: string): string {
    return this.#actors.get(keyOf(app, id))?.name ?? id;
  }

  #note(event: Omit<WatchedEvent, 'seq'>): void {
    this.#events.push({ seq: ++this.#seq, ...event });
    if (this.#events.length <= this.#limits.events) return;
    this.#events.shift();
    this.#forgottenEvents++;
  }

  #forget(newest: string): void {
    if (this.#actors.size <= this.#limits.actors) return;
    const others = [...this.#actors.values()].filter(({ key }) => key !== newest);
    const victim = others.find(({ status }) => status !== 'active') ?? others[0];
    if (!victim) return;
    this.#actors.delete(victim.key);
    this.#forgottenActors++;
  }
}

function keyOf(app: string, id: string): string {
  return `${app} ${id}`;
}

function stoppedStatus(status: WatchedStatus): WatchedStatus {
  return status === 'active' ? 'stopped' : status;
}

function presentTexts({
  value,
  status,
  context,
}: Present): Pick<WatchedActor, 'value' | 'status' | 'context'> {
  return { value: value === null ? '' : JSON.stringify(value), status, context };
}

/** One of which the application has told before anybody listened. */
function unknownActor(id: string): Extract<Incoming, { kind: 'actor' }> {
  return {
    kind: 'actor',
    id,
    at: null,
    name: id,
    parent: null,
    root: null,
    definition: null,
    value: null,
    status: 'active',
    context: '',
  };
}
