/** Why a field is refused (k8s.io/apimachinery pkg/util/validation/field/errors.go), and paths to fields. */
import { isObject, type Json } from './json.ts';
import type { Cause } from './status.ts';

/** A field below another one: `spec` and `containers` give `spec.containers`. */
export function childPath(path: string, key: string): string {
  return path === '' ? key : `${path}.${key}`;
}

/** An element: `spec.containers[0]`, or of a map `data[key]`. */
export function elementPath(path: string, index: number | string): string {
  return `${path}[${index}]`;
}

function withDetail(text: string, detail: string): string {
  return detail === '' ? text : `${text}: ${detail}`;
}

/** A value as Go prints it in these messages. */
export function printed(value: Json | undefined): string {
  return value === undefined || value === null ? 'null' : JSON.stringify(value);
}

export function required(field: string, detail = ''): Cause {
  return { reason: 'FieldValueRequired', message: withDetail('Required value', detail), field };
}

export function invalidValue(field: string, value: Json | undefined, detail: string): Cause {
  return {
    reason: 'FieldValueInvalid',
    message: withDetail(`Invalid value: ${printed(value)}`, detail),
    field,
  };
}

/** A value of the wrong type; objects and arrays are not printed but named. */
export function invalidType(field: string, value: Json | undefined, detail: string): Cause {
  const text = isObject(value) ? '"object"' : Array.isArray(value) ? '"array"' : printed(value);
  return { reason: 'FieldValueTypeInvalid', message: `Invalid value: ${text}: ${detail}`, field };
}

export function notSupported(field: string, value: Json | undefined, supported: readonly string[]): Cause {
  const list = [...supported].sort().map(choice => JSON.stringify(choice));
  return {
    reason: 'FieldValueNotSupported',
    message: withDetail(
      `Unsupported value: ${printed(value)}`,
      list.length > 0 ? `supported values: ${list.join(', ')}` : '',
    ),
    field,
  };
}

export function forbiddenField(field: string, detail: string): Cause {
  return { reason: 'FieldValueForbidden', message: withDetail('Forbidden', detail), field };
}

export function duplicate(field: string, value: Json): Cause {
  return { reason: 'FieldValueDuplicate', message: `Duplicate value: ${printed(value)}`, field };
}

export function tooLong(field: string, max: number): Cause {
  return { reason: 'FieldValueTooLong', message: `Too long: may not be more than ${max} bytes`, field };
}
