/**
 * Audit events as kube-apiserver writes them, one JSON object a line (k8s.io/apiserver pkg/apis/audit/v1/types.go), on
 * the level Metadata: who asked for what and what came of it, without bodies.
 */
import type { Identity } from '../filters/identity.ts';
import type { RequestInfo } from '../filters/request-info.ts';
import type { User } from '../filters/user.ts';
import { type EpochMicros, isoTime } from '../formats/calendar.ts';

export type AuditStage = 'RequestReceived' | 'ResponseStarted' | 'ResponseComplete' | 'Panic';

/** What is known of one request; its events differ in stage and time. */
export interface AuditSubject {
  readonly auditId: string;
  readonly info: RequestInfo;
  readonly identity: Identity;
  /** Address and port of the client. */
  readonly peer: string;
  readonly userAgent: string;
  readonly receivedAt: EpochMicros;
}

/** One event of a request. `status` is null before the response has begun. */
export function auditEvent(
  subject: AuditSubject,
  stage: AuditStage,
  at: EpochMicros,
  status: number | null,
): Readonly<Record<string, unknown>> {
  const { info, identity } = subject;
  const impersonated = identity.impersonator === null ? null : identity.user;
  return {
    kind: 'Event',
    apiVersion: 'audit.k8s.io/v1',
    level: 'Metadata',
    auditID: subject.auditId,
    stage,
    requestURI: info.target,
    verb: info.verb,
    user: userJson(identity.impersonator ?? identity.user),
    ...(impersonated === null ? {} : { impersonatedUser: userJson(impersonated) }),
    sourceIPs: [subject.peer.slice(0, subject.peer.lastIndexOf(':'))],
    ...(subject.userAgent === '' ? {} : { userAgent: subject.userAgent }),
    ...(info.isResourceRequest ? { objectRef: objectRef(info) } : {}),
    ...(status === null ? {} : { responseStatus: { metadata: {}, code: status } }),
    requestReceivedTimestamp: isoTime(subject.receivedAt),
    stageTimestamp: isoTime(at),
  };
}

/** The line of an event in a log file, with its newline. */
export function auditLine(...parts: Parameters<typeof auditEvent>): string {
  return `${JSON.stringify(auditEvent(...parts))}\n`;
}

function userJson({ name, uid, groups, extra }: User): Readonly<Record<string, unknown>> {
  return {
    username: name,
    ...(uid === undefined ? {} : { uid }),
    ...(groups.length === 0 ? {} : { groups }),
    ...(extra === undefined ? {} : { extra }),
  };
}

function objectRef(info: RequestInfo): Readonly<Record<string, string>> {
  const all = {
    resource: info.resource,
    namespace: info.namespace,
    name: info.name,
    apiGroup: info.apiGroup,
    apiVersion: info.apiVersion,
    subresource: info.subresource,
  };
  return Object.fromEntries(Object.entries(all).filter(([, value]) => value !== ''));
}
