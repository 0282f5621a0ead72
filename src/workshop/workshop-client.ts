/**
 * One connection of a workshop. What it is told is told whole each time, so a client that reads slowly is told the newest
 * of each kind when it is ready again, and one that stays slow is dropped: it comes back and is told everything.
 */
import type { WebSocket } from 'ws';

/** A client with more than this on its way is sent no more for now. */
const MAX_BUFFERED_BYTES = 131_072;
/** How often a client that was behind is looked after. */
const CATCH_UP_MS = 50;
/** Heartbeats that a client may miss: this program itself may be late with one. */
const MOST_MISSED = 2;
/** Messages that wait for a slow client; each kind counts once. */
const MOST_WAITING = 64;

export class WorkshopClient {
  readonly id: number;
  readonly socket: WebSocket;
  /** The address that it comes from. */
  readonly address: string;
  readonly #patienceMs: number;
  /** By kind, the newest at the end. */
  readonly #waiting = new Map<string, Buffer>();
  #timer: NodeJS.Timeout | null = null;
  #behindSince = 0;
  #missed = 0;

  /** @param patienceMs how long it may be behind before it is dropped. */
  constructor(id: number, socket: WebSocket, address: string, patienceMs: number) {
    this.id = id;
    this.socket = socket;
    this.address = address;
    this.#patienceMs = patienceMs;
    socket.on('pong', () => this.hear());
    socket.on('close', () => {
      if (this.#timer !== null) clearTimeout(this.#timer);
    });
    // What goes wrong with a client ends in its `close`.
    socket.on('error', () => socket.terminate());
  }

  /** It has given a sign of life. */
  hear(): void {
    this.#missed = 0;
  }

  /** Asks for a sign of life; drops it if none has come since the last times. */
  beat(): void {
    if (this.#missed >= MOST_MISSED) this.socket.terminate();
    else if (this.socket.readyState === this.socket.OPEN) this.socket.ping();
    this.#missed++;
  }

  /**
   * Sends a message, now or when the client is ready again.
   * @param kind of several of a kind that wait, only the last is sent
   */
  send(text: Buffer, kind: string): void {
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.#waiting.size === 0 && this.socket.bufferedAmount <= MAX_BUFFERED_BYTES) {
      this.socket.send(text, { binary: false });
      return;
    }
    if (this.#waiting.size === 0) this.#behindSince = performance.now();
    this.#waiting.delete(kind);
    this.#waiting.set(kind, text);
    if (this.#waiting.size > MOST_WAITING) this.socket.terminate();
    else this.#timer ??= setTimeout(() => this.#catchUp(), CATCH_UP_MS);
  }

  /** Closes the connection after what was sent before. */
  close(code: number, reason: string): void {
    this.socket.close(code, reason);
  }

  #catchUp(): void {
    this.#timer = null;
    if (this.socket.readyState !== this.socket.OPEN) return;
    if (this.socket.bufferedAmount <= MAX_BUFFERED_BYTES) {
      for (const text of this.#waiting.values()) this.socket.send(text, { binary: false });
      this.#waiting.clear();
    } else if (performance.now() - this.#behindSince > this.#patienceMs) this.socket.terminate();
    else this.#timer = setTimeout(() => this.#catchUp(), CATCH_UP_MS);
  }
}
