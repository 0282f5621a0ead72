/** `WebSocket /api/workshop`: carries messages between the pages of a workshop and its room, which decides everything. */
import { randomBytes } from 'node:crypto';
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type RawData, type WebSocket, WebSocketServer } from 'ws';
import {
  type Hello,
  type RefusalCode,
  type SeatFire,
  type ServerMessage,
  WORKSHOP_LIMITS,
} from '../../machines/workshop/messages.ts';
import {
  readFollowerMessage,
  readHello,
  readPresenterMessage,
} from '../../machines/workshop/read-message.ts';
import { stepRoom } from '../../machines/workshop/room.ts';
import { withNews } from '../../machines/workshop/room-change.ts';
import {
  emptyRoom,
  type News,
  type Room,
  type RoomEffect,
  type RoomInput,
} from '../../machines/workshop/room-state.ts';
import { refuse } from '../api/events-socket.ts';
import { refusalOf } from '../api/origin.ts';
import { ApiProblem } from '../api/problem.ts';
import type { Runs } from '../api/runs.ts';
import type { Secret } from '../api/secret.ts';
import { LiveFires } from './live-fires.ts';
import { WorkshopClient } from './workshop-client.ts';

/** Times of a workshop, in milliseconds. */
export interface WorkshopPace {
  /** Somebody who does not say hello for so long is sent away. */
  readonly hello: number;
  /** How often a sign of life is asked for, and given; who has given none twice in a row is dropped. */
  readonly heartbeat: number;
  /** How long a client may be behind before it is dropped. */
  readonly patience: number;
  /** What is shown is sent at once, but no more often than this. */
  readonly shown: number;
  /** Counts are sent no more often than this. */
  readonly counts: number;
}

const PACE: WorkshopPace = { hello: 10_000, heartbeat: 15_000, patience: 10_000, shown: 33, counts: 100 };

export interface WorkshopOptions {
  readonly runs: Runs;
  readonly secret: Secret;
  readonly boundHost: string;
  /** Where the audience finds the workshop. */
  readonly audienceUrl: () => string;
  readonly pace: Partial<WorkshopPace>;
}

/** Connections, those included that have not said hello. */
const MOST_SOCKETS = 1_000;
const COUNTS: readonly News[] = ['presence', 'answers', 'fires', 'task'];
const POLICY_VIOLATION = 1008;
const TOO_BIG = 1009;
const SEAT_BYTES = 16;

