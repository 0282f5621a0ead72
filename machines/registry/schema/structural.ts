/** Whether the schema of a CRD is structural (k8s.io/apiextensions-apiserver pkg/apiserver/schema/validation.go): the rules a small API needs. */
import {
  childPath,
  elementPath,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error.ts';
import { isArray, isObject, type Json, type JsonObject, objectAt, valueAt } from '../json.ts';
import type { Cause } from '../status.ts';
import { readPattern, validateSchema } from './validate.ts';

const TYPES = ['array', 'boolean', 'integer', 'number', 'object', 'string'];

/** Deeper than this no schema is read. */
const DEEPEST = 64;

/** Why a schema is refused; `path` is where it stands in the CRD. */
export function structuralProblems(schema: JsonObject, path: string): Cause[] {
  const causes: Cause[] = [];
  if (schema.type !== 'object')
    causes.push(invalidValue(childPath(path, 'type'), schema.type ?? '', 'must be object at the root'));
  visit(schema, path, causes, 0);
  return causes;
}

function visit(schema: JsonObject, path: string, causes: Cause[], depth: number): void {
  if (depth > DEEPEST) {
    causes.push(invalidValue(path, '', `must not be deeper than ${DEEPEST} levels`));
    return;
  }
  const isFree =
    schema['x-kubernetes-int-or-string'] === true || schema['x-kubernetes-preserve-unknown-fields'] === true;
  const { type } = schema;
  if (type === undefined || type === '') {
    if (!isFree)
      causes.push(required(childPath(path, 'type'), 'must not be empty for specified object fields'));
  } else if (typeof type === 'string' && !TYPES.includes(type)) {
    causes.push(notSupported(childPath(path, 'type'), type, TYPES));
  }
  if (type === 'array' && !isObject(schema.items))
    causes.push(required(childPath(path, 'items'), 'must be specified'));
  if (schema.uniqueItems === true)
    causes.push(
      forbiddenField(
        childPath(path, 'uniqueItems'),
        'uniqueItems cannot be set to true since the runtime complexity becomes quadratic',
      ),
    );
  if (typeof schema.$ref === 'string')
    causes.push(forbiddenField(childPath(path, '$ref'), '$ref is not supported'));
  if (Object.keys(objectAt(schema, 'properties')).length > 0 && schema.additionalProperties !== undefined)
    causes.push(
      forbiddenField(
        childPath(path, 'additionalProperties'),
        'additionalProperties and properties are mutual exclusive',
      ),
    );
  if (typeof schema.pattern === 'string' && readPattern(schema.pattern) === null)
    causes.push(
      invalidValue(
        childPath(path, 'pattern'),
        schema.pattern,
        'must be a valid regular expression, but is not',
      ),
    );
  if (schema.default !== undefined)
    causes.push(...validateSchema(schema.default, schema, childPath(path, 'default')));
  visitChildren(schema, path, causes, depth);
}

function visitChildren(schema: JsonObject, path: string, causes: Cause[], depth: number): void {
  for (const [key, property] of Object.entries(objectAt(schema, 'properties'))) {
    // The metadata of the root has a type of its own.
    if (depth === 0 && key === 'metadata') continue;
    if (isObject(property))
      visit(property, elementPath(childPath(path, 'properties'), key), causes, depth + 1);
  }
  for (const key of ['items', 'additionalProperties']) {
    const child: Json | undefined = valueAt(schema, key);
    if (isObject(child)) visit(child, childPath(path, key), causes, depth + 1);
    else if (isArray(child))
      causes.push(forbiddenField(childPath(path, key), 'must be a schema, not an array'));
  }
}
