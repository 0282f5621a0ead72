/**
 * Bodies in protobuf as JSON: typed clients, kubectl's `create` among them, send built-in kinds so
 * (k8s.io/apimachinery pkg/runtime/serializer/protobuf). Answers are JSON, which all of them take as well.
 */
import { isoTime } from '../../formats/calendar.ts';
import { encodeBase64 } from '../base64.ts';
import type { Json, JsonObject } from '../json.ts';
import { type Message, type MessageField, messageNamed } from './messages.ts';
import { ProtobufError, readFields, readUtf8 } from './wire.ts';

export const PROTOBUF_TYPE = 'application/vnd.kubernetes.protobuf';

/** What a body of this type begins with. */
const MAGIC = 'k8s\u0000';

/** Whether bodies of a kind can be read. */
export function readsProtobuf(kind: string): boolean {
  return messageNamed(kind) !== null;
}

/** The object, with kind and apiVersion as the envelope says. Throws a ProtobufError. */
export function decodeProtobuf(binary: string): JsonObject {
  if (!binary.startsWith(MAGIC))
    throw new ProtobufError(
      'provided data does not appear to be a protobuf message, expected prefix [107 56 115 0]',
    );
  const envelope = decodeMessage(binary.slice(MAGIC.length), named('Unknown'), 0);
  const { kind = '', apiVersion = '' } = (envelope.typeMeta ?? {}) as JsonObject;
  const raw = typeof envelope.raw === 'string' ? envelope.raw : '';
  return { kind, apiVersion, ...decodeMessage(raw, named(String(kind)), 0) };
}

function named(name: string): Message {
  const message = messageNamed(name);
  if (message === null) throw new ProtobufError(`no message for kind ${JSON.stringify(name)}`);
  return message;
}

/** No message of these nests deeper. */
const DEEPEST = 10;

function decodeMessage(binary: string, message: Message, depth: number): JsonObject {
  if (depth > DEEPEST) throw new ProtobufError('exceeded max depth');
  const object = new Map<string, Json>();
  for (const { number, value } of readFields(binary)) {
    const field = message.get(number);
    // Clients may know more fields than this server: they are left out, as Go leaves them out.
    if (!field) continue;
    if (field.shape === 'map') {
      const entry = decodeEntry(value, field, depth);
      object.set(field.name, { ...((object.get(field.name) ?? {}) as JsonObject), ...entry });
      continue;
    }
    const decoded = decodeValue(value, field.type, depth);
    if (field.shape === 'list') {
      const list = (object.get(field.name) ?? []) as readonly Json[];
      object.set(field.name, [...list, decoded ?? '']);
    } else if (decoded !== null) object.set(field.name, decoded);
  }
  return Object.fromEntries(object);
}

/** An entry of a map is a message of key and value, either of which may be missing when it is empty. */
function decodeEntry(value: number | string, { type }: MessageField, depth: number): JsonObject {
  const entry = readFields(bytesOf(value));
  const part = (number: number): number | string =>
    entry.findLast(field => field.number === number)?.value ?? '';
  const member = decodeValue(part(2), type, depth) ?? '';
  return Object.fromEntries([[readUtf8(bytesOf(part(1))), member]]);
}

function bytesOf(value: number | string): string {
  if (typeof value !== 'string') throw new ProtobufError('a number where a text should be');
  return value;
}

/** null: the zero value, which JSON leaves out. */
function decodeValue(value: number | string, type: string, depth: number): Json | null {
  switch (type) {
    case 'string':
      return readUtf8(bytesOf(value)) || null;
    case 'bytes':
      return encodeBase64(bytesOf(value));
    case 'binary':
      return bytesOf(value);
    case 'int':
    case 'count':
    case 'bool': {
      if (typeof value === 'string') throw new ProtobufError('a text where a number should be');
      if (type === 'bool') return value !== 0;
      return type === 'count' && value === 0 ? null : value;
    }
    case 'time':
    case 'microtime':
      return decodeTime(bytesOf(value), type);
    default:
      return decodeMessage(bytesOf(value), named(type), depth + 1);
  }
}

function decodeTime(binary: string, type: 'time' | 'microtime'): Json | null {
  const { seconds = 0, nanos = 0 } = decodeMessage(binary, named('Time'), 0);
  if (binary === '' || typeof seconds !== 'number' || typeof nanos !== 'number') return null;
  // The calendar that writes it knows these years only.
  if (seconds < 0 || seconds > 7_000_000_000) throw new ProtobufError(`time out of range: ${seconds}`);
  const time = isoTime(seconds * 1_000_000 + Math.floor(nanos / 1000));
  return type === 'time' ? `${time.slice(0, 19)}Z` : time;
}
