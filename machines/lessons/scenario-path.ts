/** Places of a scenario by their paths, such as `hooks.preShutdown.deregister.takes` and `script.1.at`. */

export type PathResult =
  | { readonly ok: true; readonly steps: readonly (string | number)[] }
  /** Up to where it leads, and what there is at that place. */
  | { readonly ok: false; readonly missing: string; readonly known: readonly string[] };

/** The steps from the root to a place; an item of a list is found by its name, else by its number from 0. */
export function resolvePath(root: unknown, path: string): PathResult {
  const steps: (string | number)[] = [];
  let value = root;
  for (const word of path.split('.')) {
    if (!Array.isArray(value)) {
      steps.push(word);
      value = isMap(value) && Object.hasOwn(value, word) ? value[word] : undefined;
      continue;
    }
    const items: readonly unknown[] = value;
    const index = items.findIndex((item, at) => nameOf(item, at) === word || String(at) === word);
    if (index === -1) return { ok: false, missing: word, known: items.map(nameOf) };
    steps.push(index);
    value = items[index];
  }
  return { ok: true, steps };
}

/** What stands at some steps; undefined: nothing. */
export function valueAt(root: unknown, steps: readonly (string | number)[]): unknown {
  return steps.reduce<unknown>((value, step) => {
    if (Array.isArray(value)) return value[Number(step)];
    return isMap(value) && Object.hasOwn(value, step) ? value[step] : undefined;
  }, root);
}

/** A copy with another value at some steps; maps that are missing on the way are made. */
export function withValueAt(root: unknown, steps: readonly (string | number)[], value: unknown): unknown {
  const [step, ...rest] = steps;
  if (step === undefined) return value;
  if (Array.isArray(root))
    return root.map((item, index) => (index === Number(step) ? withValueAt(item, rest, value) : item));
  const map = isMap(root) ? root : {};
  return {
    ...map,
    [step]: withValueAt(Object.hasOwn(map, step) ? map[String(step)] : undefined, rest, value),
  };
}

/** The places where two values differ, as paths; lists of other lengths, or of other names, differ as a whole. */
export function differingPaths(a: unknown, b: unknown, prefix = ''): readonly string[] {
  if (Object.is(a, b)) return [];
  const at = (word: string): string => (prefix === '' ? word : `${prefix}.${word}`);
  if (Array.isArray(a) && Array.isArray(b)) {
    const names = a.map(nameOf);
    if (a.length !== b.length || b.some((item, index) => nameOf(item, index) !== names[index]))
      return [prefix];
    return a.flatMap((item, index) => differingPaths(item, b[index], at(nameOf(item, index))));
  }
  if (isMap(a) && isMap(b)) {
    const keys = [...new Set([...Object.keys(a), ...Object.keys(b)])];
    return keys.flatMap(key => differingPaths(a[key], b[key], at(key)));
  }
  return [prefix];
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** How an item of a list is called; entries of a script have no names. */
function nameOf(item: unknown, index: number): string {
  return isMap(item) && typeof item.name === 'string' ? item.name : String(index);
}
