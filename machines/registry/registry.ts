/**
 * The API behind the server: discovery, OpenAPI and the resources, in memory. Pure and synchronous: the clock and
 * chance are passed in, requests and results are data (`exchange.ts`).
 */
import { atLeast, type Lineage } from '../lineage.ts';
import type { Api } from './api.ts';
import { Catalog } from './catalog.ts';
import { Controllers } from './controllers.ts';
import {
  apiGroup,
  apiGroupList,
  apiResourceList,
  apiVersions,
  groupDiscoveryList,
} from './discovery/discovery.ts';
import { type DiscoveredGroup, discoveredGroups, remoteServices } from './discovery/groups.ts';
import { versionInfo } from './discovery/version.ts';
import type { ApiRequest, ApiResult } from './exchange.ts';
import type { JsonObject } from './json.ts';
import { acceptClauses, CONTENT_TYPES, encodeBody, negotiate } from './media.ts';
import { OpenApiDocuments } from './openapi/documents.ts';
import { OPENAPI_V2_PROTOBUF } from './openapi/v2-protobuf.ts';
import type { OwningServer, Resource } from './resource.ts';
import { failure, ResourceRequests } from './resource-requests.ts';
import type { ApiServiceInfo } from './resources/api-services.ts';
import { methodNotAllowed, notAcceptable, StatusError } from './status.ts';
import { Store, type StoreLimits } from './store.ts';
import { WatchHub } from './watch.ts';

export type { ApiAnswer, ApiRequest, ApiResult, ApiWatch, WatchSubscription } from './exchange.ts';
export { LARGEST_BODY_BYTES } from './exchange.ts';
export type { OwningServer } from './resource.ts';
export type { ApiServiceInfo } from './resources/api-services.ts';
export { bodyTooLarge } from './status.ts';

export interface RegistryOptions {
  readonly lineage: Lineage;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** A number from 0 up to 1, for uids and generated names. */
  readonly random: () => number;
  /** Absent: 10,000 objects, 64 MiB, and 1,000 remembered changes of each resource. */
  readonly limits?: StoreLimits;
}

export class Registry {
  private readonly options: RegistryOptions;
  private readonly store: Store;
  private readonly catalog: Catalog;
  private readonly hub: WatchHub;
  private readonly documents: OpenApiDocuments;
  private readonly requests: ResourceRequests;
  /** What the servers of APIServices have, by the name of the APIService. */
  private readonly backends: Map<string, Registry>;

  /** @param from another registry, whose content this one begins with. */
  constructor(options: RegistryOptions, from: Registry | null = null) {
    const { lineage, now, random } = options;
    this.options = options;
    this.store = from ? from.store.copy() : new Store(options.limits);
    this.catalog = new Catalog(lineage, this.store);
    this.hub = new WatchHub(this.store);
    this.documents = new OpenApiDocuments(this.catalog, lineage);
    this.backends = new Map(from?.backends);
    const { store, catalog, hub } = this;
    const api: Api = { lineage, store, catalog, hub, now, random };
    const controllers = new Controllers(api);
    this.requests = new ResourceRequests(api, controllers);
    if (!from) controllers.makeInitialObjects();
  }

  /** Answers a request under /, /api, /apis, /openapi and /version. Failures are answers too: it throws for bugs only. */
  handle(request: ApiRequest): ApiResult {
    try {
      return request.info.isResourceRequest ? this.requests.handle(request) : this.describe(request);
    } catch (error) {
      if (error instanceof StatusError) return failure(error);
      throw error;
    }
  }

  /** Another registry with the same content, cheaply; watchers stay with the one that they watch. */
  copy(options: RegistryOptions = this.options): Registry {
    return new Registry({ ...options, ...limitsOf(this.options) }, this);
  }

  /** The server of the chain that owns a group; null when no group of that name is served here. */
  serverOf(group: string): OwningServer | null {
    return this.catalog.all().find(resource => resource.group === group)?.server ?? null;
  }

  /** Whether a version of a group is served here; a CRD's once it is established. */
  serves(group: string, version: string): boolean {
    return this.catalog.inGroupVersion(group, version).length > 0;
  }

  /** The APIServices that another server serves: where the aggregator passes requests on. */
  apiServices(): readonly ApiServiceInfo[] {
    return remoteServices(this.store);
  }

  /** Tells aggregated discovery what the server of an APIService has. */
  setBackend(apiService: string, backend: Registry | null): void {
    if (backend) this.backends.set(apiService, backend);
    else this.backends.delete(apiService);
  }

  /** The paths that are registered, for the index at `/`. */
  paths(): string[] {
    const { lineage } = this.options;
    const paths = new Set(['/api', '/api/v1', '/apis', '/apis/', '/version']);
    if (atLeast(lineage, '1.10')) paths.add('/openapi/v2');
    if (atLeast(lineage, '1.24')) paths.add('/openapi/v3').add('/openapi/v3/');
    for (const { group, versions } of this.groups()) {
      paths.add(`/apis/${group}`);
      for (const { version } of versions) paths.add(`/apis/${group}/${version}`);
    }
    return [...paths].sort();
  }

  /** How many objects are stored and how many watches are open. */
  get load(): { readonly objects: number; readonly watches: number; readonly resourceVersion: number } {
    return {
      objects: this.store.objectCount,
      watches: this.hub.watcherCount,
      resourceVersion: this.store.resourceVersion,
    };
  }

