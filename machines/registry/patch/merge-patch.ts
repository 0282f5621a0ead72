/** JSON merge patch (RFC 7386). */
import { isObject, type Json, type JsonObject } from '../json.ts';

export function mergePatch(target: Json | undefined, patch: Json): Json {
  if (!isObject(patch)) return patch;
  const base: JsonObject = isObject(target) ? target : {};
  const merged = new Map<string, Json>();
  for (const [key, value] of Object.entries(base)) if (value !== undefined) merged.set(key, value);
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined) continue;
    if (value === null) merged.delete(key);
    else merged.set(key, mergePatch(merged.get(key), value));
  }
  return Object.fromEntries(merged);
}
