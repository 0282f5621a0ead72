/** PUT, and the second half of PATCH: changes an object (k8s.io/apiserver pkg/registry/rest/update.go). */
import type { Api, Target } from './api.ts';
import { createObject, inNamespace } from './create.ts';
import { invalidValue } from './field-error.ts';
import { type JsonObject, objectAt, stringAt, valueAt, withValueAt } from './json.ts';
import { isSameObject, keepImmutable, validateMetadata, validateMetadataUpdate } from './metadata.ts';
import { storageKey } from './resource.ts';
import { badRequest, conflict, invalid, MODIFIED, notFound } from './status.ts';
import { objectKey } from './store.ts';
import { rfc3339 } from './wall-time.ts';

export interface Updated {
  readonly object: JsonObject;
  readonly isNew: boolean;
  /** The last finalizer of an object that was being deleted is gone, and the object with it. */
  readonly isGone: boolean;
}

/** Throws 400, 404, 409, 422 or 500. */
export function updateObject(api: Api, target: Target, decoded: JsonObject, isDryRun: boolean): Updated {
  const { resource, name, namespace, isStatus } = target;
  const { store } = api;
  const given = checkName(inNamespace(decoded, target), name);
  const shelf = storageKey(resource);
  const key = objectKey(namespace, name);
  const old = store.get(shelf, key);
  if (old === null) {
    if (!resource.createsOnUpdate || isStatus) throw notFound(resource, name);
    if (stringAt(given, 'metadata', 'resourceVersion') !== '') throw conflict(resource, name, MODIFIED);
    return { object: createObject(api, target, given, isDryRun), isNew: true, isGone: false };
  }
  checkPreconditions(given, old, target);
  const object = changed(api, target, given, old);
  // A write that changes nothing is none: no new resourceVersion, no event (GuaranteedUpdate).
  if (isSameObject(object, old)) return { object: old, isNew: false, isGone: false };
  const isGone =
    stringAt(object, 'metadata', 'deletionTimestamp') !== '' &&
    !hasFinalizers(object) &&
    (valueAt(object, 'metadata', 'deletionGracePeriodSeconds') ?? 0) === 0;
  if (isDryRun) return { object, isNew: false, isGone: false };
  if (!isGone) return { object: store.put(shelf, key, object), isNew: false, isGone };
  store.remove(shelf, key);
  return { object, isNew: false, isGone };
}

export function hasFinalizers(object: JsonObject): boolean {
  const finalizers = valueAt(object, 'metadata', 'finalizers');
  return Array.isArray(finalizers) && finalizers.length > 0;
}

function checkName(object: JsonObject, name: string): JsonObject {
  const given = stringAt(object, 'metadata', 'name');
  if (given === '')
    throw badRequest(
      `the name of the object (${name} based on URL) was undeterminable: name must be provided`,
    );
  if (given !== name)
    throw badRequest(`the name of the object (${given}) does not match the name on the URL (${name})`);
  return object;
}

/** The uid and resourceVersion that the client read must be those of now. */
function checkPreconditions(given: JsonObject, old: JsonObject, { resource, name }: Target): void {
  const uid = stringAt(given, 'metadata', 'uid');
  const oldUid = stringAt(old, 'metadata', 'uid');
  if (uid !== '' && uid !== oldUid)
    throw conflict(
      resource,
      name,
      `Precondition failed: UID in precondition: ${uid}, UID in object meta: ${oldUid}`,
    );
  const version = stringAt(given, 'metadata', 'resourceVersion');
  if (version !== '' && !/^\d+$/.test(version))
    throw badRequest(
      `metadata.resourceVersion: Invalid value: ${JSON.stringify(version)}: strconv.ParseUint: parsing ${JSON.stringify(version)}: invalid syntax`,
    );
  if (version === '' || version === '0') {
    if (!resource.allowsUnconditionalUpdate)
      throw invalid(resource, name, [
        invalidValue('metadata.resourceVersion', 0, 'must be specified for an update'),
      ]);
  } else if (version !== stringAt(old, 'metadata', 'resourceVersion')) {
    throw conflict(resource, name, MODIFIED);
  }
}

function changed(api: Api, target: Target, given: JsonObject, old: JsonObject): JsonObject {
  const { resource, name, isStatus } = target;
  const context = { time: rfc3339(api.now()), isStatus };
  const oldMetadata = objectAt(old, 'metadata');
  const metadata = keepImmutable(objectAt(given, 'metadata'), oldMetadata);
  const version = stringAt(oldMetadata, 'resourceVersion');
  const merged = withValueAt({ ...given, metadata }, ['metadata', 'resourceVersion'], version);
  const object = resource.prepareForUpdate(merged, old, context);
  const causes = [
    ...validateMetadata(object, resource),
    ...validateMetadataUpdate(object, old),
    ...resource.validate(object),
    ...resource.validateUpdate(object, old, context),
  ];
  if (causes.length > 0) throw invalid(resource, name, causes);
  return object;
}
