/** Discovery, document by document (k8s.io/apiserver pkg/endpoints/discovery). */

import { atLeast, type Lineage } from '../../lineage.ts';
import { groupVersion } from '../encode.ts';
import type { Json, JsonObject } from '../json.ts';
import type { Resource } from '../resource.ts';
import type { DiscoveredGroup } from './groups.ts';

const STATUS_VERBS = ['get', 'patch', 'update'] as const;

export function verbsOf({ hasDeleteCollection }: Resource): string[] {
  const verbs = ['create', 'delete', 'get', 'list', 'patch', 'update', 'watch'];
  return hasDeleteCollection ? verbs.toSpliced(2, 0, 'deletecollection') : verbs;
}

/** `/api`. Where the server can be reached is not the registry's to say. */
export function apiVersions(): JsonObject {
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs: [] };
}

function groupFields({ group, versions }: DiscoveredGroup): JsonObject {
  const entries = versions.map(({ version }) => ({ groupVersion: groupVersion(group, version), version }));
  return { name: group, versions: entries, preferredVersion: entries[0] };
}

/** `/apis`. */
export function apiGroupList(groups: readonly DiscoveredGroup[]): JsonObject {
  return { kind: 'APIGroupList', apiVersion: 'v1', groups: groups.map(groupFields) };
}

/** `/apis/GROUP`. */
export function apiGroup(group: DiscoveredGroup): JsonObject {
  return { kind: 'APIGroup', apiVersion: 'v1', ...groupFields(group) };
}

/** `/api/v1`, `/apis/GROUP/VERSION`. Singular names are filled in since 1.27 (PR 114605). */
export function apiResourceList(
  resources: readonly Resource[],
  group: string,
  version: string,
  lineage: Lineage,
): JsonObject {
  const entries = resources.flatMap((resource): Json[] => {
    const { plural, singular, isNamespaced, kind, shortNames, categories, hasStatus } = resource;
    const main = {
      name: plural,
      singularName: atLeast(lineage, '1.27') || resource.isCustom ? singular : '',
      namespaced: isNamespaced,
      kind,
      verbs: verbsOf(resource),
      ...(shortNames.length > 0 ? { shortNames } : {}),
      ...(categories.length > 0 ? { categories } : {}),
    };
    const status = { name: `${plural}/status`, singularName: '', namespaced: isNamespaced, kind };
    return hasStatus ? [main, { ...status, verbs: STATUS_VERBS }] : [main];
  });
  return {
    kind: 'APIResourceList',
    apiVersion: 'v1',
    groupVersion: groupVersion(group, version),
    resources: entries,
  };
}

/** Aggregated discovery, of `/api` or `/apis` in one document (apidiscovery.k8s.io; beta with 1.27, v2 with 1.30). */
export function groupDiscoveryList(groups: readonly DiscoveredGroup[], version: string): JsonObject {
  return {
    kind: 'APIGroupDiscoveryList',
    apiVersion: `apidiscovery.k8s.io/${version}`,
    metadata: {},
    items: groups.map(({ group, versions }) => ({
      metadata: { name: group, creationTimestamp: null },
      versions: versions.map(found => ({
        version: found.version,
        ...(found.resources ? { resources: found.resources.map(discoveredResource) } : {}),
        // Of a server that does not answer nothing is known.
        freshness: found.resources === null || found.apiService?.isAvailable === false ? 'Stale' : 'Current',
      })),
    })),
  };
}

function discoveredResource(resource: Resource): Json {
  const { group, version, kind, plural, singular, isNamespaced, shortNames, categories } = resource;
  const responseKind = { group, version, kind };
  return {
    resource: plural,
    responseKind,
    scope: isNamespaced ? 'Namespaced' : 'Cluster',
    singularResource: singular,
    verbs: verbsOf(resource),
    ...(shortNames.length > 0 ? { shortNames } : {}),
    ...(categories.length > 0 ? { categories } : {}),
    ...(resource.hasStatus
      ? { subresources: [{ subresource: 'status', responseKind, verbs: STATUS_VERBS }] }
      : {}),
  };
}
