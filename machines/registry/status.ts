/**
 * The failures of the API as `metav1.Status` (k8s.io/apimachinery pkg/api/errors/errors.go). A `StatusError` is thrown
 * where the failure is found and caught in one place, `Registry.handle`.
 */
import type { Json, JsonObject } from './json.ts';

/** The resource that a failure is about. */
export interface Subject {
  readonly group: string;
  readonly plural: string;
  readonly kind: string;
}

/** Why one field was refused, as in `details.causes`. */
export interface Cause {
  readonly reason: string;
  readonly message: string;
  readonly field: string;
}

export class StatusError extends Error {
  readonly code: number;
  readonly reason: string;
  readonly details: JsonObject | null;
  /** The key `continue` of the metadata: how to go on after an expired list. */
  readonly continueToken: string;

  constructor(
    code: number,
    reason: string,
    message: string,
    details: JsonObject | null = null,
    continueToken = '',
  ) {
    super(message);
    this.name = 'StatusError';
    this.code = code;
    this.reason = reason;
    this.details = details;
    this.continueToken = continueToken;
  }

  /** The object that is sent. */
  get status(): JsonObject {
    return {
      kind: 'Status',
      apiVersion: 'v1',
      metadata: this.continueToken === '' ? {} : { continue: this.continueToken },
      status: 'Failure',
      message: this.message,
      ...(this.reason === '' ? {} : { reason: this.reason }),
      ...(this.details === null ? {} : { details: this.details }),
      code: this.code,
    };
  }
}

function detailsOf(subject: Subject, name: string, kind = subject.plural): JsonObject {
  return {
    ...(name === '' ? {} : { name }),
    ...(subject.group === '' ? {} : { group: subject.group }),
    ...(kind === '' ? {} : { kind }),
  };
}

/** `configmaps`, `leases.coordination.k8s.io`. */
export function qualifiedResource({ group, plural }: Subject): string {
  return group === '' ? plural : `${plural}.${group}`;
}

function qualifiedKind({ group, kind }: Subject): string {
  return group === '' ? kind : `${kind}.${group}`;
}

export function badRequest(message: string): StatusError {
  return new StatusError(400, 'BadRequest', message);
}

export function notFound(subject: Subject, name: string): StatusError {
  return new StatusError(
    404,
    'NotFound',
    `${qualifiedResource(subject)} ${JSON.stringify(name)} not found`,
    detailsOf(subject, name),
  );
}

export function alreadyExists(subject: Subject, name: string): StatusError {
  return new StatusError(
    409,
    'AlreadyExists',
    `${qualifiedResource(subject)} ${JSON.stringify(name)} already exists`,
    detailsOf(subject, name),
  );
}

/** What the storage says of an update whose resourceVersion is not the stored one (pkg/registry/generic/registry/store.go). */
export const MODIFIED =
  'the object has been modified; please apply your changes to the latest version and try again';

export function conflict(subject: Subject, name: string, why: string): StatusError {
  return new StatusError(
    409,
    'Conflict',
    `Operation cannot be fulfilled on ${qualifiedResource(subject)} ${JSON.stringify(name)}: ${why}`,
    detailsOf(subject, name),
  );
}

export function forbidden(
  subject: Subject,
  name: string,
  why: string,
  causes: readonly Cause[] = [],
): StatusError {
  return new StatusError(
    403,
    'Forbidden',
    `${qualifiedResource(subject)} ${JSON.stringify(name)} is forbidden: ${why}`,
    { ...detailsOf(subject, name), ...(causes.length === 0 ? {} : { causes: causes.map(asJson) }) },
  );
}

/** 422 with all its causes; identical ones are said once. */
export function invalid(subject: Subject, name: string, causes: readonly Cause[]): StatusError {
  const lines = [...new Set(causes.map(cause => `${cause.field}: ${cause.message}`))];
  const text = lines.length === 1 ? (lines[0] as string) : `[${lines.join(', ')}]`;
  return new StatusError(
    422,
    'Invalid',
    `${qualifiedKind(subject)} ${JSON.stringify(name)} is invalid: ${text}`,
    { ...detailsOf(subject, name, subject.kind), causes: causes.map(asJson) },
  );
}

function asJson({ reason, message, field }: Cause): Json {
  return { reason, message, field };
}

/** What go-restful says when a path has no route for the method. */
export function methodNotAllowed(): StatusError {
  return new StatusError(
    405,
    'MethodNotAllowed',
    'the server does not allow this method on the requested resource',
    {},
  );
}

/** A verb that the resource has, but not now. */
export function methodNotSupported(subject: Subject, message: string): StatusError {
  return new StatusError(405, 'MethodNotAllowed', message, detailsOf(subject, ''));
}

/** A patch that can be read but does not fit the object (`NewGenericServerResponse` of 422). */
export function unprocessable(): StatusError {
  return new StatusError(
    422,
    'Invalid',
    'the server rejected our request due to an error in our request',
    {},
  );
}

export function notAcceptable(mediaTypes: readonly string[]): StatusError {
  return new StatusError(
    406,
    'NotAcceptable',
    `only the following media types are accepted: ${mediaTypes.join(', ')}`,
  );
}

export function unsupportedMediaType(mediaTypes: readonly string[]): StatusError {
  return new StatusError(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${mediaTypes.join(', ')}`,
  );
}

/** 410: the resourceVersion is older than what the server remembers. */
export function expired(message: string, continueToken = ''): StatusError {
  return new StatusError(410, 'Expired', message, null, continueToken);
}

/** 413 for a body of more than `limit` bytes. */
export function bodyTooLarge(limit: number): StatusError {
  return new StatusError(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${limit}`);
}

/** What the storage itself refuses: the API passes the text on without a reason. */
export function storageError(message: string): StatusError {
  return new StatusError(500, '', message);
}

/** 504: a client knows a later state than this server (k8s.io/apiserver pkg/storage/errors.go). */
export function tooLargeResourceVersion(asked: number, current: number): StatusError {
  const message = `Too large resource version: ${asked}, current: ${current}`;
  return new StatusError(504, 'Timeout', `Timeout: ${message}`, {
    causes: [{ reason: 'ResourceVersionTooLarge', message: 'Too large resource version' }],
    retryAfterSeconds: 1,
  });
}
