/** TCP ports on loopback. */
import { createServer } from 'node:net';
import { isTaken } from '../api/server.ts';

/** How many ports after a taken one are tried. */
const TRIES = 100;
const HIGHEST_PORT = 65_535;

/** A port and those after it; 0, any free one, has nothing after it. */
export function portsFrom(first: number): number[] {
  const count = first === 0 ? 1 : Math.min(TRIES, HIGHEST_PORT - first + 1);
  return Array.from({ length: count }, (_, index) => first + index);
}

/**
 * The first port from `first` on that nobody listens on; 0 for 0. It may be taken a moment later.
 * @throws Error when the system does not allow it, or all that are tried are taken.
 */
export async function firstFreePort(first: number, host: string): Promise<number> {
  if (first === 0) return 0;
  for (const port of portsFrom(first)) {
    if (await isFree(port, host)) return port;
  }
  throw new Error(`the ports ${first} to ${first + TRIES - 1} are all taken`);
}

function isFree(port: number, host: string): Promise<boolean> {
  return new Promise((resolve, reject) => {
    const server = createServer();
    server.once('error', error => {
      if (isTaken(error)) resolve(false);
      else reject(error);
    });
    server.listen(port, host, () => server.close(() => resolve(true)));
  });
}
