/** What the program did not do, in the reader's language. */

import type { Phrase } from '../../machines/words/zh/catalog.ts';
import type { RefusalCode } from '../../machines/workshop/messages.ts';
import { tr } from '../words/language.ts';

const TEXTS = {
  'too-fast': 'That was too fast. Wait a moment and press again.',
  closed: 'This is not open any more.',
  'no-live-run': 'No live server runs now: there is nothing to fire at.',
  'bad-message': 'The program did not understand this page. Reload it.',
  full: 'The room is full. This page tries again by itself.',
  'wrong-secret':
    'The secret of this address is wrong. Open the presenter link that the program prints where it was started.',
} as const satisfies Readonly<Record<RefusalCode, Phrase>>;

export function refusalText(code: RefusalCode): string {
  return tr(TEXTS[code]);
}
