/**
 * Who asks: a bearer token, or `system:anonymous` (k8s.io/apiserver pkg/endpoints/filters/authentication.go;
 * pkg/authentication/request/bearertoken). A token that nobody has is refused, whether or not strangers may come.
 *
 * Differs from Go: kube-apiserver turns `--anonymous-auth` off with `--authorization-mode=AlwaysAllow`; here both hold.
 */
import {
  type Filter,
  type FilterConfig,
  headerOf,
  type Rejection,
  type RequestHeaders,
  statusJson,
} from './filter.ts';
import { ANONYMOUS, type User } from './user.ts';

const REJECTION: Rejection = {
  filter: 'authentication',
  status: 401,
  headers: { 'content-type': 'application/json' },
  body: `${statusJson('Unauthorized', 'Unauthorized', 401)}\n`,
  closesConnection: false,
};

/** 1.6 answered in plain words. */
const OLD_REJECTION: Rejection = {
  ...REJECTION,
  headers: { 'content-type': 'text/plain; charset=utf-8', 'x-content-type-options': 'nosniff' },
  body: 'Unauthorized\n',
};

export const authentication: Filter = ({ headers, config }) =>
  authenticate(headers, config) === null ? (config.lineage === '1.6' ? OLD_REJECTION : REJECTION) : null;

/** The user of a request on the secure port; null: it brings no credentials that anybody accepts. */
export function authenticate(
  headers: RequestHeaders,
  config: Pick<FilterConfig, 'tokens' | 'anonymousAuth'>,
): User | null {
  const token = headers.authorization === undefined ? null : bearerToken(headers);
  if (token !== null) return config.tokens.get(token) ?? null;
  return config.anonymousAuth ? ANONYMOUS : null;
}

function bearerToken(headers: RequestHeaders): string | null {
  const [scheme = '', token = ''] = (headerOf(headers, 'authorization') ?? '').trim().split(' ');
  return scheme.toLowerCase() === 'bearer' && token !== '' ? token : null;
}
