/**
 * Acting as somebody else: only who may `impersonate` that user, each of the groups, the uid and the extra fields
 * (k8s.io/apiserver pkg/endpoints/filters/impersonation.go).
 *
 * Differs from Go: Impersonate-Extra-… without any other of these headers is overlooked, not answered with 500.
 */
import { authenticate } from './authentication.ts';
import { type Deed, forbidden, isAllowed } from './authorization.ts';
import { type Filter, type FilterInput, headerOf, PLAIN_ERROR_HEADERS, type Rejection } from './filter.ts';
import { extras, impersonatedGroups, serviceAccountOf } from './impersonated.ts';
import { ANONYMOUS } from './user.ts';

export const impersonation: Filter = input => {
  const { headers, config } = input;
  // Nearly every request has none of them, and looking at all its headers would cost.
  if (
    headers['impersonate-user'] === undefined &&
    headers['impersonate-group'] === undefined &&
    headers['impersonate-uid'] === undefined
  )
    return null;
  const name = headerOf(headers, 'impersonate-user') ?? '';
  const groups = impersonatedGroups(headers);
  const uid = headerOf(headers, 'impersonate-uid');
  const extra = extras(headers);
  if (name === '') {
    if (groups.length === 0 && uid === undefined) return null;
    return withoutUser(input, { groups, uid, extra });
  }
  const account = serviceAccountOf(name);
  const wanted: readonly Deed[] = [
    account === null
      ? deed('', 'users', '', name)
      : { ...deed('', 'serviceaccounts', '', account.name), namespace: account.namespace },
    ...groups.map(group => deed('', 'groups', '', group)),
    ...Object.entries(extra).flatMap(([key, values]) =>
      values.map(value => deed(AUTHENTICATION, 'userextras', key, value)),
    ),
    ...(uid === undefined ? [] : [deed(AUTHENTICATION, 'uids', '', uid)]),
  ];
  const user = authenticate(headers, config) ?? ANONYMOUS;
  const refused = wanted.find(what => !isAllowed(user, what, config.rules));
  return refused === undefined ? null : forbidden('impersonation', user, refused);
};

const AUTHENTICATION = 'authentication.k8s.io';

function deed(apiGroup: string, resource: string, subresource: string, name: string): Deed {
  return {
    verb: 'impersonate',
    path: '',
    isResourceRequest: true,
    apiGroup,
    namespace: '',
    resource,
    subresource,
    name,
  };
}

/** Groups and the like of nobody: Kubernetes answers that with its internal error. */
function withoutUser(
  { request }: FilterInput,
  what: {
    readonly groups: readonly string[];
    readonly uid: string | undefined;
    readonly extra: Readonly<Record<string, readonly string[]>>;
  },
): Rejection {
  const asked = [
    ...what.groups,
    ...(what.uid === undefined ? [] : [what.uid]),
    ...Object.keys(what.extra),
  ].join(' ');
  return {
    filter: 'impersonation',
    status: 500,
    headers: PLAIN_ERROR_HEADERS,
    body: `Internal Server Error: ${JSON.stringify(request.target)}: requested [${asked}] without impersonating a user\n`,
    closesConnection: false,
  };
}
