/** The groups that discovery lists: those served here, and those of APIServices that another server serves. */
import { type Catalog, CUSTOM_PRIORITY, PRIORITIES } from '../catalog.ts';
import type { Resource } from '../resource.ts';
import { storageKey } from '../resource.ts';
import { type ApiServiceInfo, apiServiceInfo, apiServices } from '../resources/api-services.ts';
import { compareVersions } from '../resources/custom-resource.ts';
import type { Store } from '../store.ts';

export interface DiscoveredVersion {
  readonly version: string;
  /** null: served by another server, whose resources are not known. */
  readonly resources: readonly Resource[] | null;
  /** The APIService whose server has it; null: this server itself. */
  readonly apiService: ApiServiceInfo | null;
}

export interface DiscoveredGroup {
  readonly group: string;
  /** The preferred one first. */
  readonly versions: readonly DiscoveredVersion[];
}

/** Before all others: the aggregator's own group is no APIService (kube-aggregator pkg/apiserver/handler_apis.go). */
const OWN_PRIORITY = 20_000;

/** The APIServices that another server serves. */
export function remoteServices(store: Store): ApiServiceInfo[] {
  return store
    .list(storageKey(apiServices))
    .map(apiServiceInfo)
    .filter(({ service }) => service !== null);
}

/** All groups but the core, by priority. `resourcesOf` gives what an APIService's server has, if that is known. */
export function discoveredGroups(
  catalog: Catalog,
  store: Store,
  resourcesOf: (service: ApiServiceInfo) => readonly Resource[] | null,
): DiscoveredGroup[] {
  const groups = new Map<string, { priority: number; versions: DiscoveredVersion[] }>();
  const entry = (group: string, priority: number): DiscoveredVersion[] => {
    const found = groups.get(group);
    if (found) {
      found.priority = Math.max(found.priority, priority);
      return found.versions;
    }
    const versions: DiscoveredVersion[] = [];
    groups.set(group, { priority, versions });
    return versions;
  };
  for (const service of remoteServices(store)) {
    entry(service.group, service.groupPriority).push({
      version: service.version,
      resources: resourcesOf(service),
      apiService: service,
    });
  }
  for (const { group, versions } of catalog.groups()) {
    const isOwn = group === apiServices.group;
    const priority = isOwn ? OWN_PRIORITY : (PRIORITIES[group] ?? CUSTOM_PRIORITY).group;
    const known = entry(group, priority);
    for (const version of versions) {
      if (known.some(other => other.version === version)) continue;
      known.push({ version, resources: catalog.inGroupVersion(group, version), apiService: null });
    }
  }
  return [...groups]
    .sort(([a, left], [b, right]) => right.priority - left.priority || (a < b ? -1 : 1))
    .map(([group, { versions }]) => ({
      group,
      versions: versions.sort((a, b) => compareVersions(a.version, b.version)),
    }));
}
