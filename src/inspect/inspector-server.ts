/** `lastcall serve --inspect`: a WebSocket on loopback to which the tools of XState 5 and XState 4 attach. */
import { createServer, type IncomingMessage, type ServerResponse } from 'node:http';
import type { Duplex } from 'node:stream';
import { WebSocketServer } from 'ws';
import { refuse } from '../api/events-socket.ts';
import { refusalOf } from '../api/origin.ts';
import { ApiProblem } from '../api/problem.ts';
import type { Runs } from '../api/runs.ts';
import { listenOnFirst } from '../api/server.ts';
import { AttachedTool, type Wish } from './attached-tool.ts';

export interface InspectorServer {
  /** `ws://127.0.0.1:8701/` */
  readonly url: string;
  readonly port: number;
  /** Stops listening and drops all tools. */
  close(): Promise<void>;
}

export interface InspectorServerOptions {
  readonly runs: Runs;
  /** Ports to try in this order; 0: any free one. */
  readonly ports: Iterable<number>;
}

const HOST = '127.0.0.1';
const MAX_TOOLS = 20;
/** Requests and connections that are actors at once, unless the address says otherwise. */
const DEFAULT_ROWS = 100;
const MOST_ROWS = 1000;

const HELP = `A WebSocket for XState's tools: attach a receiver of @statelyai/inspect or of @xstate/inspect to this address.
  /            the newest run, and all that are started after it
  /run-1       one run
  ?rows=100    as many requests and connections are actors at once, from 0 to ${MOST_ROWS}
`;

/**
 * Listens on the first of the ports that is free.
 * @throws Error when none is, or the system does not allow it.
 */
export async function startInspectorServer({
  runs,
  ports,
}: InspectorServerOptions): Promise<InspectorServer> {
  // Tools say little: which protocol they speak, and what they would send to machines, which listen to nobody here.
  const sockets = new WebSocketServer({ noServer: true, maxPayload: 65_536 });
  const server = createServer(answer);
  server.on('upgrade', (request: IncomingMessage, socket: Duplex, head: Buffer) => {
    // A tool that goes away while it is refused or taken over is no error of this program.
    socket.on('error', () => socket.destroy());
    let wish: Wish;
    try {
      wish = admit(request, runs, sockets.clients.size);
    } catch (error) {
      if (!(error instanceof ApiProblem)) throw error;
      refuse(socket, error);
      return;
    }
    sockets.handleUpgrade(request, socket, head, client => new AttachedTool(client, runs, wish));
  });
  const port = await listenOnFirst(server, ports);
  return {
    url: `ws://${HOST}:${port}/`,
    port,
    close: () =>
      new Promise(resolve => {
        for (const client of sockets.clients) client.terminate();
        sockets.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

function answer({ headers }: IncomingMessage, response: ServerResponse): void {
  const refusal = refusalOf({ host: headers.host, origin: headers.origin }, HOST);
  response.writeHead(refusal?.status ?? 426, {
    'content-type': 'text/plain; charset=utf-8',
    ...(refusal ? {} : { upgrade: 'websocket' }),
  });
  response.end(refusal ? `${refusal.message}\n` : HELP);
}

function admit({ headers, url }: IncomingMessage, runs: Runs, tools: number): Wish {
  const refusal = refusalOf({ host: headers.host, origin: headers.origin }, HOST);
  if (refusal !== null) throw refusal;
  if (tools >= MAX_TOOLS) throw new ApiProblem(503, `${MAX_TOOLS} tools are attached already; close one`);
  const { pathname, searchParams } = new URL(url ?? '/', `http://${HOST}`);
  const id = pathname.slice(1);
  return { run: id === '' ? null : runs.get(id), rows: rowsOf(searchParams.get('rows')) };
}

function rowsOf(text: string | null): number {
  if (text === null) return DEFAULT_ROWS;
  const rows = Number(text);
  if (/^\d+$/.test(text) && rows <= MOST_ROWS) return rows;
  throw new ApiProblem(400, `"rows" is a whole number from 0 to ${MOST_ROWS}, not "${text}"`);
}
