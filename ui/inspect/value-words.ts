/** XState's value of a machine for people: `idle`, `lit.dim`, `delay: over, drain: idle`. */

/** @param json the value as JSON. */
export function valueWords(json: string): string {
  return json === '' ? '' : words(JSON.parse(json));
}

/** The part of the value that one region of a parallel machine has; empty: it has none. */
export function regionWords(json: string, region: string): string {
  const value: unknown = json === '' ? null : JSON.parse(json);
  if (typeof value !== 'object' || value === null || !Object.hasOwn(value, region)) return '';
  return words((value as Readonly<Record<string, unknown>>)[region]);
}

function words(value: unknown): string {
  if (typeof value !== 'object' || value === null) return String(value);
  const parts = Object.entries(value);
  const [only] = parts;
  if (parts.length === 1 && only) return [only[0], words(only[1])].filter(Boolean).join('.');
  return parts.map(([name, inner]) => (isEmpty(inner) ? name : `${name}: ${words(inner)}`)).join(', ');
}

function isEmpty(value: unknown): boolean {
  return typeof value === 'object' && value !== null && Object.keys(value).length === 0;
}
