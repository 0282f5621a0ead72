/** Objects as text. An object that is stored never changes: it is encoded once, and the text is shared. */
import type { JsonObject } from './json.ts';

/** What an object is sent as. */
export interface TypeMeta {
  readonly kind: string;
  readonly apiVersion: string;
}

const ENCODED = new WeakMap<JsonObject, string>();

/** A stored object, without kind and apiVersion. */
export function encodeObject(object: JsonObject): string {
  let text = ENCODED.get(object);
  if (text === undefined) {
    text = JSON.stringify(object);
    ENCODED.set(object, text);
  }
  return text;
}

/** An object with its kind and apiVersion in front, as Go writes them. */
export function encodeTyped(object: JsonObject, { kind, apiVersion }: TypeMeta): string {
  const head = `{"kind":${JSON.stringify(kind)},"apiVersion":${JSON.stringify(apiVersion)}`;
  const rest = encodeObject(object);
  return rest === '{}' ? `${head}}` : `${head},${rest.slice(1)}`;
}

/** `v1`, `coordination.k8s.io/v1`. */
export function groupVersion(group: string, version: string): string {
  return group === '' ? version : `${group}/${version}`;
}
