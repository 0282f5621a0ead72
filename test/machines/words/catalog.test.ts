import { readdirSync } from 'node:fs';
import { expect, test } from 'vitest';
import { CATALOG } from '../../../machines/words/zh/catalog.ts';

const FOLDER = new URL('../../../machines/words/zh/', import.meta.url);
const files = readdirSync(FOLDER).filter(name => name !== 'catalog.ts');

/** The names of the blanks of a phrase, each as often as it stands there. */
const blanks = (phrase: string): string[] => (phrase.match(/\{\w+\}/g) ?? []).sort();

test('every Chinese phrase has the blanks of its English one', () => {
  for (const [phrase, chinese] of Object.entries<string>(CATALOG)) {
    expect(new Set(blanks(chinese)), phrase).toEqual(new Set(blanks(phrase)));
  }
});

test('no Chinese phrase is empty', () => {
  for (const [phrase, chinese] of Object.entries<string>(CATALOG))
    expect(chinese.trim(), phrase).not.toBe('');
});

test('no phrase is translated in two files', async () => {
  const seen = new Map<string, string>();
  for (const file of files) {
    const module = (await import(new URL(file, FOLDER).href)) as Record<string, Record<string, string>>;
    for (const phrase of Object.values(module).flatMap(area => Object.keys(area))) {
      expect(seen.get(phrase), `"${phrase}" stands in ${seen.get(phrase)} and in ${file}`).toBeUndefined();
      seen.set(phrase, file);
    }
  }
  expect(seen.size).toBe(Object.keys(CATALOG).length);
});
