/**
 * Who may talk to the control API. A page of another site must neither send to it (its `Origin` gives it away) nor
 * reach it under a name of its own that it made point to this machine (DNS rebinding: its `Host` gives it away).
 */
import { hostInUrl, isLoopbackHost, ownAddresses } from './addresses.ts';
import { ApiProblem } from './problem.ts';

/** The headers of a request that say where it comes from and whom it means. */
export interface Provenance {
  readonly host: string | undefined;
  readonly origin: string | undefined;
}

/**
 * Why a request is refused; null when it may pass. `boundHost` is the address that the API listens on, which is fine as
 * a name too; where others can reach it, so are the addresses of this machine. No Origin is fine: only browsers send
 * one, and they always do where it matters.
 */
export function refusalOf({ host, origin }: Provenance, boundHost: string): ApiProblem | null {
  const hostName = host === undefined ? null : hostNameOf(`http://${host}`);
  if (hostName === null || !isOurs(hostName, boundHost)) {
    const best = isLoopbackHost(boundHost)
      ? 'http://localhost:PORT or http://127.0.0.1:PORT'
      : 'one of the addresses that the program has printed';
    return new ApiProblem(403, `the Host "${host ?? ''}" is not this server; open it as ${best}`);
  }
  if (origin === undefined) return null;
  const originName = hostNameOf(origin);
  if (originName === null || !isOurs(originName, boundHost)) {
    return new ApiProblem(
      403,
      `pages of "${origin}" may not use this API; only pages that this server serves may`,
    );
  }
  return null;
}

function hostNameOf(url: string): string | null {
  // `null`, the Origin of sandboxed pages and local files, is no URL.
  return URL.canParse(url) ? new URL(url).hostname : null;
}

function isOurs(name: string, boundHost: string): boolean {
  if (name === 'localhost' || name === '[::1]' || /^127\.\d+\.\d+\.\d+$/.test(name)) return true;
  if (name === hostInUrl(boundHost.toLowerCase())) return true;
  // Asked anew each time: a machine that changes networks gets other addresses.
  return !isLoopbackHost(boundHost) && ownAddresses().some(address => hostInUrl(address) === name);
}
