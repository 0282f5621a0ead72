/**
 * Who may do what: everybody everything, or what a list of rules allows (k8s.io/apiserver
 * pkg/endpoints/filters/authorization.go; plugin/pkg/auth/authorizer/rbac of Kubernetes). Members of `system:masters`
 * may do everything, and the roles `system:public-info-viewer` and `system:discovery` are there as in a new cluster.
 */
import { type Filter, type Rejection, statusJson } from './filter.ts';
import { identify } from './identity.ts';
import type { RequestInfo } from './request-info.ts';
import { AUTHENTICATED, SYSTEM_MASTERS, UNAUTHENTICATED, type User } from './user.ts';

/** One rule, with whom it is for; an empty list of namespaces or names is no limit. */
export interface Rule {
  readonly users: readonly string[];
  readonly groups: readonly string[];
  readonly verbs: readonly string[];
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly nonResourceURLs: readonly string[];
  readonly namespaces: readonly string[];
  readonly names: readonly string[];
}

/** What somebody wants to do: a request, or what an impersonation asks for. */
export type Deed = Pick<
  RequestInfo,
  'verb' | 'path' | 'isResourceRequest' | 'apiGroup' | 'namespace' | 'resource' | 'subresource' | 'name'
>;

const NOBODY = { users: [], namespaces: [], names: [], apiGroups: [], resources: [] };
const BUILT_IN: readonly Rule[] = [
  {
    ...NOBODY,
    groups: [AUTHENTICATED, UNAUTHENTICATED],
    verbs: ['get'],
    nonResourceURLs: ['/healthz', '/livez', '/readyz', '/version', '/version/'],
  },
  {
    ...NOBODY,
    groups: [AUTHENTICATED],
    verbs: ['get'],
    nonResourceURLs: ['/api', '/api/*', '/apis', '/apis/*', '/openapi', '/openapi/*'],
  },
];

export const authorization: Filter = input => {
  const { request, config } = input;
  const { user } = identify(input);
  return isAllowed(user, request, config.rules) ? null : forbidden('authorization', user, request);
};

/** Whether a user may do something; `rules` null: everybody may do everything. */
export function isAllowed(user: User, deed: Deed, rules: readonly Rule[] | null): boolean {
  if (rules === null || user.groups.includes(SYSTEM_MASTERS)) return true;
  const fits = (rule: Rule): boolean =>
    (rule.users.includes(user.name) || rule.groups.some(group => user.groups.includes(group))) &&
    covers(rule, deed);
  return rules.some(fits) || BUILT_IN.some(fits);
}

function covers(rule: Rule, deed: Deed): boolean {
  if (!has(rule.verbs, deed.verb)) return false;
  if (!deed.isResourceRequest) {
    return rule.nonResourceURLs.some(url =>
      url.endsWith('*') ? deed.path.startsWith(url.slice(0, -1)) : url === deed.path,
    );
  }
  const resource = deed.subresource === '' ? deed.resource : `${deed.resource}/${deed.subresource}`;
  const ofAny = `*/${deed.subresource}`;
  return (
    (has(rule.apiGroups, deed.apiGroup) || (deed.apiGroup === '' && rule.apiGroups.includes('core'))) &&
    (has(rule.resources, resource) || (deed.subresource !== '' && rule.resources.includes(ofAny))) &&
    (rule.namespaces.length === 0 || rule.namespaces.includes(deed.namespace)) &&
    (rule.names.length === 0 || rule.names.includes(deed.name))
  );
}

function has(list: readonly string[], what: string): boolean {
  return list.includes(what) || list.includes('*');
}

/** The 403 of Kubernetes (pkg/endpoints/handlers/responsewriters/errors.go, `Forbidden`). */
export function forbidden(filter: string, user: User, deed: Deed): Rejection {
  const { apiGroup: group, resource, name } = deed;
  const qualified = group === '' ? resource : `${resource}.${group}`;
  const which = name === '' ? qualified : `${qualified} ${quote(name)}`;
  const message = deed.isResourceRequest
    ? `${which} is forbidden: ${cannot(user, deed)}`
    : `forbidden: ${cannot(user, deed)}`;
  const details = deed.isResourceRequest
    ? { ...(name === '' ? {} : { name }), ...(group === '' ? {} : { group }), kind: resource }
    : {};
  return {
    filter,
    status: 403,
    headers: { 'content-type': 'application/json', 'x-content-type-options': 'nosniff' },
    body: `${statusJson(message, 'Forbidden', 403, details)}\n`,
    closesConnection: false,
  };
}

function cannot(user: User, { verb, path, apiGroup, namespace, ...deed }: Deed): string {
  const who = `User ${quote(user.name)} cannot ${verb}`;
  if (!deed.isResourceRequest) return `${who} path ${quote(path)}`;
  const resource = deed.subresource === '' ? deed.resource : `${deed.resource}/${deed.subresource}`;
  const what = `${who} resource ${quote(resource)} in API group ${quote(apiGroup)}`;
  return namespace === '' ? `${what} at the cluster scope` : `${what} in the namespace ${quote(namespace)}`;
}

/** As Go's `%q`, and with HTML's brackets made harmless, as Kubernetes' sanitizer does. */
function quote(text: string): string {
  return JSON.stringify(text).replaceAll('&', '&amp;').replaceAll('<', '&lt;').replaceAll('>', '&gt;');
}
