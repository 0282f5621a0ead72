/** What the page knows of the applications that show their machines, and who still waits for an answer. */
import { readIncoming } from '../../machines/inspect/incoming.ts';
import { Watched, type WatchedActor, type WatchedEvent } from '../../machines/inspect/watched.ts';
import { createStore, type Store } from '../session/store.ts';

export interface WatchedApp {
  readonly name: string;
  /** Where it runs: an origin, an address, or nothing that anybody knows. */
  readonly label: string;
  readonly isHere: boolean;
}

export interface Asking {
  readonly app: string;
  readonly origin: string;
}

export interface InspectorState {
  readonly apps: readonly WatchedApp[];
  readonly actors: readonly WatchedActor[];
  readonly events: readonly WatchedEvent[];
  readonly forgottenEvents: number;
  readonly forgottenActors: number;
  readonly asking: readonly Asking[];
}

/** Many messages are one drawing. */
const DRAW_AFTER_MS = 30;
/** Applications that are gone are remembered up to this many. */
const MOST_APPS = 30;

export class Inspector {
  readonly store: Store<InspectorState> = createStore<InspectorState>({
    apps: [],
    actors: [],
    events: [],
    forgottenEvents: 0,
    forgottenActors: 0,
    asking: [],
  });
  readonly #watched = new Watched();
  readonly #apps = new Map<string, WatchedApp>();
  readonly #asking = new Map<
    string,
    { readonly asking: Asking; readonly answer: (allow: boolean) => void }
  >();
  #timer: ReturnType<typeof setTimeout> | null = null;

  /** An application is attached; if it was before, it begins anew. */
  attach(name: string, label: string): void {
    this.#asking.delete(name);
    if (this.#apps.has(name)) this.#watched.restart(name);
    this.#apps.delete(name);
    this.#apps.set(name, { name, label, isHere: true });
    for (const [other, { isHere }] of this.#apps)
      if (this.#apps.size > MOST_APPS && !isHere) this.#drop(other);
    this.#draw();
  }

  /** An application has said something; what is of no protocol that is known is passed over. */
  hear(name: string, message: unknown): void {
    const incoming = readIncoming(message);
    if (!incoming) return;
    if (incoming.kind === 'gone') this.leave(name);
    else this.#watched.take(name, incoming, Date.now());
    this.#draw();
  }

  leave(name: string): void {
    const app = this.#apps.get(name);
    this.#asking.delete(name);
    if (app) this.#apps.set(name, { ...app, isHere: false });
    this.#watched.leave(name);
    this.#draw();
  }

  /** A page of another site asks whether it may show its machines. */
  ask(asking: Asking, answer: (allow: boolean) => void): void {
    this.#asking.set(asking.app, { asking, answer });
    this.#draw();
  }

  /** What somebody has answered to one that asks. */
  answer(app: string, allow: boolean): void {
    const asked = this.#asking.get(app);
    this.#asking.delete(app);
    asked?.answer(allow);
    this.#draw();
  }

  /** Forgets events, and all that has stopped. */
  clear(): void {
    this.#watched.clear();
    for (const [name, { isHere }] of this.#apps) if (!isHere) this.#apps.delete(name);
    this.#draw();
  }

  #drop(name: string): void {
    this.#watched.restart(name);
    this.#apps.delete(name);
  }

  #draw(): void {
    this.#timer ??= setTimeout(() => {
      this.#timer = null;
      const { actors, events, forgottenEvents, forgottenActors } = this.#watched;
      this.store.set({
        apps: [...this.#apps.values()],
        actors,
        events: [...events],
        forgottenEvents,
        forgottenActors,
        asking: [...this.#asking.values()].map(({ asking }) => asking),
      });
    }, DRAW_AFTER_MS);
  }
}
