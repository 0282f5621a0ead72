/**
 * What the handler chain knows of a request: verb, resource and path (k8s.io/apiserver
 * pkg/endpoints/request/requestinfo.go), and which rules it is exempt from.
 */

export interface RequestInfo {
  readonly method: string;
  /** The path without the query. */
  readonly path: string;
  /** The query without its question mark; empty when there is none. */
  readonly query: string;
  /** get, list, watch, create, update, patch, delete, deletecollection, proxy; for other paths the method in lower case. */
  readonly verb: string;
  readonly isResourceRequest: boolean;
  readonly apiGroup: string;
  readonly apiVersion: string;
  readonly namespace: string;
  readonly resource: string;
  readonly subresource: string;
  readonly name: string;
  /** Watches and the like: the wait group does not count them and no timeout ends them. */
  readonly isLongRunning: boolean;
  /** Not turned away during the shutdown: health, metrics and the server's own loopback client. */
  readonly isExempt: boolean;
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

/** Reads a request line. `target` is the path with its query, as it stands on the wire. */
export function requestInfo(method: string, target: string, userAgent: string): RequestInfo {
  const mark = target.indexOf('?');
  const path = mark < 0 ? target : target.slice(0, mark);
  const query = mark < 0 ? '' : target.slice(mark + 1);
  const isExempt = isExemptFrom(path, userAgent);
  if (path.startsWith('/api/') || path.startsWith('/apis/')) {
    const resource = resourceRequest(method, path, query, isExempt);
    if (resource) return resource;
  }
  // Differs from Go: /watch is this server's own stream and counts as a watch.
  const isStream = path === '/watch';
  return {
    method,
    path,
    query,
    verb: isStream ? 'watch' : method === 'GET' ? 'get' : method.toLowerCase(),
    isResourceRequest: false,
    apiGroup: '',
    apiVersion: '',
    namespace: '',
    resource: '',
    subresource: '',
    name: '',
    isLongRunning: isStream || path.startsWith('/debug/pprof/'),
    isExempt,
  };
}

function isExemptFrom(path: string, userAgent: string): boolean {
  if (userAgent.startsWith('kube-apiserver/')) return true;
  // A loop without a closure: this runs for every request.
  for (const prefix of EXEMPT_PREFIXES) if (path.startsWith(prefix)) return true;
  return false;
}

function resourceRequest(method: string, path: string, query: string, isExempt: boolean): RequestInfo | null {
  let parts = path.split('/').filter(part => part !== '');
  const isCore = parts[0] === 'api';
  // /api/VERSION/RESOURCE or /apis/GROUP/VERSION/RESOURCE; shorter ones are discovery, not resources.
  if (parts.length < (isCore ? 3 : 4)) return null;
  const apiGroup = isCore ? '' : (parts[1] as string);
  const apiVersion = parts[isCore ? 1 : 2] as string;
  parts = parts.slice(isCore ? 2 : 3);
  let verb = VERBS[method] ?? '';
  // The old prefixes, /api/v1/watch/pods and /api/v1/proxy/…, name the verb in the path.
  if (parts[0] === 'watch' || parts[0] === 'proxy') {
    if (parts.length < 2) return null;
    verb = parts[0];
    parts = parts.slice(1);
  }
  let namespace = '';
  if (parts[0] === 'namespaces' && parts.length > 1) {
    namespace = parts[1] as string;
    if (parts.length > 2 && !NAMESPACE_SUBRESOURCES.has(parts[2] as string)) parts = parts.slice(2);
  }
  const [resource = '', name = ''] = parts;
  // What follows a name behind the prefix /proxy/ is the path on the other side.
  const subresource = verb === 'proxy' ? '' : (parts[2] ?? '');
  if (name === '' && verb === 'get') verb = isWatchQuery(query) ? 'watch' : 'list';
  if (name === '' && verb === 'delete') verb = 'deletecollection';
  return {
    method,
    path,
    query,
    verb,
    isResourceRequest: true,
    apiGroup,
    apiVersion,
    namespace,
    resource,
    subresource,
    name,
    isLongRunning: verb === 'watch' || verb === 'proxy' || LONG_RUNNING_SUBRESOURCES.has(subresource),
    isExempt,
  };
}

/** Go's conversion of a query value to bool: present and empty is true, `false` and `0` are false, all else is true. */
function isWatchQuery(query: string): boolean {
  const value = queryValue(query, 'watch');
  return value !== null && value.toLowerCase() !== 'false' && value !== '0';
}

/** The first value of a query key, decoded; empty when it has none; null when the key is absent. */
export function queryValue(query: string, key: string): string | null {
  // Nearly every request has a query without the key, or none: that costs one look.
  if (!query.includes(key) && !query.includes('%')) return null;
  return queryValues(query, key)[0] ?? null;
}

/** All values of a query key, decoded, in order. */
export function queryValues(query: string, key: string): string[] {
  if (query === '') return [];
  const values: string[] = [];
  for (const pair of query.split('&')) {
    const equals = pair.indexOf('=');
    const name = equals < 0 ? pair : pair.slice(0, equals);
    if (decode(name) === key) values.push(equals < 0 ? '' : decode(pair.slice(equals + 1)));
  }
  return values;
}

function decode(text: string): string {
  if (!text.includes('%') && !text.includes('+')) return text;
  try {
    return decodeURIComponent(text.replaceAll('+', ' '));
  } catch {
    // A stray percent sign: Go refuses the pair, this server takes it as it stands.
    return text;
  }
}