  private groups(): DiscoveredGroup[] {
    return discoveredGroups(this.catalog, this.store, service => this.backendResources(service));
  }

  private backendResources({ name, group, version }: ApiServiceInfo): readonly Resource[] | null {
    return this.backends.get(name)?.catalog.inGroupVersion(group, version) ?? null;
  }

  /** Discovery, OpenAPI and the version. */
  private describe(request: ApiRequest): ApiResult {
    const { info, accept } = request;
    const path = info.path.length > 1 ? info.path.replace(/\/$/, '') : info.path;
    const text = this.read(path, accept);
    if (text === null) return { kind: 'unknown' };
    if (info.method !== 'GET') throw methodNotAllowed();
    const { contentType, body } = text;
    if (contentType !== null)
      return { kind: 'answer', status: 200, headers: { 'content-type': contentType }, body };
    const { format } = negotiate(accept, { tables: [] });
    return {
      kind: 'answer',
      status: 200,
      headers: { 'content-type': CONTENT_TYPES[format] },
      body: encodeBody(body, format, false),
    };
  }

  /** The document at a path; with a content type of its own it is sent as it is. */
  private read(path: string, accept: string): { body: string; contentType: string | null } | null {
    const { lineage } = this.options;
    const plain = (value: JsonObject) => ({ body: JSON.stringify(value), contentType: null });
    const indented = (value: JsonObject) => ({
      body: JSON.stringify(value, null, 2),
      contentType: CONTENT_TYPES.json,
    });
    const [, root = '', first = '', second = '', ...more] = path.split('/');
    if (path === '/') return indented({ paths: this.paths() });
    if (path === '/version') return indented(versionInfo(lineage));
    if (root === 'openapi') return this.openApi([first, second, ...more], accept);
    if (more.length > 0 || (root !== 'api' && root !== 'apis')) return null;
    if (root === 'api') {
      if (first === '') return this.aggregated(accept, [this.core()]) ?? plain(apiVersions());
      if (first !== 'v1' || second !== '') return null;
      return plain(apiResourceList(this.catalog.inGroupVersion('', 'v1'), '', 'v1', lineage));
    }
    const groups = this.groups();
    if (first === '') return this.aggregated(accept, groups) ?? plain(apiGroupList(groups));
    const group = groups.find(candidate => candidate.group === first);
    if (!group) return null;
    if (second === '') return plain(apiGroup(group));
    const resources = this.catalog.inGroupVersion(first, second);
    return resources.length === 0 ? null : plain(apiResourceList(resources, first, second, lineage));
  }

  private core(): DiscoveredGroup {
    const resources = this.catalog.inGroupVersion('', 'v1');
    return { group: '', versions: [{ version: 'v1', resources, apiService: null }] };
  }

  /** The aggregated document when the client likes it best of what this lineage has; null otherwise. */
  private aggregated(accept: string, groups: readonly DiscoveredGroup[]) {
    const { lineage } = this.options;
    // v2 came with 1.30: the step 1.29 is the 1.29 that it is named by.
    const versions = atLeast(lineage, '1.33')
      ? ['v2', 'v2beta1']
      : atLeast(lineage, '1.27')
        ? ['v2beta1']
        : [];
    for (const { type, parameters } of acceptClauses(accept)) {
      if (type !== 'application/json') continue;
      const as = parameters.get('as');
      if (as === undefined) return null;
      const version = parameters.get('v') ?? '';
      if (as !== 'APIGroupDiscoveryList' || parameters.get('g') !== 'apidiscovery.k8s.io') continue;
      if (!versions.includes(version)) continue;
      return {
        body: `${JSON.stringify(groupDiscoveryList(groups, version))}\n`,
        contentType: `application/json;g=apidiscovery.k8s.io;v=${version};as=APIGroupDiscoveryList`,
      };
    }
    return null;
  }

  /** JSON, and v2 in protobuf too. Differs from Go: v3 is not there in protobuf. */
  private openApi(steps: readonly string[], accept: string) {
    const { lineage } = this.options;
    const [major = '', root = '', ...rest] = steps;
    const isV2 = major === 'v2' && root === '' && atLeast(lineage, '1.10');
    const isV3 = major === 'v3' && atLeast(lineage, '1.24');
    if (!isV2 && !isV3) return null;
    for (const { type } of acceptClauses(accept === '' ? '*/*' : accept)) {
      if (isV2 && OPENAPI_V2_PROTOBUF.some(known => known === type))
        return { body: this.documents.v2Protobuf(), contentType: OPENAPI_V2_PROTOBUF[1] };
      if (!['application/json', 'application/*', '*/*'].includes(type)) continue;
      const json = isV2 ? this.documents.v2() : this.openApiV3(root, rest);
      return json === null ? null : { body: json, contentType: CONTENT_TYPES.json };
    }
    throw notAcceptable([CONTENT_TYPES.json, ...(isV2 ? OPENAPI_V2_PROTOBUF : [])]);
  }

  private openApiV3(root: string, rest: readonly string[]): string | null {
    if (root === '') return this.documents.v3Index();
    const [first = '', second = ''] = rest;
    if (root === 'api' && rest.length === 1) return this.documents.v3('', first);
    return root === 'apis' && rest.length === 2 ? this.documents.v3(first, second) : null;
  }
}

function limitsOf({ limits }: RegistryOptions): Pick<RegistryOptions, 'limits'> {
  return limits ? { limits } : {};
}
