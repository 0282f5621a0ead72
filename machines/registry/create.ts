/** POST: makes an object (k8s.io/apiserver pkg/registry/rest/create.go). */
import type { Api, Target } from './api.ts';
import { isObject, type JsonObject, objectAt, stringAt } from './json.ts';
import { generateName, newUid, validateMetadata } from './metadata.ts';
import { storageKey } from './resource.ts';
import { customResourceDefinitions } from './resources/custom-resource-definitions.ts';
import { hasCondition } from './resources/definition-conditions.ts';
import {
  alreadyExists,
  badRequest,
  forbidden,
  invalid,
  methodNotSupported,
  notFound,
  storageError,
} from './status.ts';
import { objectKey } from './store.ts';
import { rfc3339 } from './wall-time.ts';

/** How often a generated name is tried again when it exists (1.30 and later; PR 122887). */
const GENERATED_NAME_TRIES = 8;

/** The new object as it is stored; with a dry run as it would be. Throws 400, 403, 404, 409, 422 or 500. */
export function createObject(api: Api, target: Target, decoded: JsonObject, isDryRun: boolean): JsonObject {
  const { resource } = target;
  const { store, random } = api;
  const given = inNamespace(decoded, target);
  const metadata = objectAt(given, 'metadata');
  const prefix = stringAt(metadata, 'generateName');
  const isGenerated = stringAt(metadata, 'name') === '' && prefix !== '';
  const name = isGenerated ? generateName(prefix, random) : stringAt(metadata, 'name');
  checkNamespace(api, target, name);
  const time = rfc3339(api.now());
  const named = (chosen: string): JsonObject => ({
    ...given,
    metadata: serverMetadata(metadata, chosen, time, newUid(random)),
  });
  let object = resource.prepareForCreate(named(name), { time, isStatus: false });
  const causes = [...validateMetadata(object, resource), ...resource.validate(object)];
  if (causes.length > 0) throw invalid(resource, name, causes);
  if (stringAt(metadata, 'resourceVersion') !== '' && stringAt(metadata, 'resourceVersion') !== '0')
    throw storageError('resourceVersion should not be set on objects to be created');
  const shelf = storageKey(resource);
  const keyOf = (value: JsonObject): string =>
    objectKey(target.namespace, stringAt(value, 'metadata', 'name'));
  for (let tries = 1; store.get(shelf, keyOf(object)) !== null; tries++) {
    if (!isGenerated || tries >= GENERATED_NAME_TRIES)
      throw alreadyExists(resource, stringAt(object, 'metadata', 'name'));
    object = resource.prepareForCreate(named(generateName(prefix, random)), { time, isStatus: false });
  }
  return isDryRun ? object : store.put(shelf, keyOf(object), object);
}

/** The object with the namespace of the path. Throws a 400 when it names another one. */
export function inNamespace(object: JsonObject, { namespace }: Target): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const given = stringAt(metadata, 'namespace');
  if (given !== '' && given !== namespace)
    throw badRequest('the namespace of the provided object does not match the namespace sent on the request');
  return namespace === '' ? object : { ...object, metadata: { ...metadata, namespace } };
}

/** What the server alone writes; what a client sends of it is not taken. */
function serverMetadata(metadata: JsonObject, name: string, time: string, uid: string): JsonObject {
  const {
    name: _name,
    deletionTimestamp: _deletion,
    deletionGracePeriodSeconds: _grace,
    resourceVersion: _version,
    selfLink: _link,
    generation: _generation,
    managedFields: _managed,
    ...rest
  } = metadata;
  return { name, ...rest, uid, creationTimestamp: time };
}

/** Nothing is made in a namespace that does not exist or is going away (pkg/admission/plugin/namespace/lifecycle). */
function checkNamespace(api: Api, { resource, namespace }: Target, name: string): void {
  const { catalog, store } = api;
  if (namespace !== '') {
    const found = store.get(storageKey(catalog.namespaces), namespace);
    if (found === null) throw notFound(catalog.namespaces, namespace);
    if (stringAt(found, 'metadata', 'deletionTimestamp') !== '')
      throw forbidden(
        resource,
        name,
        `unable to create new content in namespace ${namespace} because it is being terminated`,
        [
          {
            reason: 'NamespaceTerminating',
            message: `namespace ${namespace} is being terminated`,
            field: 'metadata.namespace',
          },
        ],
      );
  }
  if (!resource.isCustom) return;
  const definition = store.get(storageKey(customResourceDefinitions), storageKey(resource));
  if (isObject(definition ?? undefined) && hasCondition(definition as JsonObject, 'Terminating'))
    throw methodNotSupported(resource, 'create not allowed while custom resource definition is terminating');
}
