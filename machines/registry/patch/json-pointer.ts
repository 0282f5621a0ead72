/** JSON Pointer (RFC 6901): reading a place, and making a value with another one in its place. */
import { isArray, isObject, type Json } from '../json.ts';

/** Says what is wrong with a pointer or the place that it names. */
export class PointerError extends Error {}

/** The steps of a pointer. */
export function parsePointer(pointer: string): string[] {
  if (pointer === '') return [];
  if (!pointer.startsWith('/')) throw new PointerError(`not a JSON pointer: ${JSON.stringify(pointer)}`);
  return pointer
    .slice(1)
    .split('/')
    .map(step => step.replaceAll('~1', '/').replaceAll('~0', '~'));
}

const INDEX = /^(0|[1-9]\d*)$/;

/** The value at a place. Throws when nothing is there. */
export function valueAtPointer(root: Json, steps: readonly string[]): Json {
  let value: Json = root;
  for (const step of steps) {
    const next: Json | undefined = isArray(value)
      ? INDEX.test(step)
        ? value[Number(step)]
        : undefined
      : isObject(value) && Object.hasOwn(value, step)
        ? value[step]
        : undefined;
    if (next === undefined) throw missing(steps);
    value = next;
  }
  return value;
}

function missing(steps: readonly string[]): PointerError {
  return new PointerError(`no value at ${JSON.stringify(`/${steps.join('/')}`)}`);
}

/** How the container at the end of a pointer changes. */
type Change = { readonly kind: 'add' | 'replace'; readonly value: Json } | { readonly kind: 'remove' };

/** The root with the change made; nothing of the old root is touched. Throws when the place does not exist. */
export function changeAtPointer(root: Json, steps: readonly string[], change: Change): Json {
  const [step, ...rest] = steps;
  if (step === undefined) {
    if (change.kind === 'remove') throw new PointerError('the whole document cannot be removed');
    return change.value;
  }
  if (isArray(root)) return changeArray(root, step, rest, change);
  if (!isObject(root)) throw missing(steps);
  const entries = new Map(Object.entries(root) as [string, Json][]);
  if (rest.length > 0) {
    const child = entries.get(step);
    if (child === undefined) throw missing(steps);
    entries.set(step, changeAtPointer(child, rest, change));
  } else {
    if (change.kind !== 'add' && !entries.has(step)) throw missing(steps);
    if (change.kind === 'remove') entries.delete(step);
    else entries.set(step, change.value);
  }
  return Object.fromEntries(entries);
}

function changeArray(array: readonly Json[], step: string, rest: readonly string[], change: Change): Json {
  const isEnd = step === '-' && rest.length === 0 && change.kind === 'add';
  if (!isEnd && !INDEX.test(step)) throw new PointerError(`not an index: ${JSON.stringify(step)}`);
  const index = isEnd ? array.length : Number(step);
  const most = rest.length === 0 && change.kind === 'add' ? array.length : array.length - 1;
  if (index > most) throw new PointerError(`index out of bounds: ${index}`);
  if (rest.length > 0) return array.with(index, changeAtPointer(array[index] as Json, rest, change));
  switch (change.kind) {
    case 'add':
      return array.toSpliced(index, 0, change.value);
    case 'replace':
      return array.with(index, change.value);
    case 'remove':
      return array.toSpliced(index, 1);
  }
}
