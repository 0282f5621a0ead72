/** An application that shows its machines by WebSocket, and what it has said: bounded, for pages that are opened later. */
import type { WebSocket } from 'ws';

/** Of the messages that tell of actors, and of all others, the newest are kept. */
const MOST_ACTORS = 300;
const MOST_OTHERS = 2000;
const MOST_CHARACTERS = 8_000_000;

interface Said {
  readonly order: number;
  readonly text: string;
}

export class AttachedApp {
  readonly name: string;
  /** Null: it is no page. */
  readonly origin: string | null;
  readonly socket: WebSocket;
  /** A page of another site is not heard before somebody has allowed it. */
  isAllowed: boolean;
  #actors: Said[] = [];
  #others: Said[] = [];
  #characters = 0;
  #count = 0;

  constructor(name: string, origin: string | null, socket: WebSocket, isAllowed: boolean) {
    this.name = name;
    this.origin = origin;
    this.socket = socket;
    this.isAllowed = isAllowed;
  }

  get isOpen(): boolean {
    return this.socket.readyState === this.socket.OPEN;
  }

  /** What it has said, in order; of much the oldest is left out. */
  get said(): readonly string[] {
    return [...this.#actors, ...this.#others].sort((a, b) => a.order - b.order).map(({ text }) => text);
  }

  hear(text: string): void {
    const said = { order: this.#count++, text };
    this.#characters += text.length;
    // Without its actor no event can be drawn: those are kept for longer.
    const tellsOfActor = text.includes('"@xstate.actor"') || text.includes('"service.register"');
    (tellsOfActor ? this.#actors : this.#others).push(said);
    while (
      this.#others.length > MOST_OTHERS ||
      (this.#characters > MOST_CHARACTERS && this.#others.length > 0)
    )
      this.#characters -= this.#others.shift()?.text.length ?? 0;
    while (
      this.#actors.length > MOST_ACTORS ||
      (this.#characters > MOST_CHARACTERS && this.#actors.length > 0)
    )
      this.#characters -= this.#actors.shift()?.text.length ?? 0;
  }
}