export class WorkshopSocket {
  readonly #options: WorkshopOptions;
  readonly #pace: WorkshopPace;
  readonly #server = new WebSocketServer({
    noServer: true,
    maxPayload: WORKSHOP_LIMITS.presenterMessageBytes,
  });
  readonly #clients = new Map<number, WorkshopClient>();
  readonly #fires: LiveFires;
  readonly #heartbeat: NodeJS.Timeout;
  #room: Room;
  #count = 0;
  #shownAt = Number.NEGATIVE_INFINITY;
  #shownTimer: NodeJS.Timeout | null = null;
  #countsTimer: NodeJS.Timeout | null = null;

  constructor(options: WorkshopOptions) {
    this.#options = options;
    this.#pace = { ...PACE, ...options.pace };
    this.#room = emptyRoom(performance.now());
    this.#fires = new LiveFires(options.runs, settled => this.#step({ type: 'settled', ...settled }));
    this.#heartbeat = setInterval(() => {
      for (const client of this.#clients.values()) client.beat();
      // Pages do not see pings: a word for everybody tells them that they are still connected.
      this.#room = withNews(this.#room, 'presence');
      this.#planTelling();
    }, this.#pace.heartbeat);
  }

  /** Takes over an upgrade request. */
  upgrade(request: IncomingMessage, socket: Duplex, head: Buffer): void {
    // A client that goes away while it is refused or taken over is no error of this program.
    socket.on('error', () => socket.destroy());
    const { host, origin } = request.headers;
    const refusal = refusalOf({ host, origin }, this.#options.boundHost);
    if (refusal !== null) return refuse(socket, refusal);
    if (this.#server.clients.size >= MOST_SOCKETS)
      return refuse(socket, new ApiProblem(503, 'the workshop is full; try again later'));
    const address = request.socket.remoteAddress ?? '';
    this.#server.handleUpgrade(request, socket, head, accepted => this.#greet(accepted, address));
  }

  /** Drops everybody. */
  close(): void {
    clearInterval(this.#heartbeat);
    for (const timer of [this.#shownTimer, this.#countsTimer]) if (timer !== null) clearTimeout(timer);
    this.#fires.close();
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #greet(socket: WebSocket, address: string): void {
    const client = new WorkshopClient(++this.#count, socket, address, this.#pace.patience);
    this.#clients.set(client.id, client);
    const timer = setTimeout(() => client.close(POLICY_VIOLATION, 'no hello came'), this.#pace.hello);
    socket.once('message', (data, isBinary) => {
      clearTimeout(timer);
      const hello = this.#admit(client, textOf(data, isBinary));
      if (hello === null) return;
      const fresh = randomBytes(SEAT_BYTES).toString('base64url');
      const audienceUrl = this.#options.audienceUrl();
      this.#step({ type: 'joined', client: client.id, hello, fresh, audienceUrl });
      socket.on('message', (more, binary) => this.#hear(client, hello.role, textOf(more, binary)));
    });
    socket.on('close', () => {
      clearTimeout(timer);
      this.#clients.delete(client.id);
      this.#step({ type: 'left', client: client.id });
    });
  }

  /** What a client wants to be; null when it may not, and has been told so. */
  #admit(client: WorkshopClient, text: string): Hello | null {
    const read = readHello(text);
    if (!read.ok) return this.#turnAway(client, 'bad-message', read.detail);
    const { message } = read;
    if (message.role === 'follower') return message;
    const judgement = this.#options.secret.judge(client.address, message.secret);
    if (judgement.kind === 'right') return message;
    if (judgement.kind === 'wait')
      return this.#turnAway(
        client,
        'too-fast',
        `too many wrong secrets came from your address; try again in ${judgement.seconds} s`,
      );
    return this.#turnAway(
      client,
      'wrong-secret',
      'the secret is wrong; open the address that "lastcall serve --workshop" has printed',
    );
  }

  #turnAway(client: WorkshopClient, code: RefusalCode, detail: string): null {
    this.#send([client.id], { type: 'refused', code, detail });
    client.close(POLICY_VIOLATION, code);
    return null;
  }

  #hear(client: WorkshopClient, role: Hello['role'], text: string): void {
    const { id } = client;
    if (client.socket.readyState !== client.socket.OPEN) return;
    client.hear();
    if (role === 'follower') {
      if (Buffer.byteLength(text) > WORKSHOP_LIMITS.audienceMessageBytes) {
        client.close(TOO_BIG, `a message has at most ${WORKSHOP_LIMITS.audienceMessageBytes} bytes`);
        return;
      }
      const read = readFollowerMessage(text);
      if (read.ok) this.#step({ type: 'follower', client: id, message: read.message });
      else this.#step({ type: 'malformed', client: id, detail: read.detail });
      return;
    }
    const read = readPresenterMessage(text);
    if (read.ok) this.#step({ type: 'presenter', client: id, message: read.message });
    else this.#step({ type: 'refused', client: id, code: 'bad-message', detail: read.detail });
  }

  #step(input: RoomInput): void {
    const { room, effects } = stepRoom(this.#room, input, performance.now());
    this.#room = room;
    for (const effect of effects) this.#carryOut(effect);
    this.#planTelling();
  }

  #carryOut(effect: RoomEffect): void {
    switch (effect.kind) {
      case 'send':
        this.#send(effect.to, effect.message);
        break;
      case 'fire':
        this.#fire(effect.client, effect.connection);
        break;
      case 'close':
        this.#clients.get(effect.client)?.close(POLICY_VIOLATION, effect.reason);
        break;
    }
  }

  #fire(client: number, connection: SeatFire['connection']): void {
    const fired = this.#fires.fire(connection);
    if (fired.ok) this.#step({ type: 'sent', client, key: fired.key, request: fired.request, connection });
    else this.#step({ type: 'refused', client, code: 'no-live-run', detail: fired.detail });
  }

  #send(to: readonly number[], message: ServerMessage): void {
    const text = Buffer.from(JSON.stringify(message));
    for (const id of to) this.#clients.get(id)?.send(text, kindOf(message));
  }

  /** What is shown goes out at once; what comes right after it, and counts, a little later and all together. */
  #planTelling(): void {
    const { news } = this.#room;
    if (news.has('shown') && this.#shownTimer === null) {
      const waitMs = this.#shownAt + this.#pace.shown - performance.now();
      if (waitMs <= 0) this.#tellShown();
      else this.#shownTimer = setTimeout(() => this.#tellShown(), waitMs);
    }
    if (COUNTS.some(each => news.has(each)))
      this.#countsTimer ??= setTimeout(() => {
        this.#countsTimer = null;
        this.#step({ type: 'tell', news: COUNTS });
      }, this.#pace.counts);
  }

  #tellShown(): void {
    this.#shownTimer = null;
    this.#shownAt = performance.now();
    this.#step({ type: 'tell', news: ['shown'] });
  }
}

/** Messages of the same kind replace each other where only the newest counts. */
function kindOf(message: ServerMessage): string {
  if (message.type === 'fired') return `fired ${message.fire.request}`;
  if (message.type === 'answered') return `answered ${message.question}`;
  return message.type;
}

/** A text; whatever else came is no JSON, and so no message. */
function textOf(data: RawData, isBinary: boolean): string {
  return isBinary ? '' : String(data);
}
