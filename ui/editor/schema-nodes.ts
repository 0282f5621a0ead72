/** Finding one's way in the JSON Schema of scenarios, with a scenario's values beside it. */
import type { JsonSchema } from '../../machines/scenario/json-schema.ts';

/** Where something stands in a scenario: keys, and places in lists. */
export type Path = readonly (string | number)[];

/** What stands at a path of a value that came from YAML; undefined: nothing. */
export function valueAt(value: unknown, path: Path): unknown {
  let current = value;
  for (const step of path) {
    if (typeof current !== 'object' || current === null) return undefined;
    current = (current as Record<string | number, unknown>)[step];
  }
  return current;
}

/** The members of a union, or the node itself. */
export function alternatives(node: JsonSchema): readonly JsonSchema[] {
  return node.oneOf ?? node.anyOf ?? [node];
}

/** The kinds that a mapping of this node may have. */
function kindsOf(node: JsonSchema): readonly unknown[] {
  const kind = node.properties?.kind;
  return kind?.enum ?? (kind?.const === undefined ? [] : [kind.const]);
}

/**
 * What the schema says of a mapping. Of a union it is the member that its `kind` chooses; as long as there is none, all
 * of them together.
 */
export function mappingOf(node: JsonSchema, value: unknown): JsonSchema {
  const members = alternatives(node).filter(member => member.properties);
  const [first, ...others] = members;
  if (!first || others.length === 0) return first ?? node;
  const kind = valueAt(value, ['kind']);
  const chosen = members.find(member => kindsOf(member).includes(kind));
  const kinds: JsonSchema = { type: 'string', enum: members.flatMap(member => [...kindsOf(member)]) };
  const description = members.find(member => kindsOf(member).includes(kind))?.properties?.kind?.description;
  const properties = chosen?.properties ?? Object.assign({}, ...members.map(member => member.properties));
  return {
    type: 'object',
    properties: { ...properties, kind: { ...kinds, ...(description ? { description } : {}) } },
    required: chosen?.required ?? [],
  };
}

/** The node for a path; null where the schema knows nothing. */
export function schemaAt(root: JsonSchema, path: Path, value: unknown): JsonSchema | null {
  let node: JsonSchema = root;
  for (const [depth, step] of path.entries()) {
    const next =
      typeof step === 'number'
        ? alternatives(node).find(member => member.items)?.items
        : mappingOf(node, valueAt(value, path.slice(0, depth))).properties?.[step];
    if (!next) return null;
    node = next;
  }
  return node;
}

/** The keys that a mapping may have, in the order of the schema. */
export function keysAt(root: JsonSchema, path: Path, value: unknown): readonly string[] {
  const node = schemaAt(root, path, value);
  return node ? Object.keys(mappingOf(node, valueAt(value, path)).properties ?? {}) : [];
}

/** The values that are named one by one: of an enum, a constant, a switch. */
export function namedValues(node: JsonSchema): readonly unknown[] {
  return alternatives(node).flatMap(member => {
    if (member.enum) return [...member.enum];
    if (member.const !== undefined) return [member.const];
    return member.type === 'boolean' ? [true, false] : [];
  });
}

/** Whether a value is anything else than one of those that are named. */
export function isOpen(node: JsonSchema): boolean {
  return alternatives(node).some(
    member => member.enum === undefined && member.const === undefined && member.type !== 'boolean',
  );
}

/** What typed text means where this node stands: a number where numbers go, text where text goes. */
export function valueOfText(node: JsonSchema, text: string): unknown {
  for (const member of alternatives(node)) {
    const named = namedValues(member).find(value => String(value) === text);
    if (named !== undefined) return named;
    if ((member.type === 'number' || member.type === 'integer') && /^-?\d+(\.\d+)?$/.test(text))
      return Number(text);
    if (member.type === 'string' && member.enum === undefined && member.const === undefined) return text;
  }
  return text;
}
