/**
 * What the handler chain knows of a request: verb, resource and path (k8s.io/apiserver
 * pkg/endpoints/request/requestinfo.go, RequestInfoFactory.NewRequestInfo), and which rules it is exempt from.
 */
import { decodeText, queryValue } from './query.ts';

export interface RequestInfo {
  readonly method: string;
  /** Path and query as they stood on the wire. */
  readonly target: string;
  /** The path without the query, decoded. */
  readonly path: string;
  /** The query without its question mark; empty when there is none. */
  readonly query: string;
  /** get, list, watch, create, update, patch, delete, deletecollection, proxy; for other paths the method in lower case. */
  readonly verb: string;
  readonly isResourceRequest: boolean;
  /** `api` or `apis`; empty for other paths. */
  readonly apiPrefix: string;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  /** From the path; for a list or watch from the field selector `metadata.name=`. */
  readonly name: string;
  /** The path from the resource on, piece by piece. */
  readonly parts: readonly string[];
  /** Watches and the like: the wait group does not count them and no timeout ends them. */
  readonly isLongRunning: boolean;
  /** Not turned away during the shutdown: health, metrics and the server's own loopback client. */
  readonly isExempt: boolean;
  /** Why the path cannot be understood; the request info filter answers 500 with it. Null nearly always. */
  readonly problem: string | null;
}

const LONG_RUNNING_SUBRESOURCES: ReadonlySet<string> = new Set([
  'attach',
  'exec',
  'proxy',
  'log',
  'portforward',
]);
const EXEMPT_PREFIXES = ['/readyz', '/livez', '/healthz', '/metrics'] as const;
const VERBS: Readonly<Record<string, string>> = {
  GET: 'get',
  HEAD: 'get',
  POST: 'create',
  PUT: 'update',
  PATCH: 'patch',
  DELETE: 'delete',
};
/** Subresources of a namespace itself, which are no resources inside it. */
const NAMESPACE_SUBRESOURCES: ReadonlySet<string> = new Set(['status', 'finalize']);
const NO_PARTS: readonly string[] = [];

/** Reads a request line. `target` is the path with its query, as it stands on the wire. */
export function requestInfo(method: string, target: string, userAgent: string): RequestInfo {
  const mark = target.indexOf('?');
  const path = decodeText(mark < 0 ? target : target.slice(0, mark));
  const query = mark < 0 ? '' : target.slice(mark + 1);
  const isExempt = isExemptFrom(path, userAgent);
  const plain = { method, target, path, query, isExempt };
  if (path.startsWith('/api/') || path.startsWith('/apis/')) {
    const resource = resourceRequest(plain);
    if (resource) return resource;
  }
  // Differs from Go: /watch is this server's own stream and counts as a watch.
  const isStream = path === '/watch';
  return {
    ...plain,
    ...NO_RESOURCE,
    verb: isStream ? 'watch' : method.toLowerCase(),
    isLongRunning: isStream || path.startsWith('/debug/pprof/'),
  };
}

const NO_RESOURCE = {
  isResourceRequest: false,
  apiPrefix: '',
  apiGroup: '',
  apiVersion: '',
  namespace: '',
  resource: '',
  subresource: '',
  name: '',
  parts: NO_PARTS,
  problem: null,
} as const;

function isExemptFrom(path: string, userAgent: string): boolean {
  if (userAgent.startsWith('kube-apiserver/')) return true;
  // A loop without a closure: this runs for every request.
  for (const prefix of EXEMPT_PREFIXES) if (path.startsWith(prefix)) return true;
  return false;
}

type Plain = Pick<RequestInfo, 'method' | 'target' | 'path' | 'query' | 'isExempt'>;

function resourceRequest(plain: Plain): RequestInfo | null {
  const { method, target, path, query } = plain;
  const all = path.replace(/^\/+|\/+$/g, '').split('/');
  const apiPrefix = all[0] as string;
  const isCore = apiPrefix === 'api';
  // /api/VERSION/RESOURCE or /apis/GROUP/VERSION/RESOURCE; shorter ones are discovery, not resources.
  if (all.length < (isCore ? 3 : 4)) return null;
  const apiGroup = isCore ? '' : (all[1] as string);
  const apiVersion = all[isCore ? 1 : 2] as string;
  let parts = all.slice(isCore ? 2 : 3);
  let verb = VERBS[method] ?? '';
  // The old prefixes, /api/v1/watch/pods and /api/v1/proxy/…, name the verb in the path.
  if (parts[0] === 'watch' || parts[0] === 'proxy') {
    if (parts.length < 2) {
      const problem = `unable to determine kind and namespace from url, ${target}`;
      const known = { ...NO_RESOURCE, isResourceRequest: true, apiPrefix, apiGroup, apiVersion };
      return { ...plain, ...known, verb: method.toLowerCase(), isLongRunning: false, problem };
    }
    verb = parts[0];
    parts = parts.slice(1);
  }
  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 1) {
    namespace = parts[1] as string;
    if (parts.length > 2 && !NAMESPACE_SUBRESOURCES.has(parts[2] as string)) parts = parts.slice(2);
  }
  const resource = parts[0] ?? '';
  let name = parts[1] ?? '';
  // What follows a name behind the prefix /proxy/ is the path on the other side.
  const subresource = verb === 'proxy' ? '' : (parts[2] ?? '');
  if (name === '' && verb === 'get') {
    verb = isWatchQuery(query) ? 'watch' : 'list';
    name = selectedName(query);
  }
  if (name === '' && verb === 'delete') verb = 'deletecollection';
  return {
    ...plain,
    verb,
    isResourceRequest: true,
    apiPrefix,
    apiGroup,
    apiVersion,
    namespace,
    resource,
    subresource,
    name,
    parts,
    isLongRunning: verb === 'watch' || verb === 'proxy' || LONG_RUNNING_SUBRESOURCES.has(subresource),
    problem: null,
  };
}

/** Go's conversion of a query value to bool: present and empty is true, `false` and `0` are false, all else is true. */
function isWatchQuery(query: string): boolean {
  const value = queryValue(query, 'watch');
  return value !== null && value.toLowerCase() !== 'false' && value !== '0';
}

/** The name that a field selector asks for; empty when it asks for none, or when the list options cannot be read. */
function selectedName(query: string): string {
  const selector = queryValue(query, 'fieldSelector');
  if (selector === null) return '';
  for (const key of ['limit', 'timeoutSeconds']) {
    if (!/^[+-]?\d*$/.test(queryValue(query, key) ?? '')) return '';
  }
  let found = '';
  for (const term of selector.match(/(?:[^,\\]|\\.)+/g) ?? []) {
    const match = /^((?:[^=!\\]|\\.)*)(==|!=|=)((?:[^=\\]|\\[\\,=])*)$/.exec(term);
    // One term that cannot be read, and Go reads none.
    if (match === null) return '';
    if (found === '' && match[1] === 'metadata.name' && match[2] !== '!=')
      found = (match[3] as string).replace(/\\(.)/g, '$1');
  }
  // What cannot be one piece of a path is no name.
  return found === '.' || found === '..' || /[/%]/.test(found) ? '' : found;
}
