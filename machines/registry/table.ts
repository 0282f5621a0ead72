/** `meta.k8s.io/v1` Table: what `kubectl get` prints (k8s.io/kubernetes pkg/printers/internalversion/printers.go). */
import { encodeObject, groupVersion } from './encode.ts';
import { type Json, type JsonObject, objectAt } from './json.ts';
import type { Resource } from './resource.ts';

export interface Column {
  readonly name: string;
  readonly type: 'string' | 'integer' | 'number' | 'boolean' | 'date';
  readonly description: string;
  /** 0: always shown; 1: with `-o wide`. */
  readonly priority: number;
  /** `name` for the column that kubectl prints with the type in front when it lists several types. */
  readonly format: string;
  /** What stands in the cell; `nowMs` for ages. */
  readonly cell: (object: JsonObject, nowMs: number) => Json;
}

/** What a row carries besides its cells: `includeObject` of the query. */
export type IncludeObject = 'None' | 'Metadata' | 'Object';

/** The definitions of a resource's columns. */
export function columnDefinitions(resource: Resource): Json {
  return resource.columns.map(({ name, type, format, description, priority }) => ({
    name,
    type,
    format,
    description,
    priority,
  }));
}

/** One row as text. */
export function encodeRow(
  object: JsonObject,
  resource: Resource,
  include: IncludeObject,
  metaVersion: string,
  nowMs: number,
): string {
  const cells = JSON.stringify(resource.columns.map(column => column.cell(object, nowMs)));
  if (include === 'None') return `{"cells":${cells}}`;
  const carried =
    include === 'Metadata'
      ? `{"kind":"PartialObjectMetadata","apiVersion":"meta.k8s.io/${metaVersion}","metadata":${JSON.stringify(objectAt(object, 'metadata'))}}`
      : `{"kind":${JSON.stringify(resource.kind)},"apiVersion":${JSON.stringify(groupVersion(resource.group, resource.version))},${encodeObject(object).slice(1)}`;
  return `{"cells":${cells},"object":${carried}}`;
}

/** A whole table as text; `columns` is left out after the first event of a watch. */
export function encodeTable(
  rows: readonly string[],
  columns: Json | null,
  metadata: JsonObject,
  metaVersion: string,
): string {
  return (
    `{"kind":"Table","apiVersion":"meta.k8s.io/${metaVersion}","metadata":${JSON.stringify(metadata)},` +
    `"columnDefinitions":${columns === null ? 'null' : JSON.stringify(columns)},"rows":[${rows.join(',')}]}`
  );
}
