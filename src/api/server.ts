/** The HTTP server of control API and page, on loopback unless it is wanted elsewhere. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { WORKSHOP_LIMITS, WORKSHOP_PATHS } from '../../machines/workshop/messages.ts';
import { InspectHub } from '../inspect/hub.ts';
import { type WorkshopPace, WorkshopSocket } from '../workshop/workshop-socket.ts';
import { isLoopbackPeer, LOOPBACK, linkHosts } from './addresses.ts';
import { type AppOptions, createApp, noWorkshop, onlyHere } from './app.ts';
import { EventsSocket, refuse } from './events-socket.ts';

export interface ApiServer {
  /** `http://127.0.0.1:8700/`: the best of {@link urls}. */
  readonly url: string;
  /** The page under every address that it can be opened by. */
  readonly urls: readonly string[];
  readonly port: number;
  /** Stops listening and drops all clients. */
  close(): Promise<void>;
}

export interface ApiServerOptions extends Omit<AppOptions, 'boundHost' | 'workshop'> {
  /** Ports to try in this order; 0: any free one. */
  readonly ports: Iterable<number>;
  /** The address to listen on; absent: `127.0.0.1`. */
  readonly host?: string;
  /** Holds a workshop, with these times where they differ from the usual ones; {@link AppOptions.secret} must be there. */
  readonly workshop?: Partial<WorkshopPace>;
}

/** Pages that follow the live run while a workshop is held: the room, the presenter, the notes. */
const WORKSHOP_WATCHERS = WORKSHOP_LIMITS.followers + 20;
/** Connections at once. Others wait in the system's queue, or are turned away by it. */
const MOST_CONNECTIONS = 4_096;

/**
 * Listens on the first of the ports that is free.
 * @throws Error when none is, the host is no address of this machine, or the system does not allow it.
 */
export async function startApiServer(options: ApiServerOptions): Promise<ApiServer> {
  const { ports, host = LOOPBACK, workshop: pace, ...appOptions } = options;
  const { runs, secret } = options;
  const app = createApp({ ...appOptions, boundHost: host, workshop: pace !== undefined });
  const events = new EventsSocket(runs, host, pace === undefined ? undefined : WORKSHOP_WATCHERS);
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  server.maxConnections = MOST_CONNECTIONS;
  const hub = new InspectHub(host);
  const audienceUrl = (): string => new URL(WORKSHOP_PATHS.audience, urls[0]).href;
  let urls: readonly [string, ...string[]] = [''];
  let workshop: WorkshopSocket | null = null;
  if (pace !== undefined) {
    if (secret === undefined) throw new Error('a workshop needs a secret');
    workshop = new WorkshopSocket({ runs, secret, boundHost: host, audienceUrl, pace });
  }
  server.on('upgrade', (request, socket, head) => {
    if (request.url?.split('?')[0] === WORKSHOP_PATHS.socket) {
      if (workshop === null) refuse(socket, noWorkshop());
      else workshop.upgrade(request, socket, head);
    } else if (!hub.isFor(request)) events.upgrade(request, socket, head);
    else if (isLoopbackPeer(request.socket.remoteAddress)) hub.upgrade(request, socket, head);
    else refuse(socket, onlyHere());
  });
  const port = await listenOnFirst(server, ports, host);
  const [first, ...others] = linkHosts(host);
  const urlOf = (name: string): string => `http://${name}:${port}/`;
  urls = [urlOf(first), ...others.map(urlOf)];
  return {
    url: urls[0],
    urls,
    port,
    close: () =>
      new Promise(resolve => {
        workshop?.close();
        events.close();
        hub.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Listens on the first of the ports that is free, on loopback unless another host is named.
 * @throws Error when none is, or the system does not allow it.
 */
export async function listenOnFirst(
  server: Server,
  ports: Iterable<number>,
  host = LOOPBACK,
): Promise<number> {
  let taken: unknown = new Error('no port to listen on');
  for (const port of ports) {
    try {
      return await listen(server, port, host);
    } catch (error) {
      if (!isTaken(error)) throw error;
      taken = error;
    }
  }
  throw taken;
}

function listen(server: Server, port: number, host: string): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, host, () => {
      server.off('error', reject);
      const address = server.address();
      resolve(typeof address === 'object' && address !== null ? address.port : port);
    });
  });
}

/** Whether listening failed because somebody else has the port. */
export function isTaken(error: unknown): boolean {
  return error instanceof Error && 'code' in error && error.code === 'EADDRINUSE';
}
