/** The name that somebody in a workshop gives, if any: text of a stranger. */
import { WORKSHOP_LIMITS } from './messages.ts';

/** What is no letter of anything: controls, marks that turn the direction of writing, halves of characters. */
const INVISIBLE = /\p{C}/gu;

/** A name as it is kept: one line, no longer than allowed, without what cannot be seen; null when nothing is left of it. */
export function personName(written: string | undefined): string | null {
  const plain = (written ?? '').normalize('NFC').replace(/\s+/gu, ' ').replace(INVISIBLE, '').trim();
  const name = Array.from(plain).slice(0, WORKSHOP_LIMITS.nameLength).join('').trim();
  return name === '' ? null : name;
}
