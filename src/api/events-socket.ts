/** `WebSocket /api/runs/ID/events`: the header, everything so far, then what happens, each message a line of the recording. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
import type { RunEvent } from '../../machines/recording/events.ts';
import { eventLine, headerLine } from '../../machines/recording/writer.ts';
import { refusalOf } from './origin.ts';
import { ApiProblem, PROBLEM_TYPE, problemBody } from './problem.ts';
import type { ApiRun } from './run.ts';
import type { Runs } from './runs.ts';

/** Events of traffic wait this long, so that many become one burst. A signal that fires is sent in the same turn. */
const BURST_MS = 10;
/** A client that is this far behind is sent no more until it has caught up. */
const MAX_BUFFERED_BYTES = 1_048_576;
/** How often a client that was behind is looked after. */
const CATCH_UP_MS = 50;
/** Clients at most, unless the one who starts the server says otherwise. */
const MAX_CLIENTS = 100;
/** The lines of so many of the newest events are kept: the clients of a room ask for the same ones at the same time. */
const KEPT_LINES = 256;
const NORMAL_CLOSURE = 1000;
const EVENTS_PATH = /^\/api\/runs\/([^/]+)\/events$/;

/** Takes over upgrade requests of an HTTP server. */
export class EventsSocket {
  readonly #runs: Runs;
  readonly #boundHost: string;
  readonly #mostClients: number;
  // Clients have nothing to say: what they send is small and ignored.
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  constructor(runs: Runs, boundHost: string, mostClients = MAX_CLIENTS) {
    this.#runs = runs;
    this.#boundHost = boundHost;
    this.#mostClients = mostClients;
  }

  /** Listener for the `upgrade` event of `node:http`. */
  readonly upgrade = (request: IncomingMessage, socket: Duplex, head: Buffer): void => {
    // A client that goes away while it is refused or taken over is no error of this program.
    socket.on('error', () => socket.destroy());
    let run: ApiRun;
    try {
      run = this.#admit(request);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      refuse(socket, error);
      return;
    }
    this.#server.handleUpgrade(request, socket, head, client => stream(run, client, socket));
  };

  /** Drops all clients. */
  close(): void {
    for (const client of this.#server.clients) client.terminate();
    this.#server.close();
  }

  #admit(request: IncomingMessage): ApiRun {
    const { host, origin } = request.headers;
    const refusal = refusalOf({ host, origin }, this.#boundHost);
    if (refusal !== null) throw refusal;
    const path = (request.url ?? '').split('?')[0] ?? '';
    const id = EVENTS_PATH.exec(path)?.[1];
    if (id === undefined)
      throw new ApiProblem(404, `there is no WebSocket at ${path}; there is one at /api/runs/ID/events`);
    const run = this.#runs.get(id);
    if (this.#server.clients.size >= this.#mostClients)
      throw new ApiProblem(503, `${this.#mostClients} pages follow runs already; close one`);
    return run;
  }
}

/** Answers an upgrade request with a problem. */
export function refuse(socket: Duplex, problem: ApiProblem): void {
  const body = problemBody(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} Refused`,
      ...Object.entries(problem.extras.headers ?? {}).map(([name, value]) => `${name}: ${value}`),
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

const lines: { readonly event: RunEvent; readonly line: Buffer }[] = [];

/** The line of an event, made once for all clients that are about equally far. */
function lineOf(event: RunEvent): Buffer {
  const kept = lines[event.seq % KEPT_LINES];
  if (kept?.event === event) return kept.line;
  const line = Buffer.from(eventLine(event));
  lines[event.seq % KEPT_LINES] = { event, line };
  return line;
}

/** @param socket what carries the client: a burst goes out in one piece. */
function stream(run: ApiRun, client: WebSocket, socket: Duplex): void {
  const { events } = run.recording;
  let sent = 0;
  let timer: NodeJS.Timeout | null = null;
  const wake = (ms: number): void => {
    timer ??= setTimeout(sendMore, ms);
  };
  const sendMore = (): void => {
    timer = null;
    if (client.readyState !== client.OPEN) return;
    socket.cork();
    sendBurst();
    socket.uncork();
    if (timer === null && run.ended) client.close(NORMAL_CLOSURE, 'the run has ended');
  };
  const sendBurst = (): void => {
    for (let event = events[sent]; event !== undefined; event = events[sent]) {
      if (client.bufferedAmount > MAX_BUFFERED_BYTES) {
        wake(CATCH_UP_MS);
        return;
      }
      client.send(lineOf(event), { binary: false });
      sent++;
    }
  };
  let isFlushing = false;
  const flush = (): void => {
    isFlushing = false;
    if (timer !== null) clearTimeout(timer);
    sendMore();
  };
  const unwatch = run.watch(event => {
    if (event !== null && event.type !== 'signal.fired' && !event.type.startsWith('process.'))
      return wake(BURST_MS);
    if (isFlushing) return;
    isFlushing = true;
    setImmediate(flush);
  });
  client.on('close', () => {
    unwatch();
    if (timer !== null) clearTimeout(timer);
  });
  // What goes wrong with a client ends in its `close`.
  client.on('error', () => client.terminate());
  client.send(headerLine(run.recording.header));
  sendMore();
}
