/** Who asks (k8s.io/apiserver pkg/authentication/user/user.go). */
export interface User {
  readonly name: string;
  readonly uid?: string;
  readonly groups: readonly string[];
  readonly extra?: Readonly<Record<string, readonly string[]>>;
}

/** Members may do everything. */
export const SYSTEM_MASTERS = 'system:masters';
export const AUTHENTICATED = 'system:authenticated';
export const UNAUTHENTICATED = 'system:unauthenticated';

export const ANONYMOUS: User = { name: 'system:anonymous', groups: [UNAUTHENTICATED] };

/** Everybody on the insecure port. */
export const UNSECURED: User = { name: 'system:unsecured', groups: [SYSTEM_MASTERS, AUTHENTICATED] };

/** The server itself, on its own loopback connection: the calls of its hooks. */
export const LOOPBACK: User = { name: 'system:apiserver', groups: [AUTHENTICATED, SYSTEM_MASTERS] };
