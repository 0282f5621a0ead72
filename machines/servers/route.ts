/**
 * Which server of the chain a path belongs to: the first one that has it registered (kube-aggregator
 * pkg/apiserver/handler_proxy.go and handler_apis.go; k8s.io/apiserver pkg/server/handler.go; apiextensions-apiserver
 * pkg/apiserver/customresource_handler.go). What nobody knows falls through to the not-found handler.
 */
import type { Lineage } from '../lineage.ts';
import { outermost, type ServerName, serverFacts, serversOf } from './chain.ts';

/** What the API behind the chain knows of its groups. */
export interface ApiDirectory {
  /** The server that owns a group; null: no group of that name is served by the chain itself. */
  ownerOf(group: string): ServerName | null;
  /** Whether the chain itself serves a version of a group. */
  serves(group: string, version: string): boolean;
  /** The paths that are registered, for the index. */
  paths(): readonly string[];
  /** The APIServices that other servers serve. */
  apiServices(): readonly { readonly name: string; readonly group: string; readonly version: string }[];
}

/** The chain of a run. */
export interface ServerChain {
  readonly lineage: Lineage;
  readonly directory: ApiDirectory;
}

/** Who answers a path: a server with its registry, or the server of an APIService, by its name. */
export type Route =
  | { readonly to: 'registry'; readonly server: ServerName }
  | { readonly to: 'apiService'; readonly name: string };

/** Where a path under /, /api, /apis, /openapi or /version leads; null: to the next handler, and in the end to not-found. */
export function routeOf(
  path: string,
  muxIncomplete: readonly ServerName[],
  { lineage, directory }: ServerChain,
): Route | null {
  const [root = '', first = '', second = '', ...more] = path.split('/').slice(1);
  const front = registry(outermost(lineage));
  switch (root) {
    case '':
      return path === '/' ? front : null;
    case 'version':
      return first === '' ? front : null;
    case 'openapi': {
      // The schemas of a group that another server serves are that server's.
      const isOfVersion = first === 'v3' && second === 'apis' && more.length === 2;
      return (isOfVersion && remote(more[0] ?? '', more[1] ?? '')) || front;
    }
    case 'api':
      return first === '' || directory.serves('', first) ? registry('kube-apiserver') : null;
    case 'apis':
      if (first === '') return front;
      // The aggregator answers for groups itself, from the APIServices that it knows; only their versions have servers.
      if (second === '') return remote(first, null) || ownerNow(first) !== null ? front : null;
      return remote(first, second) ?? local(first, second);
    default:
      return null;
  }

  function registry(server: ServerName): Route {
    return { to: 'registry', server };
  }

  function local(group: string, version: string): Route | null {
    const owner = ownerNow(group);
    return owner !== null && directory.serves(group, version) ? registry(owner) : null;
  }

  function remote(group: string, version: string | null): Route | null {
    if (!serversOf(lineage).includes('aggregator') || muxIncomplete.includes('aggregator')) return null;
    const found = directory
      .apiServices()
      .find(service => service.group === group && (version === null || service.version === version));
    return found ? { to: 'apiService', name: found.name } : null;
  }

  function ownerNow(group: string): ServerName | null {
    const owner = directory.ownerOf(group);
    if (owner === null || !serversOf(lineage).includes(owner)) return null;
    // Custom resources are known when the informer has seen their definitions.
    const isCustom = owner === 'apiextensions' && !serverFacts(owner).groups.includes(group);
    return isCustom && muxIncomplete.includes('apiextensions') ? null : owner;
  }
}
