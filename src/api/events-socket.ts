/** `WebSocket /api/runs/ID/events`: the header, everything so far, then what happens, each message a line of the recording. */
import type { IncomingMessage } from 'node:http';
import type { Duplex } from 'node:stream';
import { type WebSocket, WebSocketServer } from 'ws';
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
const MAX_CLIENTS = 100;
const NORMAL_CLOSURE = 1000;
const EVENTS_PATH = /^\/api\/runs\/([^/]+)\/events$/;

/** Takes over upgrade requests of an HTTP server. */
export class EventsSocket {
  readonly #runs: Runs;
  readonly #boundHost: string;
  // Clients have nothing to say: what they send is small and ignored.
  readonly #server = new WebSocketServer({ noServer: true, maxPayload: 1024 });

  constructor(runs: Runs, boundHost: string) {
    this.#runs = runs;
    this.#boundHost = boundHost;
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
    this.#server.handleUpgrade(request, socket, head, client => stream(run, client));
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
    if (this.#server.clients.size >= MAX_CLIENTS)
      throw new ApiProblem(503, `${MAX_CLIENTS} pages follow runs already; close one`);
    return run;
  }
}

/** Answers an upgrade request with a problem. */
export function refuse(socket: Duplex, problem: ApiProblem): void {
  const body = problemBody(problem);
  socket.end(
    [
      `HTTP/1.1 ${problem.status} Refused`,
      `Content-Type: ${PROBLEM_TYPE}`,
      `Content-Length: ${Buffer.byteLength(body)}`,
      'Connection: close',
      '',
      body,
    ].join('\r\n'),
  );
}

function stream(run: ApiRun, client: WebSocket): void {
  const { events } = run.recording;
  let sent = 0;
  let timer: NodeJS.Timeout | null = null;
  const wake = (ms: number): void => {
    timer ??= setTimeout(sendMore, ms);
  };
  const sendMore = (): void => {
    timer = null;
    if (client.readyState !== client.OPEN) return;
    for (let event = events[sent]; event !== undefined; event = events[sent]) {
      if (client.bufferedAmount > MAX_BUFFERED_BYTES) {
        wake(CATCH_UP_MS);
        return;
      }
      client.send(eventLine(event));
      sent++;
    }
    if (run.ended) client.close(NORMAL_CLOSURE, 'the run has ended');
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
