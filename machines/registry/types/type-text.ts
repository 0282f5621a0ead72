/**
 * The types of the built-in resources, from a short notation: one type after the other, `Name: field, field, …`. A
 * field is its name, `!` when it is required, its type (a string when there is none) and `~key` when a strategic merge
 * patch merges its list by that key, `~` alone when it merges a list of plain values. Types: `int32`, `int64`,
 * `double`, `bool`, `time`, `microtime`, `bytes` (base64), `quantity`, `intOrString`, `any`, another type's name,
 * `[T]` a list, `{T}` a map.
 */
import { CONTAINER_TYPES } from './container-types.ts';
import { CORE_TYPES } from './core-types.ts';
import { EXTENSION_TYPES } from './extension-types.ts';
import { META_TYPES } from './meta-types.ts';
import { POD_TYPES } from './pod-types.ts';
import { VOLUME_TYPES } from './volume-types.ts';

export const SCALARS = [
  'string',
  'int32',
  'int64',
  'double',
  'bool',
  'time',
  'microtime',
  'bytes',
  'quantity',
  'intOrString',
  'any',
] as const;
export type Scalar = (typeof SCALARS)[number];

export type FieldType =
  | { readonly kind: 'scalar'; readonly scalar: Scalar }
  | { readonly kind: 'list' | 'map'; readonly of: FieldType }
  | { readonly kind: 'struct'; readonly name: string };

export interface Field {
  readonly name: string;
  readonly type: FieldType;
  readonly required: boolean;
  /** The key by which a strategic merge patch merges the list; empty for lists of plain values; null: replaced whole. */
  readonly mergeKey: string | null;
}

/** A struct: its fields by name. */
export type Struct = ReadonlyMap<string, Field>;

/** Reads the notation. Throws when a type names one that is not there: the text is part of the program. */
export function readTypes(text: string): ReadonlyMap<string, Struct> {
  const structs = new Map<string, Struct>();
  const paragraphs = text.split(/\n(?=\S)/).map(paragraph => paragraph.trim());
  for (const paragraph of paragraphs.filter(paragraph => paragraph !== '')) {
    const colon = paragraph.indexOf(':');
    const fields = paragraph
      .slice(colon + 1)
      .split(',')
      .map(readField);
    structs.set(paragraph.slice(0, colon), new Map(fields.map(field => [field.name, field])));
  }
  for (const [name, struct] of structs) {
    for (const field of struct.values()) {
      const missing = structOf(field.type);
      if (missing !== null && !structs.has(missing))
        throw new Error(`${name}.${field.name}: no type ${missing}`);
    }
  }
  return structs;
}

/** The struct that a type leads to, through lists and maps; null when it leads to a scalar. */
function structOf(type: FieldType): string | null {
  if (type.kind === 'struct') return type.name;
  return type.kind === 'scalar' ? null : structOf(type.of);
}

function readField(text: string): Field {
  const [head = '', ...rest] = text.trim().split(/\s+/);
  const merge = rest.find(word => word.startsWith('~'));
  const type = rest.find(word => !word.startsWith('~')) ?? 'string';
  const required = head.endsWith('!');
  return {
    name: required ? head.slice(0, -1) : head,
    type: readType(type),
    required,
    mergeKey: merge === undefined ? null : merge.slice(1),
  };
}

function readType(text: string): FieldType {
  if (text.startsWith('[')) return { kind: 'list', of: readType(text.slice(1, -1)) };
  if (text.startsWith('{')) return { kind: 'map', of: readType(text.slice(1, -1)) };
  const scalar = SCALARS.find(candidate => candidate === text);
  return scalar ? { kind: 'scalar', scalar } : { kind: 'struct', name: text };
}

let read: ReadonlyMap<string, Struct> | null = null;

/** The built-in types, read when they are first needed. */
export function builtInTypes(): ReadonlyMap<string, Struct> {
  read ??= readTypes(
    [META_TYPES, VOLUME_TYPES, CONTAINER_TYPES, POD_TYPES, CORE_TYPES, EXTENSION_TYPES].join('\n'),
  );
  return read;
}

/** A built-in type. Throws when there is none of that name. */
export function builtInType(name: string): Struct {
  const struct = builtInTypes().get(name);
  if (!struct) throw new Error(`no type ${name}`);
  return struct;
}
