/** `additionalPrinterColumns` of a CRD as columns of its tables (k8s.io/apiextensions-apiserver pkg/registry/customresource/tableconvertor). */
import { isArray, isObject, type Json, type JsonObject, stringAt, valueAt } from '../json.ts';
import type { Column } from '../table.ts';
import { ageOf } from '../wall-time.ts';

const TYPES = ['string', 'integer', 'number', 'boolean', 'date'] as const;

export function printerColumns(definitions: readonly Json[]): Column[] {
  return definitions.filter(isObject).map(definition => {
    const path = stringAt(definition, 'jsonPath');
    const type = TYPES.find(candidate => candidate === definition.type) ?? 'string';
    return {
      name: stringAt(definition, 'name'),
      type,
      format: stringAt(definition, 'format'),
      description:
        stringAt(definition, 'description') ||
        `Custom resource definition column (in JSONPath format): ${path}`,
      priority: typeof definition.priority === 'number' ? definition.priority : 0,
      cell: (object, nowMs) => cellOf(find(object, path), type, nowMs),
    };
  });
}

function cellOf(values: readonly Json[], type: Column['type'], nowMs: number): Json {
  const [value] = values;
  if (value === undefined || value === null) return null;
  switch (type) {
    case 'integer':
    case 'number':
      return typeof value === 'number' ? value : null;
    case 'boolean':
      return typeof value === 'boolean' ? value : null;
    case 'date':
      return typeof value === 'string' ? ageOf(value, nowMs) : null;
    case 'string':
      return values.map(one => (typeof one === 'string' ? one : JSON.stringify(one))).join(',');
  }
}

/**
 * The values at a path such as `.spec.size`, `.items[0].name`, `.labels['a/b']` or
 * `.status.conditions[?(@.type=="Ready")].status`. Other paths find nothing.
 */
function find(object: JsonObject, path: string): Json[] {
  let found: Json[] = [object];
  const steps = path.matchAll(
    /\.([^.[\]]+)|\[(\d+|\*)\]|\['([^']*)'\]|\[\?\(@\.([\w.-]+)\s*==\s*["']([^"']*)["']\)\]/g,
  );
  let length = 0;
  for (const [text, key, index, quoted, filterKey, filterValue] of steps) {
    length += text.length;
    found = found.flatMap(value => {
      if (index !== undefined)
        return isArray(value)
          ? index === '*'
            ? [...value]
            : value.slice(Number(index), Number(index) + 1)
          : [];
      if (filterKey !== undefined)
        return isArray(value)
          ? value.filter(element => valueAt(element, ...filterKey.split('.')) === filterValue)
          : [];
      const member = valueAt(value, (key ?? quoted) as string);
      return member === undefined ? [] : [member];
    });
  }
  return length === path.length ? found : [];
}
