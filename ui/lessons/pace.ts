/** How fast a lesson plays to its next stop: nobody shall wait long, and nothing shall rush that is near. */
import { SPEEDS } from '../transport/transport.tsx';

/** The way to a stop takes at most this long on the wall's clock, where one of the speeds allows it. */
const LONGEST_WAY_MS = 8_000;

/** The slowest speed, from that of life on, that brings a run over `distanceMs` in time. */
export function paceFor(distanceMs: number): number {
  const wanted = SPEEDS.filter(speed => speed >= 1);
  return wanted.find(speed => distanceMs / speed <= LONGEST_WAY_MS) ?? wanted.at(-1) ?? 1;
}
