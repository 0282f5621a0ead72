/**
 * Custom resources against their OpenAPI schema (k8s.io/kube-openapi pkg/validation). Differs from Go: what CEL says
 * (`x-kubernetes-validations`) and formats are not evaluated, and patterns are those of JavaScript.
 */
import { childPath, elementPath, invalidType, invalidValue, notSupported, required } from '../field-error.ts';
import { isArray, isObject, type Json, type JsonObject, jsonEqual, objectAt } from '../json.ts';
import type { Cause } from '../status.ts';

/** More are not reported. */
const MOST_CAUSES = 100;

/** Why a value does not fit a schema; `path` names the value. */
export function validateSchema(value: Json, schema: JsonObject, path: string): Cause[] {
  const causes: Cause[] = [];
  visit(value, schema, path, causes);
  return causes;
}

function visit(value: Json, schema: JsonObject, path: string, causes: Cause[]): void {
  if (causes.length >= MOST_CAUSES) return;
  const name = path === '' ? '<nil>' : path;
  if (value === null && schema.nullable === true) return;
  const wanted = schema['x-kubernetes-int-or-string'] === true ? 'int-or-string' : schema.type;
  if (typeof wanted === 'string' && !hasType(value, wanted)) {
    const given = typeName(value);
    causes.push(
      invalidType(name, given, `${name} in body must be of type ${wanted}: ${JSON.stringify(given)}`),
    );
    return;
  }
  if (isArray(schema.enum) && !schema.enum.some(choice => jsonEqual(choice, value)))
    causes.push(notSupported(name, value, schema.enum.map(String)));
  if (typeof value === 'number') visitNumber(value, schema, name, causes);
  if (typeof value === 'string') visitString(value, schema, name, causes);
  if (isArray(value)) visitArray(value, schema, path, name, causes);
  if (isObject(value)) visitObject(value, schema, path, name, causes);
  visitCombinations(value, schema, path, name, causes);
}

function hasType(value: Json, type: string): boolean {
  switch (type) {
    case 'integer':
      return Number.isInteger(value);
    case 'number':
      return typeof value === 'number';
    case 'object':
      return isObject(value);
    case 'array':
      return isArray(value);
    case 'int-or-string':
      return typeof value === 'string' || Number.isInteger(value);
    default:
      return typeof value === type;
  }
}

function typeName(value: Json): string {
  if (value === null) return 'null';
  if (isArray(value)) return 'array';
  return typeof value === 'number' && Number.isInteger(value) ? 'integer' : typeof value;
}

function visitNumber(value: number, schema: JsonObject, name: string, causes: Cause[]): void {
  const { minimum, maximum, multipleOf } = schema;
  if (typeof minimum === 'number') {
    const exclusive = schema.exclusiveMinimum === true;
    if (exclusive ? value <= minimum : value < minimum)
      causes.push(
        invalidValue(
          name,
          value,
          `${name} in body should be greater than ${exclusive ? '' : 'or equal to '}${minimum}`,
        ),
      );
  }
  if (typeof maximum === 'number') {
    const exclusive = schema.exclusiveMaximum === true;
    if (exclusive ? value >= maximum : value > maximum)
      causes.push(
        invalidValue(
          name,
          value,
          `${name} in body should be less than ${exclusive ? '' : 'or equal to '}${maximum}`,
        ),
      );
  }
  if (typeof multipleOf === 'number' && multipleOf > 0 && value % multipleOf !== 0)
    causes.push(invalidValue(name, value, `${name} in body should be a multiple of ${multipleOf}`));
}

function visitString(value: string, schema: JsonObject, name: string, causes: Cause[]): void {
  const { minLength, maxLength, pattern } = schema;
  const length = [...value].length;
  if (typeof minLength === 'number' && length < minLength)
    causes.push(invalidValue(name, value, `${name} in body should be at least ${minLength} chars long`));
  if (typeof maxLength === 'number' && length > maxLength)
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${maxLength} bytes`,
      field: name,
    });
  if (typeof pattern === 'string' && !readPattern(pattern)?.test(value))
    causes.push(invalidValue(name, value, `${name} in body should match '${pattern}'`));
}

/** A pattern of a schema; null when JavaScript cannot read it. */
export function readPattern(pattern: string): RegExp | null {
  try {
    return new RegExp(pattern, 'u');
  } catch {
    return null;
  }
}

function visitArray(
  value: readonly Json[],
  schema: JsonObject,
  path: string,
  name: string,
  causes: Cause[],
): void {
  const { minItems, maxItems, items } = schema;
  if (typeof minItems === 'number' && value.length < minItems)
    causes.push(invalidValue(name, value.length, `${name} in body should have at least ${minItems} items`));
  if (typeof maxItems === 'number' && value.length > maxItems)
    causes.push({
      reason: 'FieldValueTooMany',
      message: `Too many: ${value.length}: must have at most ${maxItems} items`,
      field: name,
    });
  if (schema.uniqueItems === true || schema['x-kubernetes-list-type'] === 'set') {
    value.forEach((element, index) => {
      if (value.slice(0, index).some(other => jsonEqual(other, element)))
        causes.push({
          reason: 'FieldValueDuplicate',
          message: `Duplicate value: ${JSON.stringify(element)}`,
          field: elementPath(path, index),
        });
    });
  }
  if (isObject(items))
    value.forEach((element, index) => {
      visit(element, items, elementPath(path, index), causes);
    });
}

function visitObject(
  value: JsonObject,
  schema: JsonObject,
  path: string,
  name: string,
  causes: Cause[],
): void {
  const properties = objectAt(schema, 'properties');
  const names = isArray(schema.required) ? schema.required : [];
  for (const key of names) {
    if (typeof key === 'string' && !Object.hasOwn(value, key)) causes.push(required(childPath(path, key)));
  }
  const count = Object.keys(value).length;
  if (typeof schema.minProperties === 'number' && count < schema.minProperties)
    causes.push(
      invalidValue(name, count, `${name} in body should have at least ${schema.minProperties} properties`),
    );
  if (typeof schema.maxProperties === 'number' && count > schema.maxProperties)
    causes.push({
      reason: 'FieldValueTooMany',
      message: `Too many: ${count}: must have at most ${schema.maxProperties} items`,
      field: name,
    });
  for (const [key, member] of Object.entries(value)) {
    if (member === undefined) continue;
    const property = Object.hasOwn(properties, key) ? properties[key] : schema.additionalProperties;
    if (isObject(property)) visit(member, property, childPath(path, key), causes);
  }
}

function visitCombinations(
  value: Json,
  schema: JsonObject,
  path: string,
  name: string,
  causes: Cause[],
): void {
  const fits = (candidate: Json): boolean =>
    isObject(candidate) && validateSchema(value, candidate, path).length === 0;
  if (isArray(schema.allOf))
    for (const part of schema.allOf) if (isObject(part)) visit(value, part, path, causes);
  if (isArray(schema.anyOf) && !schema.anyOf.some(fits))
    causes.push(invalidValue(name, '', `${name} in body must validate at least one schema (anyOf)`));
  if (isArray(schema.oneOf) && schema.oneOf.filter(fits).length !== 1)
    causes.push(invalidValue(name, '', `${name} in body must validate one and only one schema (oneOf)`));
  if (isObject(schema.not) && fits(schema.not))
    causes.push(invalidValue(name, '', `${name} in body must not validate the schema (not)`));
}
