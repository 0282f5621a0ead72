/**
 * Strategic merge patch for built-in types (k8s.io/apimachinery pkg/util/strategicpatch/patch.go): lists with a merge
 * key are merged element by element, and directives delete, replace and order.
 */
import { isArray, isObject, type Json, type JsonObject, jsonEqual } from '../json.ts';
import { builtInType, type Field, type FieldType, type Struct } from '../types/type-text.ts';

/** The patch contradicts itself or the type. */
export class StrategicMergeError extends Error {}

const DIRECTIVE = '$patch';
const RETAIN_KEYS = '$retainKeys';
const DELETE_FROM_LIST = '$deleteFromPrimitiveList/';
const SET_ORDER = '$setElementOrder/';

/** Not every key with a dollar is one: schemas have `$ref`. */
function isDirective(key: string): boolean {
  return (
    key === DIRECTIVE || key === RETAIN_KEYS || key.startsWith(DELETE_FROM_LIST) || key.startsWith(SET_ORDER)
  );
}

/** The object with the patch merged in; `typeName` is the built-in type of both. */
export function strategicMerge(object: JsonObject, patch: JsonObject, typeName: string): JsonObject {
  return mergeObjects(object, patch, builtInType(typeName));
}

/** What is known of the fields of a value; null where the type says nothing. */
function structOf(type: FieldType | undefined): Struct | null {
  return type?.kind === 'struct' ? builtInType(type.name) : null;
}

function mergeObjects(target: JsonObject, patch: JsonObject, struct: Struct | null): JsonObject {
  const directive = patch[DIRECTIVE];
  if (directive !== undefined) {
    const { [DIRECTIVE]: _directive, ...rest } = patch;
    if (directive === 'replace') return stripDirectives(rest) as JsonObject;
    if (directive === 'delete') return {};
    if (directive !== 'merge')
      throw new StrategicMergeError(`Unknown patch type found: ${JSON.stringify(directive)}`);
    return mergeObjects(target, rest, struct);
  }
  const merged = new Map<string, Json>();
  const retained = patch[RETAIN_KEYS];
  for (const [key, value] of Object.entries(target)) {
    if (value !== undefined && (!isArray(retained) || retained.includes(key))) merged.set(key, value);
  }
  for (const [key, value] of Object.entries(patch)) {
    if (!key.startsWith(DELETE_FROM_LIST) || !isArray(value)) continue;
    const field = key.slice(DELETE_FROM_LIST.length);
    const list = merged.get(field);
    if (!isArray(list)) continue;
    merged.set(
      field,
      list.filter(element => !value.some(gone => jsonEqual(gone, element))),
    );
  }
  for (const [key, value] of Object.entries(patch)) {
    if (value === undefined || isDirective(key)) continue;
    if (value === null) merged.delete(key);
    else merged.set(key, mergeValue(merged.get(key), value, struct?.get(key)));
  }
  for (const [key, order] of Object.entries(patch)) {
    if (!key.startsWith(SET_ORDER) || !isArray(order)) continue;
    const name = key.slice(SET_ORDER.length);
    const list = merged.get(name);
    if (isArray(list)) merged.set(name, ordered(list, order, struct?.get(name)?.mergeKey ?? ''));
  }
  return Object.fromEntries(merged);
}

function mergeValue(target: Json | undefined, patch: Json, field: Field | undefined): Json {
  if (isObject(patch)) {
    const type = field?.type;
    const members = type?.kind === 'map' ? mapOf(type.of, patch, target) : structOf(type);
    return mergeObjects(isObject(target) ? target : {}, patch, members);
  }
  if (!isArray(patch)) return patch;
  const mergeKey = field?.mergeKey ?? null;
  if (mergeKey === null || field === undefined) return stripDirectives(patch);
  if (mergeKey === '') return mergeSets(isArray(target) ? target : [], patch);
  const elementType = field.type.kind === 'list' ? field.type.of : undefined;
  return mergeLists(isArray(target) ? target : [], patch, mergeKey, structOf(elementType), field.name);
}

/** A map has a field of the same type for each of its keys. */
function mapOf(type: FieldType, patch: JsonObject, target: Json | undefined): Struct {
  const keys = new Set([...Object.keys(patch), ...(isObject(target) ? Object.keys(target) : [])]);
  return new Map([...keys].map(name => [name, { name, type, required: false, mergeKey: null }]));
}

/** Plain values: what is not there yet is added. */
function mergeSets(target: readonly Json[], patch: readonly Json[]): Json {
  const added = patch.filter((value, index) => !target.includes(value) && patch.indexOf(value) === index);
  return [...target, ...added];
}

function mergeLists(
  target: readonly Json[],
  patch: readonly Json[],
  mergeKey: string,
  struct: Struct | null,
  name: string,
): Json {
  let list = [...target];
  if (patch.some(element => isObject(element) && element[DIRECTIVE] === 'replace')) {
    return patch
      .filter(element => !(isObject(element) && element[DIRECTIVE] === 'replace'))
      .map(stripDirectives);
  }
  for (const element of patch) {
    if (!isObject(element)) throw new StrategicMergeError(`${name}: elements must be objects`);
    const key = element[mergeKey];
    if (key === undefined)
      throw new StrategicMergeError(
        `map: ${JSON.stringify(element)} does not contain declared merge key: ${mergeKey}`,
      );
    const isSame = (other: Json): boolean => isObject(other) && jsonEqual(other[mergeKey], key);
    if (element[DIRECTIVE] === 'delete') {
      list = list.filter(other => !isSame(other));
      continue;
    }
    const at = list.findIndex(isSame);
    if (at < 0) list.push(mergeObjects({}, element, struct));
    else list[at] = mergeObjects(list[at] as JsonObject, element, struct);
  }
  return list;
}

/** The elements in the order that the patch names; others stay before or behind those they stood between. */
function ordered(list: readonly Json[], order: readonly Json[], mergeKey: string): Json {
  const keyOf = (element: Json): Json | undefined =>
    mergeKey === '' || !isObject(element) ? element : element[mergeKey];
  const places = order.map(keyOf);
  const placeOf = (element: Json): number => places.findIndex(place => jsonEqual(place, keyOf(element)));
  const named = list.filter(element => placeOf(element) >= 0).sort((a, b) => placeOf(a) - placeOf(b));
  const result: Json[] = [];
  let next = 0;
  for (const element of list) result.push(placeOf(element) >= 0 ? (named[next++] as Json) : element);
  return result;
}

/** A value that is taken whole, without the directives in it. */
function stripDirectives(value: Json): Json {
  if (isArray(value)) {
    return value
      .filter(element => !(isObject(element) && element[DIRECTIVE] === 'delete'))
      .map(stripDirectives);
  }
  if (!isObject(value)) return value;
  return Object.fromEntries(
    Object.entries(value)
      .filter(([key, member]) => member !== undefined && !isDirective(key))
      .map(([key, member]) => [key, stripDirectives(member as Json)]),
  );
}
