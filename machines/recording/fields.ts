/**
 * What each type of event carries, as data: the writer takes the order of the keys from it, the reader what it
 * accepts. The compiler holds it together with {@link EventFields}.
 */
import { SIGNALS } from '../signals.ts';
import type { Translate } from '../words/translate.ts';
import { type EventFields, type EventType, OUTCOMES } from './events.ts';

/** What a field may hold. */
export interface FieldKind {
  /** In words, for the person whose file is malformed. */
  readonly expected: (tr: Translate) => string;
  readonly accepts: (value: unknown) => boolean;
  /** Whether the field may be missing. */
  readonly optional: boolean;
}

type FieldTable = { readonly [T in EventType]: { readonly [K in keyof EventFields[T]]-?: FieldKind } };

function kind(expected: FieldKind['expected'], accepts: (value: unknown) => boolean): FieldKind {
  return { expected, accepts, optional: false };
}

function nullable(of: FieldKind): FieldKind {
  return kind(
    tr => tr('{what} or null', { what: of.expected(tr) }),
    value => value === null || of.accepts(value),
  );
}

function optional(of: FieldKind): FieldKind {
  return { ...of, optional: true };
}

function oneOf(values: readonly string[]): FieldKind {
  return kind(
    tr => tr('one of {values}', { values: values.join(', ') }),
    value => (values as readonly unknown[]).includes(value),
  );
}

function isObject(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

function objectOf(of: FieldKind): FieldKind {
  return kind(
    tr => tr('an object whose values are {what}', { what: of.expected(tr) }),
    value => isObject(value) && Object.values(value).every(of.accepts),
  );
}

function listOf(of: FieldKind): FieldKind {
  return kind(
    tr => tr('a list of {what}', { what: of.expected(tr) }),
    value => Array.isArray(value) && value.every(of.accepts),
  );
}

const text = kind(
  tr => tr('a string'),
  value => typeof value === 'string',
);
const flag = kind(
  tr => tr('true or false'),
  value => typeof value === 'boolean',
);
const integer = kind(
  tr => tr('an integer'),
  value => Number.isSafeInteger(value),
);
const number = kind(
  tr => tr('a number'),
  value => typeof value === 'number' && Number.isFinite(value),
);
const typed = kind(
  tr => tr('an object with a type'),
  value => isObject(value) && typeof value.type === 'string',
);
const fault = kind(
  tr => tr('an object with a kind'),
  value => isObject(value) && typeof value.kind === 'string',
);
const headers = objectOf(text);
const phase = oneOf(['postStart', 'preShutdown']);
const protocol = oneOf(['h2', 'http/1.1']);
const requestKind = oneOf(['short', 'watch', 'probe', 'hook']);
const processSignal = oneOf(['SIGTERM', 'SIGINT', 'SIGKILL']);
const closedBy = oneOf(['client', 'server', 'timeout', 'reset']);
const exitReason = oneOf([
  'completed',
  'hook-failed',
  'hook-panicked',
  'poststart-failed',
  'second-signal',
  'killed',
]);
const stream = { request: text, connection: text, stream: nullable(integer) };

/** Fields by type of event, in the order in which they are written. */
export const EVENT_FIELDS: FieldTable = {
  'process.started': {},
  'process.signalled': { signal: processSignal },
  'process.exited': { code: integer, reason: exitReason },
  'signal.fired': { name: oneOf(SIGNALS) },
  'state.changed': { machine: text, region: text, from: text, to: text, event: text },
  input: { input: typed },
  'hook.started': { phase, name: text },
  'hook.finished': { phase, name: text, error: nullable(text) },
  'hook.stopped': { phase: oneOf(['postStart']), name: text },
  'server.prepared': { name: text, installs: listOf(text) },
  'server.muxCompleted': { name: text },
  'systemd.notified': { state: text, by: optional(text) },
  'apiService.changed': { name: text, available: flag },
  'listener.opened': { address: text },
  'listener.closed': { address: text },
  'insecurePort.changed': { address: text, open: flag },
  'health.changed': { endpoint: text, ok: flag, failing: listOf(text) },
  'connection.opened': { connection: text, protocol, client: text },
  'connection.goaway': { connection: text, lastStreamId: integer, errorCode: text },
  'connection.closed': { connection: text, by: closedBy },
  'request.sent': {
    request: text,
    name: nullable(text),
    client: text,
    method: text,
    path: text,
    kind: requestKind,
    newConnection: flag,
  },
  'request.arrived': {
    ...stream,
    method: optional(text),
    path: optional(text),
    userAgent: optional(text),
    port: optional(text),
  },
  'request.admitted': {
    ...stream,
    answeredBy: optional(text),
    user: optional(text),
    impersonator: optional(text),
    counted: optional(flag),
  },
  'request.rejected': { ...stream, filter: text, status: integer, headers, user: optional(text) },
  'request.responded': { ...stream, status: integer, headers, panicked: optional(flag) },
  'request.aborted': { ...stream, reason: text },
  'request.settled': { request: text, outcome: oneOf(OUTCOMES), status: nullable(integer) },
  'requests.summarized': { from: number, to: number, outcomes: objectOf(integer) },
  'drain.changed': { nonLongRunning: integer, watches: integer },
  'audit.logged': { request: text },
  'audit.lost': { request: text },
  'audit.shutdown': {},
  'probe.changed': { client: text, target: text, healthy: flag },
  'fault.injected': { fault },
  note: { text },
};

/** Fields that every event may have. */
export const COMMON_FIELDS = {
  seq: integer,
  t: number,
  type: text,
  server: optional(text),
  cause: optional(listOf(integer)),
  inferred: optional(flag),
  line: optional(integer),
} as const satisfies Readonly<Record<string, FieldKind>>;

/** Fields of the header, in the order in which they are written. */
export const HEADER_FIELDS = {
  type: oneOf(['recording']),
  version: integer,
  source: oneOf(['simulated', 'live', 'imported']),
  scenario: nullable(kind(tr => tr('an object'), isObject)),
  lineage: nullable(text),
  seed: nullable(integer),
  clock: oneOf(['virtual', 'monotonic', 'wall']),
  startedAt: nullable(text),
  speed: kind(
    tr => tr('a number over 0'),
    value => number.accepts(value) && (value as number) > 0,
  ),
} as const satisfies Readonly<Record<string, FieldKind>>;

/** What is wrong with the first field that is missing or holds something else; null when all are as they should be. */
export function wrongField(
  value: Readonly<Record<string, unknown>>,
  fields: Readonly<Record<string, FieldKind>>,
): ((tr: Translate) => string) | null {
  for (const key in fields) {
    const field = fields[key] as FieldKind;
    const found = value[key];
    if (found === undefined) {
      if (!field.optional)
        return tr =>
          tr('"{field}" is missing; it must be {expected}', { field: key, expected: field.expected(tr) });
    } else if (!field.accepts(found)) {
      return tr =>
        tr('"{field}" must be {expected}, found {found}', {
          field: key,
          expected: field.expected(tr),
          found: shorten(JSON.stringify(found)),
        });
    }
  }
  return null;
}

/** A text that fits into an error message. */
export function shorten(value: string): string {
  return value.length > 60 ? `${value.slice(0, 57)}…` : value;
}
