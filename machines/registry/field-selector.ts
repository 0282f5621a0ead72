/** Field selectors: `metadata.name=a,status.phase!=Running` (k8s.io/apimachinery pkg/fields/selector.go). */
import { badRequest } from './status.ts';

interface Term {
  readonly field: string;
  readonly value: string;
  readonly isEqual: boolean;
}

/** An empty selector matches everything. */
export type FieldSelector = readonly Term[];

/**
 * Reads a selector; `supported` are the fields that the resource can be selected by. Throws a 400 for a selector that
 * cannot be read or names another field.
 */
export function parseFieldSelector(text: string, supported: readonly string[]): FieldSelector {
  return splitTerms(text).map(term => {
    const match = /^((?:[^=!\\]|\\.)*?)(==|!=|=)(.*)$/s.exec(term);
    if (!match) throw badRequest(`invalid selector: '${text}'; can't understand '${term}'`);
    const [, field = '', operator = '', value = ''] = match;
    if (!supported.includes(field)) {
      throw badRequest(unsupported(field, supported));
    }
    return { field, value: unescapeValue(value, term), isEqual: operator !== '!=' };
  });
}

/** Resources with fields of their own have a conversion of their own, which words it in another way. */
function unsupported(field: string, supported: readonly string[]): string {
  if (supported.some(name => !name.startsWith('metadata.'))) return `field label not supported: ${field}`;
  const names = supported.map(name => JSON.stringify(name)).join(', ');
  return `${JSON.stringify(field)} is not a known field selector: only ${names}`;
}

/** Splits at commas that no backslash stands before. */
function splitTerms(text: string): string[] {
  const terms: string[] = [];
  let term = '';
  for (let index = 0; index < text.length; index++) {
    const letter = text[index] as string;
    if (letter === '\\') {
      term += letter + (text[index + 1] ?? '');
      index++;
    } else if (letter === ',') {
      terms.push(term);
      term = '';
    } else term += letter;
  }
  terms.push(term);
  return terms.filter(part => part !== '');
}

function unescapeValue(value: string, term: string): string {
  let plain = '';
  for (let index = 0; index < value.length; index++) {
    const letter = value[index] as string;
    if (letter !== '\\') {
      if (letter === '=') throw badRequest(`invalid field selector: unescaped character in value: '${term}'`);
      plain += letter;
      continue;
    }
    const next = value[++index];
    if (next !== '\\' && next !== ',' && next !== '=') {
      throw badRequest(`invalid field selector: invalid escape sequence: '\\${next ?? ''}'`);
    }
    plain += next;
  }
  return plain;
}

/** Whether an object matches; `fieldOf` gives a field of it as text. */
export function matchesFields(selector: FieldSelector, fieldOf: (field: string) => string): boolean {
  return selector.every(({ field, value, isEqual }) => (fieldOf(field) === value) === isEqual);
}
