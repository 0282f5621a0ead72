/** Numbers of things with their words. */
import { watches as watchesIn } from '../../machines/words/counts.ts';
import { count } from '../words/format.ts';
import { tr } from '../words/language.ts';

/** `1 watch`, `2 watches`. */
export function watches(n: number): string {
  return watchesIn(n, tr);
}

/** `1 connection`, `2 connections`. */
export function connections(n: number): string {
  return n === 1 ? tr('1 connection') : tr('{n} connections', { n: count(n) });
}

/** `1 short request`, `2 short requests`. */
export function shortRequests(n: number): string {
  return n === 1 ? tr('1 short request') : tr('{n} short requests', { n: count(n) });
}
