/** Whom the Impersonate-… headers of a request name (k8s.io/apiserver pkg/endpoints/filters/impersonation.go). */
import { headerOf, type RequestHeaders } from './filter.ts';
import { decodeText } from './query.ts';
import { ANONYMOUS, AUTHENTICATED, UNAUTHENTICATED, type User } from './user.ts';

const EXTRA = 'impersonate-extra-';
const SERVICE_ACCOUNT = /^system:serviceaccount:([^:]+):([^:]+)$/;

/** The user that the headers name; null: none. */
export function impersonated(headers: RequestHeaders): User | null {
  const name = headerOf(headers, 'impersonate-user') ?? '';
  if (name === '') return null;
  const uid = headerOf(headers, 'impersonate-uid');
  const extra = extras(headers);
  return {
    name,
    ...(uid === undefined ? {} : { uid }),
    groups: groupsOf(name, impersonatedGroups(headers)),
    ...(Object.keys(extra).length === 0 ? {} : { extra }),
  };
}

/** Nobody gives up being somebody: who is not anonymous is authenticated, and service accounts have their groups. */
function groupsOf(name: string, asked: readonly string[]): readonly string[] {
  if (name === ANONYMOUS.name) return asked.includes(UNAUTHENTICATED) ? asked : [...asked, UNAUTHENTICATED];
  const account = SERVICE_ACCOUNT.exec(name);
  const groups =
    account !== null && asked.length === 0
      ? ['system:serviceaccounts', `system:serviceaccounts:${account[1]}`]
      : asked;
  return groups.includes(AUTHENTICATED) ? groups : [...groups, AUTHENTICATED];
}

/** The groups that the headers name. A header that stands several times may have been joined with commas on its way. */
export function impersonatedGroups(headers: RequestHeaders): readonly string[] {
  return valuesOf(headers, 'impersonate-group');
}

/** The namespace and name of a service account; null for other users. */
export function serviceAccountOf(user: string): { readonly namespace: string; readonly name: string } | null {
  const match = SERVICE_ACCOUNT.exec(user);
  return match === null ? null : { namespace: match[1] as string, name: match[2] as string };
}

/** What the headers Impersonate-Extra-KEY say, by KEY. */
export function extras(headers: RequestHeaders): Readonly<Record<string, readonly string[]>> {
  const found: Record<string, readonly string[]> = {};
  for (const name in headers)
    if (name.startsWith(EXTRA)) found[decodeText(name.slice(EXTRA.length))] = valuesOf(headers, name);
  return found;
}

function valuesOf(headers: RequestHeaders, name: string): readonly string[] {
  const value = headers[name];
  if (value === undefined) return [];
  const list = typeof value === 'string' ? value.split(',') : value;
  return list.map(item => item.trim()).filter(item => item !== '');
}
