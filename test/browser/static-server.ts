/** Serves the built page as any web host would: files, and nothing behind them. */
import { readFile } from 'node:fs/promises';
import { createServer, type Server } from 'node:http';
import type { AddressInfo } from 'node:net';
import { extname, join, normalize } from 'node:path';
import { fileURLToPath } from 'node:url';

/** The built page. */
export const DIST = fileURLToPath(new URL('../../dist/', import.meta.url));

const TYPES: Readonly<Record<string, string>> = {
  '.html': 'text/html; charset=utf-8',
  '.js': 'text/javascript; charset=utf-8',
  '.css': 'text/css; charset=utf-8',
  '.svg': 'image/svg+xml',
};

export interface StaticServer {
  /** The address of the page. */
  readonly url: string;
  /** What was asked for so far: paths. */
  readonly asked: readonly string[];
  close(): Promise<void>;
}

interface ServeOptions {
  /** The folder to serve. */
  readonly folder?: string;
  /** Where it stands on the host: begins and ends with a slash. */
  readonly under?: string;
  /** A port that was free; 0: any. */
  readonly port?: number;
}

export async function serveDist({
  folder = DIST,
  under = '/',
  port = 0,
}: ServeOptions = {}): Promise<StaticServer> {
  const asked: string[] = [];
  const server: Server = createServer(async (request, response) => {
    const { pathname } = new URL(request.url ?? '/', 'http://localhost');
    asked.push(pathname);
    const path = pathname.startsWith(under) ? pathname.slice(under.length) : null;
    try {
      if (path === null) throw new Error('beside the page');
      const file = join(folder, normalize(path === '' ? 'index.html' : path));
      const content = await readFile(file);
      // The name of an asset is made of its content.
      const cacheControl = path.startsWith('assets/') ? 'public, max-age=31536000, immutable' : 'no-cache';
      response
        .writeHead(200, {
          'content-type': TYPES[extname(file)] ?? 'application/octet-stream',
          'cache-control': cacheControl,
        })
        .end(content);
    } catch {
      response.writeHead(404).end();
    }
  });
  await new Promise<void>((resolve, reject) => {
    server.on('error', reject);
    server.listen(port, '127.0.0.1', resolve);
  });
  const address = server.address() as AddressInfo;
  return {
    url: `http://127.0.0.1:${address.port}${under}`,
    asked,
    close: () =>
      new Promise(resolve => {
        server.close(() => resolve());
        server.closeAllConnections();
      }),
  };
}
