/** What can be written where the cursor stands, from the schema and from the names that the scenario gives. */
import type { JsonSchema } from '../../machines/scenario/json-schema.ts';
import type { CursorContext } from './cursor-context.ts';
import { alternatives, mappingOf, namedValues, type Path, schemaAt, valueAt } from './schema-nodes.ts';

export interface Suggestion {
  readonly label: string;
  /** Its sentence in the schema. */
  readonly sentence: string | null;
  /** For a key: its default, as it is written. */
  readonly preset: string | null;
  /** What is put in, and where the cursor then stands in it. */
  readonly insert: string;
  readonly caret: number;
  /** Whether the schema asks for it. */
  readonly isRequired: boolean;
}

export function suggestionsFor(
  root: JsonSchema,
  context: CursorContext,
  text: string,
): readonly Suggestion[] {
  return context.writes === 'key' ? keySuggestions(root, context, text) : valueSuggestions(root, context);
}

function keySuggestions(root: JsonSchema, context: CursorContext, text: string): Suggestion[] {
  const node = schemaAt(root, context.path, context.value);
  if (!node) return [];
  const present = valueAt(context.value, context.path);
  const mapping = mappingOf(node, present);
  const taken = new Set(Object.keys((present as object | undefined) ?? {}));
  const hasColon = /^\s*:/.test(text.slice(context.to));
  return Object.entries(mapping.properties ?? {})
    .filter(([key]) => !taken.has(key))
    .map(([key, property]) => {
      const [open, close] = hasColon ? ['', ''] : bracketsOf(property, context);
      return {
        label: key,
        sentence: property.description ?? null,
        preset: writtenDefault(property),
        insert: key + open + close,
        caret: key.length + open.length,
        isRequired: mapping.required?.includes(key) ?? false,
      };
    });
}

/** What follows a key: a value in its line, or a mapping or list below it. */
function bracketsOf(property: JsonSchema, { inFlow, indent }: CursorContext): readonly [string, string] {
  const below = `:\n${' '.repeat(indent + 2)}`;
  if (alternatives(property).some(member => member.items)) return inFlow ? [': [', ']'] : [`${below}- `, ''];
  if (alternatives(property).some(member => member.properties)) return inFlow ? [': { ', ' }'] : [below, ''];
  return [': ', ''];
}

function valueSuggestions(root: JsonSchema, context: CursorContext): Suggestion[] {
  const node = schemaAt(root, context.path, context.value);
  if (!node) return [];
  const values = [
    ...namesFor(context.path, context.value),
    ...namedValues(node),
    ...(node.default === undefined || typeof node.default === 'object' ? [] : [node.default]),
    ...alternatives(node).flatMap(member => [...(member.examples ?? [])]),
    ...(node.examples ?? []),
  ];
  return [...new Set(values.map(written))].map(label => ({
    label,
    sentence: sentenceOf(root, context, label) ?? node.description ?? null,
    preset: null,
    insert: label,
    caret: label.length,
    isRequired: false,
  }));
}

/** The kinds of a union have a sentence each. */
function sentenceOf(root: JsonSchema, { path, value }: CursorContext, label: string): string | null {
  if (path.at(-1) !== 'kind') return null;
  const node = schemaAt(root, path.slice(0, -1), value);
  const member =
    node &&
    alternatives(node).find(({ properties }) => {
      const kind = properties?.kind;
      return kind?.const === label || kind?.enum?.includes(label);
    });
  return member?.properties?.kind?.description ?? null;
}

/** The names that a reference may have. */
function namesFor(path: Path, value: unknown): string[] {
  const names = (list: unknown, keep: (item: unknown) => boolean = () => true): string[] =>
    Array.isArray(list)
      ? list
          .filter(keep)
          .map(item => valueAt(item, ['name']))
          .filter(name => typeof name === 'string')
      : [];
  const key = path.at(-1);
  const within = path.at(-2);
  const isProbe = (item: unknown): boolean => valueAt(item, ['kind']) === 'probe';
  if (key === 'behind' || (within === 'fault' && key === 'client'))
    return names(valueAt(value, ['clients']), isProbe);
  if (key === 'connection' && (within === 'fault' || within === 'request'))
    return names(valueAt(value, ['connections']));
  if (within !== 'fault') return [];
  if (key === 'name') {
    const phase = valueAt(value, [...path.slice(0, -1), 'phase']) ?? 'preShutdown';
    return names(valueAt(value, ['hooks', String(phase)]));
  }
  if (key !== 'request') return [];
  const script = valueAt(value, ['script']);
  return Array.isArray(script) ? names(script.map(entry => valueAt(entry, ['request']))) : [];
}

/** The default of a field as it would be written; null: it has none, or is a list or mapping. */
export function writtenDefault(node: JsonSchema): string | null {
  return node.default === undefined || typeof node.default === 'object' || node.default === ''
    ? null
    : String(node.default);
}

/** A value as YAML has it; text that looks like a number gets quotes. */
function written(value: unknown): string {
  return typeof value === 'string' && /^[\d.]+$/.test(value) ? `"${value}"` : String(value);
}
