/**
 * The WebSocket of a workshop's page. It says hello, reconnects by itself with growing pauses, and says how it stands;
 * what the messages mean is nothing to it.
 */
import {
  type FollowerMessage,
  type Hello,
  type PresenterMessage,
  type ServerMessage,
  WORKSHOP_PATHS,
} from '../../machines/workshop/messages.ts';
import { createStore } from '../session/store.ts';

/** The first pause before another try, and the longest one. */
export const PAUSES_MS = { first: 500, longest: 10_000 } as const;
/** A pause is this much shorter or longer by chance, so that a whole room does not come back in the same instant. */
const JITTER = 0.3;

/**
 * The program says something at every heartbeat (15 s). Whoever hears nothing for so long has lost it without a word, as
 * phones do that change from one access point to the next.
 */
export const LONGEST_SILENCE_MS = 40_000;

/**
 * `lost`: it tries again by itself; what was shown stays. `refused`: the program wants nothing of this page, and trying
 * again would not help.
 */
export type ConnectionState = 'connecting' | 'open' | 'lost' | 'refused';

/** What the connection needs of the browser. Times are milliseconds. */
export interface Surroundings {
  readonly open: () => WebSocket;
  /** Calls back once; returns what takes that back. */
  readonly later: (ms: number, act: () => void) => () => void;
  /** From 0 to below 1. */
  readonly random: () => number;
}

/** @param tries how many have failed one after the other, from 1 on. @returns milliseconds until the next one */
export function pauseBefore(tries: number, random: number): number {
  const plain = Math.min(PAUSES_MS.longest, PAUSES_MS.first * 2 ** (tries - 1));
  return Math.min(PAUSES_MS.longest, plain * (1 + JITTER * (2 * random - 1)));
}

export class Connection {
  readonly store = createStore<ConnectionState>('connecting');
  private readonly hello: () => Hello;
  private readonly onMessage: (message: ServerMessage) => void;
  private readonly around: Surroundings;
  private socket: WebSocket | null = null;
  private failures = 0;
  /** Ends the pause before the next try. */
  private forget: (() => void) | null = null;
  /** Ends the wait for the next message. */
  private unwatch: (() => void) | null = null;

  /** @param hello what is said first on every new socket: the seat may have been given meanwhile. */
  constructor(
    hello: () => Hello,
    onMessage: (message: ServerMessage) => void,
    around: Surroundings = ofBrowser(),
  ) {
    this.hello = hello;
    this.onMessage = onMessage;
    this.around = around;
    this.connect();
  }

  /** Sends a message; answers whether there was a connection to send it on. Nothing is kept for later. */
  send(message: FollowerMessage | PresenterMessage): boolean {
    if (this.store.get() !== 'open' || !this.socket) return false;
    this.socket.send(JSON.stringify(message));
    return true;
  }

  /** Tries now instead of after the pause: the network is back, or somebody has asked for it. */
  retry(): void {
    if (this.store.get() === 'open' || this.socket) return;
    this.connect();
  }

  private connect(): void {
    this.forget?.();
    this.forget = null;
    const socket = this.around.open();
    this.socket = socket;
    socket.onopen = () => socket.send(JSON.stringify(this.hello()));
    socket.onmessage = event => this.take(socket, event.data);
    socket.onclose = () => this.lose(socket);
  }

  private take(socket: WebSocket, data: unknown): void {
    if (socket !== this.socket) return;
    this.unwatch?.();
    this.unwatch = this.around.later(LONGEST_SILENCE_MS, () => {
      socket.close();
      this.lose(socket);
    });
    const message = read(data);
    if (!message) return;
    if (message.type === 'welcome') {
      this.failures = 0;
      this.store.set('open');
    }
    if (message.type === 'refused' && message.code === 'wrong-secret') this.store.set('refused');
    this.onMessage(message);
  }

  private lose(socket: WebSocket): void {
    if (socket !== this.socket) return;
    this.socket = null;
    this.unwatch?.();
    this.unwatch = null;
    if (this.store.get() === 'refused') return;
    this.store.set('lost');
    this.failures++;
    this.forget = this.around.later(pauseBefore(this.failures, this.around.random()), () => this.connect());
  }
}

/** Null for what is no message: a newer program may say more than this page understands. */
function read(data: unknown): ServerMessage | null {
  try {
    const message: unknown = JSON.parse(String(data));
    const isMessage = typeof message === 'object' && message !== null && 'type' in message;
    return isMessage ? (message as ServerMessage) : null;
  } catch {
    return null;
  }
}

function ofBrowser(): Surroundings {
  return {
    open: () => {
      const url = new URL(WORKSHOP_PATHS.socket.slice(1), document.baseURI);
      url.protocol = url.protocol === 'https:' ? 'wss:' : 'ws:';
      return new WebSocket(url);
    },
    later: (ms, act) => {
      const timer = window.setTimeout(act, ms);
      return () => window.clearTimeout(timer);
    },
    random: Math.random,
  };
}
