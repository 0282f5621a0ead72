/**
 * What the controllers inside kube-apiserver do after a write: CRDs are established and announced as APIServices, a
 * namespace or CRD that is being deleted takes what is in it along. Differs from Go: they act before the response goes
 * out, not some milliseconds later.
 */
import type { Api } from './api.ts';
import { CUSTOM_PRIORITY, PRIORITIES } from './catalog.ts';
import { type DeleteOptions, deleteObject } from './delete.ts';
import { arrayAt, type JsonObject, objectAt, stringAt, withValueAt } from './json.ts';
import { newUid } from './metadata.ts';
import { type Resource, storageKey } from './resource.ts';
import { apiServices, localApiService } from './resources/api-services.ts';
import { resourcesOf } from './resources/custom-resource.ts';
import { customResourceDefinitions } from './resources/custom-resource-definitions.ts';
import { hasCondition, withConditions, withTerminating } from './resources/definition-conditions.ts';
import { INITIAL_NAMESPACES } from './resources/namespaces.ts';
import { hasFinalizers } from './update.ts';
import { rfc3339 } from './wall-time.ts';

/** Holds a CRD until its objects are gone. */
const CLEANUP_FINALIZER = 'customresourcecleanup.apiextensions.k8s.io';
const NAMESPACES = 'namespaces.';
const DEFINITIONS = storageKey(customResourceDefinitions);
const SERVICES = storageKey(apiServices);
const ANY: DeleteOptions = { isDryRun: false, gracePeriodSeconds: null, uid: '', resourceVersion: '' };

function isDeleting(object: JsonObject): boolean {
  return stringAt(object, 'metadata', 'deletionTimestamp') !== '';
}

export class Controllers {
  private readonly api: Api;

  constructor(api: Api) {
    this.api = api;
  }

  /** What a fresh server makes itself: the system's namespaces, and an APIService for each group. */
  makeInitialObjects(): void {
    const { catalog, store } = this.api;
    for (const name of INITIAL_NAMESPACES) this.make(catalog.namespaces, { metadata: { name } }, name);
    if (!catalog.builtIns.includes(apiServices)) return;
    for (const { group, version } of [{ group: '', version: 'v1' }, ...catalog.builtIns]) {
      const priority = PRIORITIES[group];
      const name = `${version}.${group}`;
      if (priority && store.get(SERVICES, name) === null)
        this.make(apiServices, localApiService(group, version, priority, 'onstart'), name);
    }
  }

  /** An object was written or, when `isGone`, taken away. */
  after(resource: Resource, object: JsonObject, isGone: boolean): void {
    const { store, hub } = this.api;
    const name = stringAt(object, 'metadata', 'name');
    const key = storageKey(resource);
    if (key === DEFINITIONS) {
      if (isGone) {
        store.drop(name);
        hub.endAll(name);
        this.settleNames();
      } else this.settleDefinition(name);
      this.announce();
    }
    if (key === NAMESPACES && !isGone) this.emptyNamespace(name);
    if (!isGone || key === NAMESPACES || key === DEFINITIONS) return;
    // It may have been the last thing that a namespace or a definition waited for.
    const namespace = stringAt(object, 'metadata', 'namespace');
    if (namespace !== '') this.emptyNamespace(namespace);
    if (resource.isCustom) this.settleDefinition(key);
  }

  private make(resource: Resource, object: JsonObject, key: string): void {
    const { store, random } = this.api;
    const time = rfc3339(this.api.now());
    const metadata = { ...objectAt(object, 'metadata'), uid: newUid(random), creationTimestamp: time };
    store.put(
      storageKey(resource),
      key,
      resource.prepareForCreate({ ...object, metadata }, { time, isStatus: false }),
    );
  }

  /** Brings a definition where it belongs: named and established, or cleaned up and gone. */
  private settleDefinition(name: string): void {
    const { store } = this.api;
    const definition = store.get(DEFINITIONS, name);
    if (definition === null) return;
    if (isDeleting(definition)) {
      this.cleanUp(definition, name);
      return;
    }
    const finalizers = arrayAt(definition, 'metadata', 'finalizers');
    const held = finalizers.includes(CLEANUP_FINALIZER)
      ? definition
      : withValueAt(definition, ['metadata', 'finalizers'], [...finalizers, CLEANUP_FINALIZER]);
    const settled = withConditions(held, this.api.catalog.definitions, rfc3339(this.api.now()));
    if (JSON.stringify(settled) !== JSON.stringify(definition)) store.put(DEFINITIONS, name, settled);
  }

