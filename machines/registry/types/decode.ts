/**
 * Reads JSON as a built-in type, as Go's decoder does: what the type does not know is left out and named, null is
 * absence, a value of another type is an error (sigs.k8s.io/json, which kube-apiserver decodes with).
 */
import { elementPath } from '../field-error.ts';
import { isArray, isObject, type Json, type JsonObject } from '../json.ts';
import { badRequest } from '../status.ts';
import { builtInType, type FieldType, type Scalar } from './type-text.ts';

/** What was read, and which fields were not known: `spec.foo`. */
export interface Decoded {
  readonly object: JsonObject;
  readonly unknown: readonly string[];
}

/** Nobody nests objects deeper; JSONSchemaProps may. */
const DEEPEST = 128;

/** Decodes an object of a built-in kind; `kind` and `apiVersion` are taken off. Throws a 400 for a wrong type. */
export function decodeBuiltIn(value: JsonObject, kind: string, version: string): Decoded {
  const unknown: string[] = [];
  const { kind: _kind, apiVersion: _version, ...rest } = value;
  const object = decodeStruct(rest, kind, '', '', { kind, version, unknown }, 0);
  return { object, unknown };
}

interface Context {
  readonly kind: string;
  readonly version: string;
  readonly unknown: string[];
}

function decodeStruct(
  value: JsonObject,
  typeName: string,
  path: string,
  goPath: string,
  context: Context,
  depth: number,
): JsonObject {
  if (depth > DEEPEST) throw badRequest(`json: exceeded max depth at ${path}`);
  const struct = builtInType(typeName);
  const entries: [string, Json][] = [];
  for (const [key, member] of Object.entries(value)) {
    const here = path === '' ? key : `${path}.${key}`;
    const field = struct.get(key);
    if (field === undefined) {
      context.unknown.push(here);
      continue;
    }
    if (member === null || member === undefined) continue;
    const goHere = goPath === '' ? `${typeName}.${key}` : `${goPath}.${key}`;
    entries.push([key, decodeValue(member, field.type, here, goHere, context, depth + 1)]);
  }
  return Object.fromEntries(entries);
}

function decodeValue(
  value: Json,
  type: FieldType,
  path: string,
  goPath: string,
  context: Context,
  depth: number,
): Json {
  switch (type.kind) {
    case 'scalar':
      return decodeScalar(value, type.scalar, goPath, context);
    case 'struct':
      if (!isObject(value)) throw wrongType(value, goPath, `v1.${type.name}`, context);
      return decodeStruct(value, type.name, path, goPath, context, depth);
    case 'list':
      if (!isArray(value)) throw wrongType(value, goPath, `[]${goName(type.of)}`, context);
      return value.map((element, index) =>
        decodeValue(element, type.of, elementPath(path, index), goPath, context, depth + 1),
      );
    case 'map':
      if (!isObject(value)) throw wrongType(value, goPath, `map[string]${goName(type.of)}`, context);
      return Object.fromEntries(
        Object.entries(value).map(([key, member]) => [
          key,
          // A null in a map of strings is the empty string.
          member === null && type.of.kind === 'scalar' && type.of.scalar === 'string'
            ? ''
            : decodeValue(member as Json, type.of, `${path}.${key}`, goPath, context, depth + 1),
        ]),
      );
  }
}

const INT32 = 2_147_483_647;
const TIME = /^\d{4}-\d\d-\d\d[Tt]\d\d:\d\d:\d\d(\.\d+)?([Zz]|[+-]\d\d:\d\d)$/;
const QUANTITY = /^[+-]?(\d+(\.\d*)?|\.\d+)(([KMGTPE]i)|[numkMGTPE]|[eE][+-]?\d+)?$/;
const BASE64 = /^([A-Za-z0-9+/]{4})*([A-Za-z0-9+/]{2}==|[A-Za-z0-9+/]{3}=)?$/;

function decodeScalar(value: Json, scalar: Scalar, goPath: string, context: Context): Json {
  const fail = (): never => {
    throw wrongType(value, goPath, GO_NAMES[scalar], context);
  };
  switch (scalar) {
    case 'any':
      return value;
    case 'string':
      return typeof value === 'string' ? value : fail();
    case 'bool':
      return typeof value === 'boolean' ? value : fail();
    case 'int32':
      return Number.isInteger(value) && Math.abs(value as number) <= INT32 + 1 ? value : fail();
    case 'int64':
      return Number.isInteger(value) ? value : fail();
    case 'double':
      return typeof value === 'number' ? value : fail();
    case 'intOrString':
      return typeof value === 'string' || Number.isInteger(value) ? value : fail();
    case 'bytes':
      if (typeof value !== 'string') return fail();
      if (!BASE64.test(value)) throw cannotHandle(context, 'illegal base64 data');
      return value;
    case 'time':
    case 'microtime':
      if (typeof value !== 'string') return fail();
      if (!TIME.test(value)) {
        const quoted = JSON.stringify(value);
        throw cannotHandle(
          context,
          `parsing time ${quoted} as "2006-01-02T15:04:05Z07:00": cannot parse ${quoted}`,
        );
      }
      return value;
    case 'quantity':
      if (typeof value === 'number') return String(value);
      if (typeof value !== 'string') return fail();
      if (!QUANTITY.test(value)) {
        throw cannotHandle(
          context,
          "quantities must match the regular expression '^([+-]?[0-9.]+)([eEinumkKMGTP]*[-+]?[0-9]*)$'",
        );
      }
      return value;
  }
}

const GO_NAMES: Readonly<Record<Scalar, string>> = {
  string: 'string',
  int32: 'int32',
  int64: 'int64',
  double: 'float64',
  bool: 'bool',
  time: 'v1.Time',
  microtime: 'v1.MicroTime',
  bytes: '[]uint8',
  quantity: 'resource.Quantity',
  intOrString: 'intstr.IntOrString',
  any: 'interface {}',
};

function goName(type: FieldType): string {
  switch (type.kind) {
    case 'scalar':
      return GO_NAMES[type.scalar];
    case 'struct':
      return `v1.${type.name}`;
    case 'list':
      return `[]${goName(type.of)}`;
    case 'map':
      return `map[string]${goName(type.of)}`;
  }
}

function wrongType(value: Json, goPath: string, wanted: string, context: Context): Error {
  const kind = isArray(value) ? 'array' : typeof value === 'boolean' ? 'bool' : typeof value;
  const given = kind === 'number' && !Number.isInteger(value) ? `number ${value}` : kind;
  return cannotHandle(
    context,
    `json: cannot unmarshal ${given} into Go struct field ${goPath} of type ${wanted}`,
  );
}

function cannotHandle({ kind, version }: Context, why: string): Error {
  return badRequest(`${kind} in version "${version}" cannot be handled as a ${kind}: ${why}`);
}
