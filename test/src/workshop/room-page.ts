/** A page of a workshop, as far as the protocol goes. */
import { once } from 'node:events';
import { WebSocket } from 'ws';
import type {
  FollowerMessage,
  Hello,
  PresenterMessage,
  ServerMessage,
  Shown,
} from '../../../machines/workshop/messages.ts';
import { NOTHING_YET } from '../../machines/workshop/shown.ts';

export type Heard<T extends ServerMessage['type']> = Extract<ServerMessage, { type: T }>;

export class RoomPage {
  readonly socket: WebSocket;
  /** Everything that it was told. */
  readonly heard: ServerMessage[] = [];
  readonly closed: Promise<number>;
  readonly #looks = new Set<() => void>();

  /** @param hello null: it says nothing. */
  constructor(port: number, hello: Hello | null, headers: Record<string, string> = {}) {
    this.socket = new WebSocket(`ws://127.0.0.1:${port}/api/workshop`, { headers });
    this.closed = new Promise(resolve => this.socket.on('close', resolve));
    this.socket.on('error', () => {});
    this.socket.on('message', data => {
      this.heard.push(JSON.parse(String(data)));
      for (const look of this.#looks) look();
    });
    if (hello !== null) this.socket.on('open', () => this.socket.send(JSON.stringify(hello)));
  }

  /** A page that has been welcomed. */
  static async open(port: number, hello: Hello): Promise<RoomPage> {
    const page = new RoomPage(port, hello);
    await page.until('welcome');
    return page;
  }

  say(message: FollowerMessage | PresenterMessage): void {
    this.socket.send(JSON.stringify(message));
  }

  show(shown: Partial<Shown>): void {
    this.say({ type: 'show', shown: { ...SHOWN, ...shown } });
  }

  /** The last message of a type that fits, which may have come before. */
  until<T extends ServerMessage['type']>(
    type: T,
    fits: (message: Heard<T>) => boolean = () => true,
  ): Promise<Heard<T>> {
    return new Promise(resolve => {
      const look = (): void => {
        const found = this.heard.findLast(
          (message): message is Heard<T> => message.type === type && fits(message as Heard<T>),
        );
        if (!found) return;
        this.#looks.delete(look);
        resolve(found);
      };
      this.#looks.add(look);
      look();
    });
  }

  /** Goes away without a word. */
  async vanish(): Promise<void> {
    this.socket.terminate();
    if (this.socket.readyState !== WebSocket.CLOSED) await once(this.socket, 'close');
  }
}

/** What a presenter shows at first. */
export const SHOWN: Shown = {
  ...NOTHING_YET,
  link: 'scenario=graceful&seed=1',
  place: { lesson: 'why', stop: 'intro', phase: 'there' },
  view: { tab: 'Why', selected: null, lineages: false },
};
