/** ConfigMaps (k8s.io/kubernetes pkg/apis/core/validation/validation.go, ValidateConfigMap). */
import { elementPath, forbiddenField, invalidValue } from '../field-error.ts';
import { byteLength, type JsonObject, jsonEqual, objectAt } from '../json.ts';
import { configKeyProblems } from '../names.ts';
import type { Resource } from '../resource.ts';
import type { Cause } from '../status.ts';
import { builtIn } from './built-in.ts';
import { AGE_COLUMN, NAME_COLUMN } from './columns.ts';

const LARGEST_DATA_BYTES = 1024 * 1024;

function entryCount(object: JsonObject): number {
  return Object.keys(objectAt(object, 'data')).length + Object.keys(objectAt(object, 'binaryData')).length;
}

function validate(object: JsonObject): Cause[] {
  const data = objectAt(object, 'data');
  const binary = objectAt(object, 'binaryData');
  const causes: Cause[] = [];
  let size = 0;
  for (const [field, entries] of [
    ['data', data],
    ['binaryData', binary],
  ] as const) {
    for (const [key, value] of Object.entries(entries)) {
      const path = elementPath(field, key);
      for (const problem of configKeyProblems(key)) causes.push(invalidValue(path, key, problem));
      if (field === 'data' && Object.hasOwn(binary, key))
        causes.push(invalidValue(path, key, 'duplicate of key present in binaryData'));
      const text = String(value);
      // Base64 says three bytes in four letters.
      size += field === 'data' ? byteLength(text) : Math.floor(text.replace(/=+$/, '').length * 0.75);
    }
  }
  if (size > LARGEST_DATA_BYTES) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${LARGEST_DATA_BYTES} bytes`,
      field: '',
    });
  }
  return causes;
}

function validateUpdate(object: JsonObject, old: JsonObject): Cause[] {
  if (old.immutable !== true) return [];
  const causes: Cause[] = [];
  const why = 'field is immutable when `immutable` is set';
  if (object.immutable !== true) causes.push(forbiddenField('immutable', why));
  for (const field of ['data', 'binaryData']) {
    if (!jsonEqual(objectAt(object, field), objectAt(old, field))) causes.push(forbiddenField(field, why));
  }
  return causes;
}

export const configMaps: Resource = builtIn({
  group: '',
  version: 'v1',
  plural: 'configmaps',
  kind: 'ConfigMap',
  isNamespaced: true,
  shortNames: ['cm'],
  columns: [
    NAME_COLUMN,
    {
      name: 'Data',
      type: 'string',
      format: '',
      description: 'How many entries it has.',
      priority: 0,
      cell: entryCount,
    },
    AGE_COLUMN,
  ],
  validate,
  validateUpdate,
});
