/** DELETE: of an object and of a collection (k8s.io/apiserver pkg/registry/rest/delete.go). */
import { queryValue, queryValues } from '../filters/query.ts';
import type { Api, Target } from './api.ts';
import { readBody } from './body.ts';
import { notSupported } from './field-error.ts';
import { arrayAt, isObject, type JsonObject, objectAt, stringAt, valueAt } from './json.ts';
import { readInteger } from './list-options.ts';
import { storageKey } from './resource.ts';
import { UNDELETABLE_NAMESPACES } from './resources/namespaces.ts';
import { badRequest, conflict, forbidden, invalid, notFound } from './status.ts';
import { objectKey } from './store.ts';
import { hasFinalizers } from './update.ts';
import { epochMsOf, rfc3339 } from './wall-time.ts';
import { checkDryRun } from './write-options.ts';

export interface DeleteOptions {
  readonly isDryRun: boolean;
  /** null: what the resource thinks right. */
  readonly gracePeriodSeconds: number | null;
  readonly uid: string;
  readonly resourceVersion: string;
}

const POLICIES = ['Orphan', 'Background', 'Foreground'];

/** The options of the body, or of the query when there is none. Throws a 400, 415 or 422. */
export function parseDeleteOptions(query: string, body: string, contentType: string): DeleteOptions {
  const options = body.trim() === '' ? optionsOfQuery(query) : optionsOfBody(body, contentType);
  const dryRun = arrayAt(options, 'dryRun').map(String);
  const causes = checkDryRun(dryRun);
  const policy = stringAt(options, 'propagationPolicy');
  // What becomes of dependents is nobody's concern here: there is no garbage collector.
  if (policy !== '' && !POLICIES.includes(policy))
    causes.push(notSupported('propagationPolicy', policy, [...POLICIES, 'nil']));
  if (causes.length > 0)
    throw invalid({ group: 'meta.k8s.io', plural: 'deleteoptions', kind: 'DeleteOptions' }, '', causes);
  const grace = valueAt(options, 'gracePeriodSeconds');
  if (grace !== undefined && grace !== null && !Number.isInteger(grace))
    throw badRequest(
      `json: cannot unmarshal ${typeof grace} into Go struct field DeleteOptions.gracePeriodSeconds of type int64`,
    );
  return {
    isDryRun: dryRun.length > 0,
    gracePeriodSeconds: typeof grace === 'number' ? Math.max(0, grace) : null,
    uid: stringAt(options, 'preconditions', 'uid'),
    resourceVersion: stringAt(options, 'preconditions', 'resourceVersion'),
  };
}

function optionsOfQuery(query: string): JsonObject {
  const grace = readInteger(query, 'gracePeriodSeconds');
  return {
    dryRun: queryValues(query, 'dryRun').filter(value => value !== ''),
    propagationPolicy: queryValue(query, 'propagationPolicy') ?? '',
    ...(grace === null ? {} : { gracePeriodSeconds: grace }),
  };
}

function optionsOfBody(body: string, contentType: string): JsonObject {
  const value = readBody(body, contentType, 'DeleteOptions');
  const kind = stringAt(value, 'kind');
  if (!isObject(value) || (kind !== '' && kind !== 'DeleteOptions'))
    throw badRequest(`decoded object cannot be converted to DeleteOptions`);
  return value;
}

export interface Deleted {
  readonly object: JsonObject;
  /** Gone at once; otherwise it is only marked, and whoever holds it back takes it away. */
  readonly isGone: boolean;
}

/** Deletes one object or marks it. Throws 403, 404 or 409. */
export function deleteObject(api: Api, target: Target, options: DeleteOptions): Deleted {
  const { resource, name, namespace } = target;
  const { store, catalog } = api;
  if (resource === catalog.namespaces && UNDELETABLE_NAMESPACES.includes(name))
    throw forbidden(resource, name, 'this namespace may not be deleted');
  const shelf = storageKey(resource);
  const key = objectKey(namespace, name);
  const old = store.get(shelf, key);
  if (old === null) throw notFound(resource, name);
  checkPreconditions(old, target, options);
  const graceSeconds = resource.gracePeriodSeconds(old, options.gracePeriodSeconds);
  const holdsBack = resource === catalog.namespaces || hasFinalizers(old);
  if (!holdsBack && graceSeconds === 0) {
    return { object: options.isDryRun ? old : store.remove(shelf, key), isGone: true };
  }
  const marked = markDeleted(old, graceSeconds, api.now());
  if (marked === old || options.isDryRun) return { object: marked, isGone: false };
  return { object: store.put(shelf, key, marked), isGone: false };
}

/** With the time until which it may live. A second deletion can shorten that time, not lengthen it. */
function markDeleted(object: JsonObject, graceSeconds: number, nowMs: number): JsonObject {
  const metadata = objectAt(object, 'metadata');
  const before = valueAt(metadata, 'deletionGracePeriodSeconds');
  if (stringAt(metadata, 'deletionTimestamp') !== '' && typeof before === 'number') {
    if (graceSeconds >= before) return object;
    const start = (epochMsOf(stringAt(metadata, 'deletionTimestamp')) ?? nowMs) - before * 1000;
    const deletionTimestamp = rfc3339(start + graceSeconds * 1000);
    return {
      ...object,
      metadata: { ...metadata, deletionTimestamp, deletionGracePeriodSeconds: graceSeconds },
    };
  }
  return {
    ...object,
    metadata: {
      ...metadata,
      deletionTimestamp: rfc3339(nowMs + graceSeconds * 1000),
      deletionGracePeriodSeconds: graceSeconds,
    },
  };
}

function checkPreconditions(old: JsonObject, { resource, name }: Target, options: DeleteOptions): void {
  const uid = stringAt(old, 'metadata', 'uid');
  if (options.uid !== '' && options.uid !== uid)
    throw conflict(
      resource,
      name,
      `the UID in the precondition (${options.uid}) does not match the UID in record (${uid}). The object might have been deleted and then recreated`,
    );
  const version = stringAt(old, 'metadata', 'resourceVersion');
  if (options.resourceVersion !== '' && options.resourceVersion !== version)
    throw conflict(
      resource,
      name,
      `the ResourceVersion in the precondition (${options.resourceVersion}) does not match the ResourceVersion in record (${version}). The object might have been modified`,
    );
}

/** What is said of an object that is gone. */
export function deletionStatus(object: JsonObject, { resource, name }: Target): JsonObject {
  const { group, plural } = resource;
  return {
    kind: 'Status',
    apiVersion: 'v1',
    metadata: {},
    status: 'Success',
    details: {
      name,
      ...(group === '' ? {} : { group }),
      kind: plural,
      uid: stringAt(object, 'metadata', 'uid'),
    },
  };
}
