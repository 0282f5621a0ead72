/** The addresses of this machine, and how they are written in links. */
import { isIPv6 } from 'node:net';
import { networkInterfaces } from 'node:os';

export const LOOPBACK = '127.0.0.1';

/** Listens on every address of the machine. */
const EVERYWHERE: readonly string[] = ['0.0.0.0', '::'];
/** An IPv4 peer, as a socket that listens on IPv6 too names it. */
const MAPPED = /^::ffff:(\d+\.\d+\.\d+\.\d+)$/i;

/** Whether only this machine can reach what listens on `host`. */
export function isLoopbackHost(host: string): boolean {
  const name = host.toLowerCase();
  return name === 'localhost' || name === '::1' || /^127\.\d+\.\d+\.\d+$/.test(name);
}

/** Whether a connection comes from this machine by loopback. */
export function isLoopbackPeer(address: string | undefined): boolean {
  return address !== undefined && isLoopbackHost(plainAddress(address));
}

/** An address of a peer without the prefix that IPv4 has on IPv6 sockets. */
export function plainAddress(address: string): string {
  return MAPPED.exec(address)?.[1] ?? address;
}

/** All addresses of this machine that others can use, IPv4 first. Those of one link alone (`fe80::`) cannot stand in a URL. */
export function ownAddresses(): string[] {
  const addresses = Object.values(networkInterfaces()).flatMap(list => list ?? []);
  const usable = addresses.filter(({ internal, address }) => !internal && !/^fe[89ab]/i.test(address));
  const rank = ({ family }: { readonly family: string }): number => (family === 'IPv4' ? 0 : 1);
  return usable.toSorted((a, b) => rank(a) - rank(b)).map(({ address }) => address);
}

/** The hosts of links to what listens on `host`, the best one first. */
export function linkHosts(host: string): readonly [string, ...string[]] {
  if (!EVERYWHERE.includes(host)) return [hostInUrl(host)];
  const [first, ...others] = ownAddresses()
    .filter(address => host === '::' || !isIPv6(address))
    .map(hostInUrl);
  return first === undefined ? [LOOPBACK] : [first, ...others];
}

/** A host as it stands in a URL, and in the Host header: IPv6 in brackets. */
export function hostInUrl(host: string): string {
  return isIPv6(host) ? new URL(`http://[${host}]`).hostname : host;
}
