/** Who asks, behind the filters that find it out: the user after the impersonation, and who hides behind. */
import { authenticate } from './authentication.ts';
import type { FilterInput } from './filter.ts';
import { impersonated } from './impersonated.ts';
import { ANONYMOUS, UNSECURED, type User } from './user.ts';

/** Whom the audit event, the authorization and the handler see. */
export interface Identity {
  /** Who acts; after an impersonation whom it is done as. */
  readonly user: User;
  /** Who really asks, where it is done as somebody else. */
  readonly impersonator: User | null;
}

const STRANGER: Identity = { user: ANONYMOUS, impersonator: null };
const SUPERUSER: Identity = { user: UNSECURED, impersonator: null };

/** The identity behind a request that has passed, or is at, the authorization. */
export function identify({ headers, config, port }: FilterInput): Identity {
  // Nearly every request brings neither.
  const asksFor = headers['impersonate-user'];
  if (port === 'insecure') return SUPERUSER;
  if (asksFor === undefined && headers.authorization === undefined) return STRANGER;
  const user = authenticate(headers, config) ?? ANONYMOUS;
  const as = asksFor === undefined ? null : impersonated(headers);
  return as === null ? { user, impersonator: null } : { user: as, impersonator: user };
}

/** Who asks, for a recording: only where it is not who everybody is on that port. */
export function whoAsks({ user, impersonator }: Identity): {
  readonly user?: string;
  readonly impersonator?: string;
} {
  if (impersonator !== null) return { user: user.name, impersonator: impersonator.name };
  return user === ANONYMOUS || user === UNSECURED ? {} : { user: user.name };
}
