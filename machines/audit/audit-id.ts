/** Audit IDs (k8s.io/apiserver pkg/endpoints/filters/audit_init.go): of the client's choice, or new ones. */
import { headerOf, type RequestHeaders } from '../filters/filter.ts';

/** A longer one, or one that is no plain text, is not taken from a client. */
const TAKEN = /^[\x21-\x7e]{1,128}$/;

/**
 * Makes IDs in the form of a UUID. `random` are 80 random bits as 20 hexadecimal digits; the rest counts, because
 * making each ID from random bits would cost more than the rest of the request.
 */
export function auditIds(random: string): () => string {
  const digits = random.padEnd(20, '0');
  const variant = ((Number.parseInt(digits[15] as string, 16) & 3) | 8).toString(16);
  const prefix = `${digits.slice(0, 8)}-${digits.slice(8, 12)}-4${digits.slice(12, 15)}-${variant}${digits.slice(16, 19)}-`;
  let count = 0;
  return () => prefix + (++count).toString(16).padStart(12, '0');
}

/** The ID that the client has chosen; null: none. */
export function chosenAuditId(headers: RequestHeaders): string | null {
  if (headers['audit-id'] === undefined) return null;
  const chosen = headerOf(headers, 'audit-id') ?? '';
  return TAKEN.test(chosen) ? chosen : null;
}
