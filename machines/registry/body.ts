/** Reads the body of a request as an object of the kind that the path asks for. */
import { parse as parseYaml, YAMLParseError } from 'yaml';
import { groupVersion } from './encode.ts';
import { isObject, type Json, type JsonObject, stringAt } from './json.ts';
import { mediaTypeOf, READABLE_TYPES } from './media.ts';
import { decodeProtobuf, PROTOBUF_TYPE, readsProtobuf } from './protobuf/decode.ts';
import { ProtobufError } from './protobuf/wire.ts';
import type { Resource } from './resource.ts';
import { badRequest, type StatusError, unsupportedMediaType } from './status.ts';

/** The first bytes of a body that could not be read, as kube-apiserver shows them (`summarizeData`). */
function summary(body: string): string {
  const most = 30;
  if (body === '') return '<empty>';
  if (body.startsWith('{')) return body.length > most ? `${body.slice(0, most)} ...` : body;
  const hex = [...body.slice(0, most)].map(letter => letter.charCodeAt(0).toString(16).padStart(2, '0'));
  return `${hex.join('')}${body.length > most ? ' ...' : ''}`;
}

function unreadable(kind: string, why: string, body: string): StatusError {
  return badRequest(
    `the object provided is unrecognized (must be of type ${kind}): couldn't get version/kind; json parse error: ${why} (${summary(body)})`,
  );
}

/** The body as JSON, by its content type. Throws a 400 or 415. */
export function readBody(body: string, contentType: string, kind: string): Json {
  const type = mediaTypeOf(contentType);
  if (type === PROTOBUF_TYPE && readsProtobuf(kind)) return readProtobuf(body, kind);
  if (type !== '' && !READABLE_TYPES.some(readable => readable === type))
    throw unsupportedMediaType(READABLE_TYPES);
  return type === 'application/yaml' ? readYaml(body, kind) : readJson(body, kind);
}

function readProtobuf(body: string, kind: string): Json {
  try {
    return decodeProtobuf(body);
  } catch (error) {
    if (!(error instanceof ProtobufError)) throw error;
    throw badRequest(`the object provided is unrecognized (must be of type ${kind}): ${error.message}`);
  }
}

export function readJson(body: string, kind: string): Json {
  // What Go says of an empty body; V8 and others word it in their own way.
  if (body.trim() === '') throw unreadable(kind, 'unexpected end of JSON input', body);
  try {
    return checkDepth(JSON.parse(body) as Json, kind, body);
  } catch (error) {
    if (!(error instanceof SyntaxError)) throw error;
    throw unreadable(kind, error.message, body);
  }
}

/** Deeper than this nothing is read: everything behind walks through values recursively. Go has 10,000. */
const DEEPEST = 500;

function checkDepth(value: Json, kind: string, body: string): Json {
  let level: Json[] = [value];
  for (let depth = 0; level.length > 0; depth++) {
    if (depth > DEEPEST) throw unreadable(kind, 'exceeded max depth', body);
    level = level.flatMap(item =>
      typeof item === 'object' && item !== null ? (Object.values(item) as Json[]) : [],
    );
  }
  return value;
}

export function readYaml(body: string, kind: string): Json {
  if (body.trim() === '') throw unreadable(kind, 'unexpected end of JSON input', body);
  let value: Json;
  try {
    // Without dates and binary, as Kubernetes converts YAML to JSON. The reader bounds what aliases may unfold to.
    value = parseYaml(body, { schema: 'core', logLevel: 'error' }) as Json;
    // Keys that are no strings, and values that two places share, become plain JSON.
    value = JSON.parse(JSON.stringify(value ?? null)) as Json;
  } catch (error) {
    const message =
      error instanceof YAMLParseError ? (error.message.split('\n')[0] as string) : String(error);
    throw unreadable(kind, message, body);
  }
  return checkDepth(value, kind, body);
}

/** Holds kind and apiVersion of a body against the path. Built-in kinds may leave them out. */
export function checkType(value: Json, resource: Resource): JsonObject {
  const { kind, group, version } = resource;
  if (!isObject(value))
    throw unreadable(
      kind,
      `json: cannot unmarshal ${Array.isArray(value) ? 'array' : typeof value} into Go value of type struct`,
      JSON.stringify(value),
    );
  const apiVersion = stringAt(value, 'apiVersion');
  const given = stringAt(value, 'kind');
  const expected = groupVersion(group, version);
  for (const [key, member] of [
    ['apiVersion', value.apiVersion],
    ['kind', value.kind],
  ] as const) {
    if (member !== undefined && typeof member !== 'string')
      throw unreadable(
        kind,
        `json: cannot unmarshal ${typeof member} into Go struct field .${key} of type string`,
        JSON.stringify(value),
      );
  }
  if (apiVersion !== '' && apiVersion !== expected)
    throw badRequest(
      `the API version in the data (${apiVersion}) does not match the expected API version (${expected})`,
    );
  if (given !== '' && given !== kind)
    throw badRequest(
      `${given} in version ${JSON.stringify(version)} cannot be handled as a ${kind}: no kind ${JSON.stringify(given)} is served here`,
    );
  return value;
}
