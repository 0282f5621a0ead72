/** Numbers of things with their words. */
import { count } from './format.ts';
import type { Translate } from './translate.ts';

/** `1 watch`, `2 watches`. */
export function watches(n: number, tr: Translate): string {
  return n === 1 ? tr('1 watch') : tr('{n} watches', { n: count(n) });
}
