/** A page's place in the room: its connection, and all that was heard on it. */
import type {
  FollowerMessage,
  Hello,
  PresenterCommand,
  PresenterMessage,
  ServerMessage,
} from '../../machines/workshop/messages.ts';
import { createStore } from '../session/store.ts';
import { Connection } from './connection.ts';
import { EMPTY_ROOM, hear } from './room-state.ts';

/** Kept as long as the tab is open: a page that is loaded again has the same seat, and the next tab another one. */
const SEAT_KEY = 'lastcall.workshop.seat';

export class Room {
  readonly store = createStore(EMPTY_ROOM);
  readonly connection: Connection;
  private readonly onCommand: (command: PresenterCommand) => void;

  /** @param onCommand what the presenter's notes ask the presenter's page to do. */
  constructor(hello: () => Hello, onCommand: (command: PresenterCommand) => void = () => {}) {
    this.onCommand = onCommand;
    this.connection = new Connection(hello, message => this.take(message));
  }

  /** A seat of the audience: the one that this tab had before, or a new one. */
  static asFollower(): Room {
    const room: Room = new Room(() => {
      const seat = room.store.get().seat ?? keptSeat();
      return seat === null ? { type: 'hello', role: 'follower' } : { type: 'hello', role: 'follower', seat };
    });
    return room;
  }

  /** Sends a message; answers whether there was a connection to send it on. */
  send(message: FollowerMessage | PresenterMessage): boolean {
    return this.connection.send(message);
  }

  private take(message: ServerMessage): void {
    if (message.type === 'command') this.onCommand(message.command);
    if (message.type === 'welcome' && message.seat !== null) keepSeat(message.seat);
    this.store.set(hear(this.store.get(), message, performance.now()));
  }
}

function keptSeat(): string | null {
  try {
    return sessionStorage.getItem(SEAT_KEY);
  } catch {
    return null;
  }
}

function keepSeat(seat: string): void {
  try {
    sessionStorage.setItem(SEAT_KEY, seat);
  } catch {
    // Without storage the seat is kept until the page is left.
  }
}
