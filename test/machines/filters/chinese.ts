/** The Chinese translation, for tests of sentences. */
import { type Translate, translation } from '../../../machines/words/translate.ts';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';

export function chineseOf(): Translate {
  return translation(CATALOG);
}
