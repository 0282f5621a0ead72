/** Which resources a lineage serves: the built-in ones, and those of its CRDs. */
import { atLeast, type Lineage } from '../lineage.ts';
import type { JsonObject } from './json.ts';
import { type Resource, storageKey } from './resource.ts';
import { apiServices } from './resources/api-services.ts';
import { configMaps } from './resources/configmaps.ts';
import { compareVersions, resourcesOf } from './resources/custom-resource.ts';
import { customResourceDefinitions } from './resources/custom-resource-definitions.ts';
import { events } from './resources/events.ts';
import { leases } from './resources/leases.ts';
import { namespaces } from './resources/namespaces.ts';
import { pods } from './resources/pods.ts';
import type { Store } from './store.ts';

/** A group with its versions, the preferred one first. */
export interface ServedGroup {
  readonly group: string;
  readonly versions: readonly string[];
}

/**
 * The order of the built-in groups and versions (k8s.io/kubernetes cmd/kube-apiserver/app/aggregator.go); custom groups
 * come after them.
 */
export const PRIORITIES: Readonly<Record<string, { readonly group: number; readonly version: number }>> = {
  '': { group: 18_000, version: 1 },
  'apiextensions.k8s.io': { group: 16_700, version: 15 },
  'coordination.k8s.io': { group: 16_500, version: 15 },
};
export const CUSTOM_PRIORITY = { group: 1_000, version: 100 } as const;

export class Catalog {
  readonly namespaces: Resource;
  /** The built-in resources in the order in which discovery lists them. */
  readonly builtIns: readonly Resource[];
  private readonly store: Store;

  constructor(lineage: Lineage, store: Store) {
    this.store = store;
    this.namespaces = namespaces(lineage);
    this.builtIns = [
      configMaps,
      events,
      this.namespaces,
      pods,
      // Each in the version that is served here; the earlier betas of these groups are not.
      ...(atLeast(lineage, '1.10') ? [apiServices] : []),
      ...(atLeast(lineage, '1.16') ? [customResourceDefinitions] : []),
      ...(atLeast(lineage, '1.14') ? [leases] : []),
    ];
  }

  get definitions(): JsonObject[] {
    return this.store.list(storageKey(customResourceDefinitions));
  }

  /** Everything that is served now. A built-in resource hides a custom one of the same name. */
  all(): readonly Resource[] {
    const builtInGroups = new Set(this.builtIns.map(({ group }) => group));
    const custom = this.definitions.flatMap(resourcesOf).filter(({ group }) => !builtInGroups.has(group));
    return [...this.builtIns, ...custom];
  }

  find(group: string, version: string, plural: string): Resource | null {
    const builtIn = this.builtIns.find(
      resource => resource.plural === plural && resource.group === group && resource.version === version,
    );
    if (builtIn) return builtIn;
    if (this.builtIns.some(resource => resource.group === group)) return null;
    const definition = this.store.get(storageKey(customResourceDefinitions), `${plural}.${group}`);
    return definition && (resourcesOf(definition).find(resource => resource.version === version) ?? null);
  }

  /** The resources of one version of a group. */
  inGroupVersion(group: string, version: string): readonly Resource[] {
    return this.all().filter(resource => resource.group === group && resource.version === version);
  }

  /** The groups besides the core, the built-in ones first. */
  groups(): readonly ServedGroup[] {
    const versions = new Map<string, string[]>();
    for (const { group, version } of this.all()) {
      if (group === '') continue;
      const known = versions.get(group);
      if (known === undefined) versions.set(group, [version]);
      else if (!known.includes(version)) known.push(version);
    }
    return [...versions].map(([group, found]) => ({ group, versions: found.sort(compareVersions) }));
  }
}