  /** Names that a deleted definition had may be free for another one now. */
  private settleNames(): void {
    for (const definition of this.api.catalog.definitions) {
      if (!hasCondition(definition, 'NamesAccepted'))
        this.settleDefinition(stringAt(definition, 'metadata', 'name'));
    }
  }

  /** Deletes the objects of a definition; when none is left, its finalizer goes, and with the last finalizer itself. */
  private cleanUp(definition: JsonObject, name: string): void {
    const { store } = this.api;
    let marked = definition;
    if (!hasCondition(definition, 'Terminating')) {
      marked = withTerminating(definition, rfc3339(this.api.now()));
      marked = store.put(DEFINITIONS, name, marked);
    }
    const [resource] = resourcesOf(marked);
    if (resource) this.deleteAll(resource, '');
    if (store.keys(name).length > 0) return;
    const finalizers = arrayAt(marked, 'metadata', 'finalizers').filter(
      finalizer => finalizer !== CLEANUP_FINALIZER,
    );
    const released = withValueAt(marked, ['metadata', 'finalizers'], finalizers);
    if (hasFinalizers(released)) {
      if (finalizers.length !== arrayAt(marked, 'metadata', 'finalizers').length)
        store.put(DEFINITIONS, name, released);
      return;
    }
    this.after(customResourceDefinitions, store.remove(DEFINITIONS, name), true);
  }

  /** Deletes what is in a namespace that is being deleted; when nothing is left, the namespace. */
  private emptyNamespace(name: string): void {
    const { store, catalog } = this.api;
    let namespace = store.get(NAMESPACES, name);
    if (namespace === null || !isDeleting(namespace)) return;
    if (stringAt(namespace, 'status', 'phase') !== 'Terminating') {
      namespace = withValueAt(namespace, ['status', 'phase'], 'Terminating');
      namespace = store.put(NAMESPACES, name, namespace);
    }
    let left = 0;
    const seen = new Set<string>();
    for (const resource of catalog.all()) {
      if (!resource.isNamespaced || seen.has(storageKey(resource))) continue;
      seen.add(storageKey(resource));
      left += this.deleteAll(resource, name);
    }
    if (left === 0 && !hasFinalizers(namespace)) store.remove(NAMESPACES, name);
  }

  /** Deletes all objects of a resource, in one namespace or in all. Returns how many are only marked. */
  private deleteAll(resource: Resource, namespace: string): number {
    const { store } = this.api;
    let left = 0;
    for (const object of store.list(storageKey(resource))) {
      const target = {
        resource,
        namespace: stringAt(object, 'metadata', 'namespace'),
        name: stringAt(object, 'metadata', 'name'),
        isStatus: false,
      };
      if (namespace !== '' && target.namespace !== namespace) continue;
      if (!deleteObject(this.api, target, ANY).isGone) left++;
    }
    return left;
  }

  /** One APIService for each version that a CRD serves (pkg/controlplane/controller/crdregistration). */
  private announce(): void {
    const { store, catalog } = this.api;
    const wanted = new Map<string, { readonly group: string; readonly version: string }>();
    for (const resource of catalog.all().filter(({ isCustom }) => isCustom))
      wanted.set(`${resource.version}.${resource.group}`, resource);
    for (const [name, { group, version }] of wanted) {
      if (store.get(SERVICES, name) === null)
        this.make(apiServices, localApiService(group, version, CUSTOM_PRIORITY, 'true'), name);
    }
    for (const service of store.list(SERVICES)) {
      const name = stringAt(service, 'metadata', 'name');
      const managed = stringAt(service, 'metadata', 'labels', 'kube-aggregator.kubernetes.io/automanaged');
      if (managed === 'true' && !wanted.has(name)) store.remove(SERVICES, name);
    }
  }
}
