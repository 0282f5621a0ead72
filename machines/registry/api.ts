/** What the operations on resources work with, and what a request is about. */
import type { RequestInfo } from '../filters/request-info.ts';
import type { Lineage } from '../lineage.ts';
import type { Catalog } from './catalog.ts';
import type { Resource } from './resource.ts';
import type { Store } from './store.ts';
import type { WatchHub } from './watch.ts';

export interface Api {
  readonly lineage: Lineage;
  readonly store: Store;
  readonly catalog: Catalog;
  readonly hub: WatchHub;
  /** Milliseconds since 1970. */
  readonly now: () => number;
  /** From 0 up to 1. */
  readonly random: () => number;
}

/** The resource and object that a path names. */
export interface Target {
  readonly resource: Resource;
  /** Empty: all namespaces, or a resource that lives in none. */
  readonly namespace: string;
  /** Empty: the collection. */
  readonly name: string;
  readonly isStatus: boolean;
}

/** Reads a path; null when nothing is served there. */
export function targetOf(info: RequestInfo, catalog: Catalog): Target | null {
  const { apiGroup, apiVersion, parts } = info;
  if ((info.apiPrefix === 'api') !== (apiGroup === '')) return null;
  const resource = catalog.find(apiGroup, apiVersion, info.resource);
  if (!resource || parts.length > 3 || parts.includes('')) return null;
  const [, name = '', subresource = ''] = parts;
  if (subresource !== '' && !(subresource === 'status' && resource.hasStatus)) return null;
  // `/api/v1/namespaces/x` is the object x itself, whose name the request info takes for a namespace too.
  const isNamespaceItself = resource === catalog.namespaces;
  if (!resource.isNamespaced && info.namespace !== '' && !isNamespaceItself) return null;
  if (resource.isNamespaced && info.namespace === '' && name !== '') return null;
  return {
    resource,
    namespace: resource.isNamespaced ? info.namespace : '',
    name,
    isStatus: subresource === 'status',
  };
}
