/**
 * Words in the language of the reader. English stands in the code, where it is read in its context; a catalog has the
 * other language for each phrase. What is not in the catalog's type does not compile, so no catalog can be incomplete.
 */
import type { Phrase } from './zh/catalog.ts';

/** The languages of the page, as `lang` attributes name them. */
export const LANGUAGES = ['en', 'zh-Hans'] as const;
export type Language = (typeof LANGUAGES)[number];

/** A phrase for each English one. */
export type Catalog = Readonly<Record<string, string>>;

/** The names in braces of a phrase. */
type Blanks<P extends string> = P extends `${string}{${infer Name}}${infer Rest}`
  ? Name | Blanks<Rest>
  : never;

type Values<P extends string> = [Blanks<P>] extends [never]
  ? []
  : [values: Readonly<Record<Blanks<P>, string | number>>];

/** Puts a phrase into the reader's language. */
export interface Translate {
  /** A phrase of the code, with its blanks filled: `tr('{n} watches', { n: 3 })`. */
  <P extends Phrase>(phrase: P, ...values: Values<P>): string;
  /** A sentence that comes from data: a machine's description, a flag's. It stays as it is if the catalog lacks it. */
  readonly text: (sentence: string) => string;
}

/** Fills the blanks of a phrase; one without a value stays as it is. */
export function fill(phrase: string, values: Readonly<Record<string, string | number>>): string {
  return phrase.replace(/\{(\w+)\}/g, (blank, name: string) => String(values[name] ?? blank));
}

type Say = (phrase: string, values?: Readonly<Record<string, string | number>>) => string;

/** What `say` and `text` do, with the types that hold the catalog complete. */
function typed(say: Say, text: (sentence: string) => string): Translate {
  return Object.assign(say, { text }) as Translate;
}

/** The translation into the language of a catalog; null: English. */
export function translation(catalog: Catalog | null): Translate {
  const find = (phrase: string): string =>
    catalog !== null && Object.hasOwn(catalog, phrase) ? (catalog[phrase] ?? phrase) : phrase;
  return typed((phrase, values) => (values ? fill(find(phrase), values) : find(phrase)), find);
}

/** Each phrase by whichever translation is in force when it is said. */
export function following(inForce: () => Translate): Translate {
  return typed(
    (phrase, values) => (inForce() as Say)(phrase, values),
    sentence => inForce().text(sentence),
  );
}

/** No translation: English as it stands in the code. */
export const english: Translate = translation(null);
