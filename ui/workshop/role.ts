/** Which page of a workshop an address is, if it is one. */
import { WORKSHOP_PATHS } from '../../machines/workshop/messages.ts';

export type WorkshopRole = 'audience' | 'presenter' | 'notes';

const ROLES = ['audience', 'presenter', 'notes'] as const satisfies readonly WorkshopRole[];

/** By the end of a path: the page may stand under any. */
export function workshopRole(pathname: string): WorkshopRole | null {
  return ROLES.find(role => pathname.endsWith(WORKSHOP_PATHS[role])) ?? null;
}
