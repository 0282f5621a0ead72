/** In what a draft differs from the scenario that it was made from. What stands at its default counts as not written. */
import type { JsonSchema } from '../../machines/scenario/json-schema.ts';
import { mappingOf, type Path } from './schema-nodes.ts';

/** One field, or one entry of a list, that is not what it was. */
export interface Difference {
  /** Where it stands in the draft; what was taken out: where its list stands. */
  readonly path: Path;
  /** The path for people: entries of lists by their names. */
  readonly name: string;
  readonly change: 'changed' | 'added' | 'removed';
  /** As it would be written in a line; null: it stood, or stands, at no value. */
  readonly was: string | null;
  readonly is: string | null;
}

/** All differences, in the order of the draft. */
export function differences(root: JsonSchema, base: unknown, draft: unknown): readonly Difference[] {
  const found: Difference[] = [];
  compare(root, base, draft, [], [], found);
  return found;
}

function compare(
  node: JsonSchema,
  base: unknown,
  draft: unknown,
  path: Path,
  names: readonly string[],
  found: Difference[],
): void {
  if (Array.isArray(base) || Array.isArray(draft)) {
    compareLists(node, listOf(base), listOf(draft), path, names, found);
    return;
  }
  if (isMapping(base) || isMapping(draft)) {
    const was = isMapping(base) ? base : {};
    const is = isMapping(draft) ? draft : {};
    const { properties = {} } = mappingOf(node, is);
    const keys = new Set([...Object.keys(properties), ...Object.keys(was), ...Object.keys(is)]);
    for (const key of keys) {
      const child = properties[key] ?? {};
      compare(child, was[key], is[key], [...path, key], [...names, key], found);
    }
    return;
  }
  const was = base ?? node.default;
  const is = draft ?? node.default;
  if (inLine(was) === inLine(is)) return;
  found.push({ path, name: names.join(' '), change: 'changed', was: inLine(was), is: inLine(is) });
}

function compareLists(
  node: JsonSchema,
  base: readonly unknown[],
  draft: readonly unknown[],
  path: Path,
  names: readonly string[],
  found: Difference[],
): void {
  const items = node.items ?? {};
  const isNamed = [...base, ...draft].every(item => nameOf(item) !== null);
  const left = new Map(base.map((item, index) => [isNamed ? nameOf(item) : index, item]));
  draft.forEach((item, index) => {
    const identity = isNamed ? nameOf(item) : index;
    const name = [...names, isNamed ? String(identity) : String(index + 1)];
    if (left.has(identity)) compare(items, left.get(identity), item, [...path, index], name, found);
    else
      found.push({
        path: [...path, index],
        name: name.join(' '),
        change: 'added',
        was: null,
        is: inLine(item),
      });
    left.delete(identity);
  });
  for (const [identity, item] of left) {
    const name = [...names, typeof identity === 'number' ? String(identity + 1) : String(identity)].join(' ');
    found.push({ path, name, change: 'removed', was: inLine(item), is: null });
  }
}

function listOf(value: unknown): readonly unknown[] {
  return Array.isArray(value) ? value : [];
}

function isMapping(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function nameOf(item: unknown): string | null {
  const name = isMapping(item) ? item.name : undefined;
  return typeof name === 'string' ? name : null;
}

function inLine(value: unknown): string | null {
  if (value === undefined || value === null) return null;
  return typeof value === 'object' ? JSON.stringify(value) : String(value);
}
