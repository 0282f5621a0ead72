/**
 * Custom resources against their schema, before they are validated: fields that it does not know are left out, and
 * defaults are put in (k8s.io/apiextensions-apiserver pkg/apiserver/schema/pruning and /defaulting).
 */
import { childPath, elementPath } from '../field-error.ts';
import { isArray, isObject, type Json, type JsonObject, objectAt } from '../json.ts';

const PRESERVES = 'x-kubernetes-preserve-unknown-fields';
const EMBEDDED = 'x-kubernetes-embedded-resource';
const TYPE_META = ['apiVersion', 'kind', 'metadata'];

/** The value without unknown fields; their paths are added to `unknown`. */
export function prune(value: Json, schema: JsonObject, path: string, unknown: string[]): Json {
  if (isArray(value)) {
    const items = schema.items;
    if (!isObject(items)) return value;
    return value.map((element, index) => prune(element, items, elementPath(path, index), unknown));
  }
  if (!isObject(value)) return value;
  const properties = objectAt(schema, 'properties');
  const additional = schema.additionalProperties;
  const keepsAll = schema[PRESERVES] === true;
  const isRoot = path === '';
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const here = childPath(path, key);
    const property = Object.hasOwn(properties, key) ? properties[key] : undefined;
    if ((isRoot || schema[EMBEDDED] === true) && TYPE_META.includes(key)) entries.push([key, member]);
    else if (isObject(property)) entries.push([key, prune(member, property, here, unknown)]);
    else if (isObject(additional)) entries.push([key, prune(member, additional, here, unknown)]);
    else if (keepsAll || additional === true) entries.push([key, member]);
    else unknown.push(here);
  }
  return Object.fromEntries(entries);
}

/** The value with defaults where a field is absent, or null without being allowed to be. */
export function withDefaults(value: Json, schema: JsonObject): Json {
  if (isArray(value)) {
    const items = schema.items;
    return isObject(items) ? value.map(element => withDefaults(element, items)) : value;
  }
  if (!isObject(value)) return value;
  const properties = objectAt(schema, 'properties');
  const additional = schema.additionalProperties;
  const entries = new Map<string, Json>();
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const property = Object.hasOwn(properties, key) ? properties[key] : additional;
    entries.set(key, isObject(property) ? withDefaults(member, property) : member);
  }
  for (const [key, property] of Object.entries(properties)) {
    if (!isObject(property) || property.default === undefined) continue;
    const present = entries.get(key);
    if (present === undefined || (present === null && property.nullable !== true))
      entries.set(key, withDefaults(property.default, property));
  }
  return Object.fromEntries(entries);
}
