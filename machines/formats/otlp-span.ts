/** Spans as the JSON of OTLP has them: identities in hexadecimal digits, 64-bit numbers as strings. */

type Value =
  | { readonly stringValue: string }
  | { readonly boolValue: boolean }
  | { readonly intValue: string }
  | { readonly doubleValue: number };

interface Attribute {
  readonly key: string;
  readonly value: Value;
}

/** A moment within a span. */
export interface SpanEvent {
  readonly timeUnixNano: string;
  readonly name: string;
  readonly attributes: readonly Attribute[];
}

export interface Span {
  readonly traceId: string;
  readonly spanId: string;
  /** Missing for the root. */
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly Attribute[];
  readonly events: readonly SpanEvent[];
  readonly status: { readonly code?: number; readonly message?: string };
}

/** Names and values; what is null is left out. */
export type Attributes = Readonly<Record<string, string | number | boolean | null | undefined>>;

export function attributesOf(attributes: Attributes): Attribute[] {
  return Object.entries(attributes).flatMap(([key, value]) =>
    value === null || value === undefined ? [] : [{ key, value: otlpValue(value) }],
  );
}

function otlpValue(value: string | number | boolean): Value {
  if (typeof value === 'string') return { stringValue: value };
  if (typeof value === 'boolean') return { boolValue: value };
  return Number.isSafeInteger(value) ? { intValue: String(value) } : { doubleValue: value };
}

/**
 * Nanoseconds since 1970 of the moment `t` milliseconds after the start, exact to the microsecond; from 1970 itself
 * where nobody knows when it was.
 */
export function nanosAt(startedAt: string | null, t: number): string {
  return String((epochMs(startedAt) * 1000n + BigInt(Math.round(t * 1000))) * 1000n);
}

/** `2026-03-01T12:00:00.123Z`, with any number of digits after the point. */
const INSTANT = /^(\d{4})-(\d\d)-(\d\d)T(\d\d):(\d\d):(\d\d)(?:\.(\d+))?(Z|[+-]\d\d:\d\d)$/;

/** Milliseconds since 1970, in the proleptic Gregorian calendar; 0 for what is no such text. */
function epochMs(text: string | null): bigint {
  const parts = INSTANT.exec(text ?? '');
  if (parts === null) return 0n;
  const [year = 0, month = 0, day = 0, hours = 0, minutes = 0, seconds = 0] = parts.slice(1, 7).map(Number);
  const millis = Number((parts[7] ?? '').padEnd(3, '0').slice(0, 3));
  const zone = parts[8] ?? 'Z';
  const offset =
    zone === 'Z'
      ? 0
      : (zone.startsWith('-') ? -1 : 1) * (Number(zone.slice(1, 3)) * 60 + Number(zone.slice(4)));
  const sinceMidnight = ((hours * 60 + minutes - offset) * 60 + seconds) * 1000 + millis;
  return BigInt(daysSince1970(year, month, day) * 86_400_000 + sinceMidnight);
}

function daysSince1970(year: number, month: number, day: number): number {
  // Years begin in March, so that the leap day is the last one.
  const shifted = month <= 2 ? year - 1 : year;
  const dayOfYear = Math.floor((153 * ((month + 9) % 12) + 2) / 5) + day - 1;
  return (
    365 * shifted +
    Math.floor(shifted / 4) -
    Math.floor(shifted / 100) +
    Math.floor(shifted / 400) +
    dayOfYear -
    719_468
  );
}
