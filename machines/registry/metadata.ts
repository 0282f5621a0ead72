/** `metadata` of objects: what the server fills in and what it refuses (k8s.io/apimachinery pkg/api/validation/objectmeta.go). */
import { childPath, forbiddenField, invalidValue, required } from './field-error.ts';
import { arrayAt, isObject, type JsonObject, jsonEqual, objectAt, stringAt, valueAt } from './json.ts';
import { dnsLabelProblems, labelValueProblems, pathSegmentProblems, qualifiedNameProblems } from './names.ts';
import type { Resource } from './resource.ts';
import type { Cause } from './status.ts';

export const LARGEST_ANNOTATIONS_BYTES = 256 * 1024;

/** A version 4 UUID. */
export function newUid(random: () => number): string {
  const hex = (digits: number): string => {
    let text = '';
    while (text.length < digits) text += Math.floor(random() * 16).toString(16);
    return text;
  };
  const variant = (8 + Math.floor(random() * 4)).toString(16);
  return `${hex(8)}-${hex(4)}-4${hex(3)}-${variant}${hex(3)}-${hex(12)}`;
}

/** Letters that make no words (k8s.io/apimachinery pkg/util/rand/rand.go). */
const SUFFIX_LETTERS = 'bcdfghjklmnpqrstvwxz2456789';
const SUFFIX_LENGTH = 5;
const LONGEST_GENERATED = 63;

/** `base` with five letters behind it (k8s.io/apiserver pkg/storage/names/generate.go). */
export function generateName(base: string, random: () => number): string {
  let name = base.slice(0, LONGEST_GENERATED - SUFFIX_LENGTH);
  for (let index = 0; index < SUFFIX_LENGTH; index++)
    name += SUFFIX_LETTERS[Math.floor(random() * SUFFIX_LETTERS.length)];
  return name;
}

/** Why the metadata of an object is refused. */
export function validateMetadata(object: JsonObject, resource: Resource): Cause[] {
  const metadata = objectAt(object, 'metadata');
  const causes: Cause[] = [];
  const name = stringAt(metadata, 'name');
  const prefix = stringAt(metadata, 'generateName');
  if (prefix !== '') {
    // A prefix may end in a dash: the letters that follow make it a name.
    for (const problem of resource.nameProblems(prefix.replace(/-$/, 'a'), true))
      causes.push(invalidValue('metadata.generateName', prefix, problem));
  }
  if (name === '') causes.push(required('metadata.name', 'name or generateName is required'));
  else {
    const problems = pathSegmentProblems(name);
    for (const problem of problems.length > 0 ? problems : resource.nameProblems(name, false))
      causes.push(invalidValue('metadata.name', name, problem));
  }
  const namespace = stringAt(metadata, 'namespace');
  if (resource.isNamespaced) {
    if (namespace === '') causes.push(required('metadata.namespace'));
    else
      for (const problem of dnsLabelProblems(namespace))
        causes.push(invalidValue('metadata.namespace', namespace, problem));
  } else if (namespace !== '') {
    causes.push(forbiddenField('metadata.namespace', 'not allowed on this type'));
  }
  causes.push(...validateLabels(objectAt(metadata, 'labels'), 'metadata.labels'));
  causes.push(...validateAnnotations(objectAt(metadata, 'annotations')));
  arrayAt(metadata, 'finalizers').forEach((finalizer, index) => {
    const field = `metadata.finalizers[${index}]`;
    for (const problem of qualifiedNameProblems(String(finalizer)))
      causes.push(invalidValue(field, finalizer, problem));
  });
  causes.push(...validateOwners(metadata));
  return causes;
}

function validateLabels(labels: JsonObject, field: string): Cause[] {
  return Object.entries(labels).flatMap(([key, value]) => [
    ...qualifiedNameProblems(key).map(problem => invalidValue(field, key, problem)),
    ...labelValueProblems(String(value)).map(problem => invalidValue(field, value, problem)),
  ]);
}

function validateAnnotations(annotations: JsonObject): Cause[] {
  const field = 'metadata.annotations';
  const causes: Cause[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    // Annotations may have upper case in their prefix.
    for (const problem of qualifiedNameProblems(key.toLowerCase()))
      causes.push(invalidValue(field, key, problem));
    size += key.length + String(value).length;
  }
  if (size > LARGEST_ANNOTATIONS_BYTES) {
    causes.push({
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${LARGEST_ANNOTATIONS_BYTES} bytes`,
      field,
    });
  }
  return causes;
}

function validateOwners(metadata: JsonObject): Cause[] {
  const causes: Cause[] = [];
  arrayAt(metadata, 'ownerReferences').forEach((owner, index) => {
    const field = `metadata.ownerReferences[${index}]`;
    for (const key of ['apiVersion', 'kind', 'name', 'uid']) {
      if (isObject(owner) && stringAt(owner, key) === '')
        causes.push(required(childPath(field, key), 'must not be empty'));
    }
  });
  return causes;
}

/** Why a change of the metadata is refused; both objects have been validated by themselves. */
export function validateMetadataUpdate(object: JsonObject, old: JsonObject): Cause[] {
  const causes: Cause[] = [];
  if (stringAt(old, 'metadata', 'deletionTimestamp') !== '') {
    const before = arrayAt(old, 'metadata', 'finalizers');
    const added = arrayAt(object, 'metadata', 'finalizers').filter(finalizer => !before.includes(finalizer));
    if (added.length > 0) {
      causes.push(
        forbiddenField(
          'metadata.finalizers',
          `no new finalizers can be added if the object is being deleted, found new finalizers []string{${added.map(finalizer => JSON.stringify(finalizer)).join(', ')}}`,
        ),
      );
    }
  }
  return causes;
}

/** Metadata that a client cannot change, taken from the old object. */
export function keepImmutable(metadata: JsonObject, old: JsonObject): JsonObject {
  const kept: Record<string, JsonObject[string]> = { ...metadata };
  for (const key of [
    'uid',
    'creationTimestamp',
    'deletionTimestamp',
    'deletionGracePeriodSeconds',
    'generation',
    'selfLink',
  ]) {
    const value = valueAt(old, key);
    if (value === undefined) delete kept[key];
    else kept[key] = value;
  }
  return kept;
}

/** Whether two objects are the same apart from what the storage writes. */
export function isSameObject(a: JsonObject, b: JsonObject): boolean {
  const bare = (object: JsonObject): JsonObject => {
    const { resourceVersion: _version, ...metadata } = objectAt(object, 'metadata');
    return { ...object, metadata };
  };
  return jsonEqual(bare(a), bare(b));
}
