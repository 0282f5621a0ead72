/**
 * Between applications that show their machines (`WebSocket /inspect`, for `createWebSocketInspector`) and the pages that
 * draw them (`WebSocket /api/inspect`). Pages of other sites may attach, but are not heard before somebody allows it.
 */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import { type HubFrame, isHubAnswer, isLoopbackOrigin } from '../../machines/inspect/hub-frames.ts';
import { refuse } from '../api/events-socket.ts';
import { refusalOf } from '../api/origin.ts';
import { ApiProblem } from '../api/problem.ts';
import { AttachedApp } from './attached-app.ts';

/** The address of the page, and the program's without any path: people write either. */
const APPS_PATHS: readonly string[] = ['/inspect', '/'];
const PAGES_PATH = '/api/inspect';
const MOST_APPS = 20;
const MOST_PAGES = 20;
/** Sites that wait for an answer at the same time. */
const MOST_ASKING = 3;
const LONGEST_MESSAGE = 4_194_304;
/** A page that is this far behind is dropped: it comes back, and is told what is kept. */
const MAX_BUFFERED_BYTES = 33_554_432;
const POLICY_VIOLATION = 1008;
const TRY_AGAIN_LATER = 1013;

export class InspectHub {
  readonly #boundHost: string;
  readonly #apps = new Map<string, AttachedApp>();
  readonly #pages = new Set<WebSocket>();
  /** What was answered for an origin holds as long as the program runs. */
  readonly #answers = new Map<string, boolean>();
  readonly #sockets = new WebSocketServer({ noServer: true, maxPayload: LONGEST_MESSAGE });
  #count = 0;

  constructor(boundHost: string) {
    this.#boundHost = boundHost;
  }

  /** Whether an upgrade request is for this hub. */
  isFor(request: IncomingMessage): boolean {
    const path = pathOf(request);
    return path === PAGES_PATH || APPS_PATHS.includes(path);
  }

  /** Takes over an upgrade request. */
  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A client that goes away while it is refused or taken over is no error of this program.
    socket.on('error', () => socket.destroy());
    const isPage = pathOf(request) === PAGES_PATH;
    const refusal = isPage ? this.#refusePage(request) : this.#refuseApp(request);
    if (refusal !== null) {
      refuse(socket, refusal);
      return;
    }
    this.#sockets.handleUpgrade(request, socket, head, client => {
      // What goes wrong with a client ends in its `close`.
      client.on('error', () => client.terminate());
      if (isPage) this.#addPage(client);
      else this.#addApp(client, request.headers.origin ?? null);
    });
  };

  /** Drops everybody. */
  close(): void {
    for (const client of this.#sockets.clients) client.terminate();
    this.#sockets.close();
  }

  #refusePage({ headers: { host, origin } }: IncomingMessage): ApiProblem | null {
    const refusal = refusalOf({ host, origin }, this.#boundHost);
    if (refusal !== null) return refusal;
    return this.#pages.size < MOST_PAGES
      ? null
      : new ApiProblem(503, `${MOST_PAGES} pages watch already; close one`);
  }

  #refuseApp({ headers: { host, origin } }: IncomingMessage): ApiProblem | null {
    // The Host must be ours; a foreign Origin is asked about.
    const refusal = refusalOf({ host, origin: undefined }, this.#boundHost);
    if (refusal !== null) return refusal;
    if (origin !== undefined && this.#answers.get(origin) === false)
      return new ApiProblem(403, `pages of "${origin}" were refused here`);
    const open = [...this.#apps.values()].filter(({ isOpen }) => isOpen);
    const asking = open.filter(({ isAllowed }) => !isAllowed);
    const isForeign = origin !== undefined && !this.#isAllowed(origin);
    if (open.length >= MOST_APPS || (isForeign && asking.length >= MOST_ASKING))
      return new ApiProblem(503, 'too many applications are attached already; close one');
    return null;
  }

  #isAllowed(origin: string | null): boolean {
    return origin === null || isLoopbackOrigin(origin) || this.#answers.get(origin) === true;
  }

  #addApp(socket: WebSocket, origin: string | null): void {
    const app = new AttachedApp(`ws-${++this.#count}`, origin, socket, this.#isAllowed(origin));
    // It comes back, or another one of its kind comes instead: who opens a page later need not know of the one before.
    for (const other of this.#apps.values())
      if (!other.isOpen && other.origin === origin) this.#apps.delete(other.name);
    this.#apps.set(app.name, app);
    this.#forgetApps();
    for (const page of this.#pages) this.#introduce(page, app);
    socket.on('message', (data, isBinary) => {
      if (isBinary) return;
      const text = String(data);
      app.hear(text);
      if (app.isAllowed) this.#tell({ kind: 'said', app: app.name, text });
    });
    socket.on('close', () => {
      this.#tell({ kind: 'left', app: app.name });
      // Nobody was asked for what it said, or nobody answered: it is not kept.
      if (!app.isAllowed) this.#apps.delete(app.name);
    });
  }

  #addPage(page: WebSocket): void {
    this.#pages.add(page);
    page.on('close', () => this.#pages.delete(page));
    page.on('message', (data, isBinary) => {
      if (!isBinary) this.#answered(String(data));
    });
    for (const app of this.#apps.values()) this.#introduce(page, app);
  }

  #introduce(page: WebSocket, app: AttachedApp): void {
    if (!app.isAllowed) {
      send(page, { kind: 'asks', app: app.name, origin: String(app.origin) });
      return;
    }
    send(page, { kind: 'attached', app: app.name, origin: app.origin });
    for (const text of app.said) send(page, { kind: 'said', app: app.name, text });
    if (!app.isOpen) send(page, { kind: 'left', app: app.name });
  }

  #answered(text: string): void {
    const answer = parsed(text);
    if (!isHubAnswer(answer)) return;
    const asked = this.#apps.get(answer.app);
    if (!asked || asked.isAllowed || asked.origin === null) return;
    this.#answers.set(asked.origin, answer.allow);
    for (const app of [...this.#apps.values()]) {
      if (app.origin !== asked.origin || app.isAllowed) continue;
      if (answer.allow) {
        app.isAllowed = true;
        for (const page of this.#pages) this.#introduce(page, app);
      } else app.socket.close(POLICY_VIOLATION, 'refused');
    }
  }

  #tell(frame: HubFrame): void {
    for (const page of this.#pages) send(page, frame);
  }

  #forgetApps(): void {
    for (const app of this.#apps.values()) {
      if (this.#apps.size <= MOST_APPS) return;
      if (!app.isOpen) this.#apps.delete(app.name);
    }
  }
}

function send(page: WebSocket, frame: HubFrame): void {
  if (page.readyState !== page.OPEN) return;
  if (page.bufferedAmount > MAX_BUFFERED_BYTES) page.close(TRY_AGAIN_LATER, 'too far behind');
  else page.send(JSON.stringify(frame));
}

function pathOf({ url }: IncomingMessage): string {
  return (url ?? '').split('?')[0] ?? '';
}

function parsed(text: string): unknown {
  try {
    return JSON.parse(text);
  } catch {
    // What is no JSON is no answer.
    return null;
  }
}
