/** JSON values as the API stores and compares them. A stored value is never changed: a change makes a new one. */

export type Json = string | number | boolean | null | readonly Json[] | JsonObject;

export interface JsonObject {
  readonly [key: string]: Json | undefined;
}

export function isObject(value: Json | undefined): value is JsonObject {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

export function isArray(value: Json | undefined): value is readonly Json[] {
  return Array.isArray(value);
}

/** The object at a path of keys; empty when something else or nothing is there. */
export function objectAt(value: Json | undefined, ...path: readonly string[]): JsonObject {
  const found = valueAt(value, ...path);
  return isObject(found) ? found : {};
}

/** The value at a path of keys. */
export function valueAt(value: Json | undefined, ...path: readonly string[]): Json | undefined {
  let current = value;
  for (const key of path) {
    if (!isObject(current) || !Object.hasOwn(current, key)) return undefined;
    current = current[key];
  }
  return current;
}

/** The string at a path of keys; empty when something else or nothing is there. */
export function stringAt(value: Json | undefined, ...path: readonly string[]): string {
  const found = valueAt(value, ...path);
  return typeof found === 'string' ? found : '';
}

/** The elements of the array at a path of keys; none when something else or nothing is there. */
export function arrayAt(value: Json | undefined, ...path: readonly string[]): readonly Json[] {
  const found = valueAt(value, ...path);
  return isArray(found) ? found : [];
}

/** The same object with one key set, or without it when the value is undefined. */
export function withKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value === undefined) return withoutKey(object, key);
  // `__proto__` is an ordinary key of JSON.
  return Object.fromEntries([...Object.entries(object).filter(([name]) => name !== key), [key, value]]);
}

export function withoutKey(object: JsonObject, key: string): JsonObject {
  if (!Object.hasOwn(object, key)) return object;
  return Object.fromEntries(Object.entries(object).filter(([name]) => name !== key));
}

/** The same object with `value` at a path of keys; objects on the way are made. */
export function withValueAt(
  object: JsonObject,
  path: readonly string[],
  value: Json | undefined,
): JsonObject {
  const [key, ...rest] = path;
  if (key === undefined) return object;
  if (rest.length === 0) return replaceKey(object, key, value);
  const child = object[key];
  return replaceKey(object, key, withValueAt(isObject(child) ? child : {}, rest, value));
}

/** As `withKey`, but a key that is there keeps its place. */
function replaceKey(object: JsonObject, key: string, value: Json | undefined): JsonObject {
  if (value === undefined || !Object.hasOwn(object, key)) return withKey(object, key, value);
  return Object.fromEntries(Object.entries(object).map(([name, old]) => [name, name === key ? value : old]));
}

/** Whether two values are the same JSON: the order of keys does not count, and an undefined member is an absent one. */
export function jsonEqual(a: Json | undefined, b: Json | undefined): boolean {
  if (a === b) return true;
  if (isArray(a)) {
    return isArray(b) && a.length === b.length && a.every((element, index) => jsonEqual(element, b[index]));
  }
  if (!isObject(a) || !isObject(b)) return false;
  const keys = Object.keys(a).filter(key => a[key] !== undefined);
  const others = Object.keys(b).filter(key => b[key] !== undefined);
  return (
    keys.length === others.length && keys.every(key => Object.hasOwn(b, key) && jsonEqual(a[key], b[key]))
  );
}

/** How many bytes a text takes in UTF-8. */
export function byteLength(text: string): number {
  let bytes = text.length;
  for (let index = 0; index < text.length; index++) {
    const unit = text.charCodeAt(index);
    // A surrogate is two of the four bytes of its pair.
    if (unit >= 0x80) bytes += unit >= 0x800 && (unit < 0xd800 || unit > 0xdfff) ? 2 : 1;
  }
  return bytes;
}
