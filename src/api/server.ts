/** The HTTP server of control API and page, on loopback. */
import { createServer, type Server } from 'node:http';
import { getRequestListener } from '@hono/node-server';
import { InspectHub } from '../inspect/hub.ts';
import { type AppOptions, createApp } from './app.ts';
import { EventsSocket } from './events-socket.ts';

export interface ApiServer {
  /** `http://127.0.0.1:8700/` */
  readonly url: string;
  readonly port: number;
  /** Stops listening and drops all clients. */
  close(): Promise<void>;
}

export interface ApiServerOptions extends Omit<AppOptions, 'boundHost'> {
  /** Ports to try in this order; 0: any free one. */
  readonly ports: Iterable<number>;
}

const HOST = '127.0.0.1';

/**
 * Listens on the first of the ports that is free.
 * @throws Error when none is, or the system does not allow it.
 */
export async function startApiServer({ ports, ...options }: ApiServerOptions): Promise<ApiServer> {
  const app = createApp({ ...options, boundHost: HOST });
  const events = new EventsSocket(options.runs, HOST);
  const server = createServer(getRequestListener(app.fetch, { overrideGlobalObjects: false }));
  const hub = new InspectHub(HOST);
  server.on('upgrade', (request, socket, head) => {
    (hub.isFor(request) ? hub : events).upgrade(request, socket, head);
  });
  const port = await listenOnFirst(server, ports);
  return {
    url: `http://${HOST}:${port}/`,
    port,
    close: () =>
      new Promise(resolve => {
        events.close();
        hub.close();
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}

/**
 * Listens on loopback, on the first of the ports that is free.
 * @throws Error when none is, or the system does not allow it.
 */
export async function listenOnFirst(server: Server, ports: Iterable<number>): Promise<number> {
  let taken: unknown = new Error('no port to listen on');
  for (const port of ports) {
    try {
      return await listen(server, port);
    } catch (error) {
      if (!isTaken(error)) throw error;
      taken = error;
    }
  }
  throw taken;
}

function listen(server: Server, port: number): Promise<number> {
  return new Promise((resolve, reject) => {
    server.once('error', reject);
    server.listen(port, HOST, () => {
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
