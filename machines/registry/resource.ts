/** What the registry must know of a resource to serve it: its names, its type, and what is particular about it. */
import type { JsonObject } from './json.ts';
import type { Cause, Subject } from './status.ts';
import type { Column } from './table.ts';
import type { Decoded } from './types/decode.ts';

/** The server of the chain that owns a group. */
export type OwningServer = 'aggregator' | 'kube-apiserver' | 'apiextensions';

/** What a strategy may know besides the object. */
export interface StrategyContext {
  /** The instant of the request, as RFC 3339 to the second. */
  readonly time: string;
  /** The resource is written through its subresource `status`. */
  readonly isStatus: boolean;
}

/**
 * One version of a resource. Objects are stored without `kind` and `apiVersion`, which this knows. Names of members
 * follow k8s.io/apiserver pkg/registry/rest (`RESTCreateStrategy`, `RESTUpdateStrategy`).
 */
export interface Resource extends Subject {
  readonly server: OwningServer;
  readonly group: string;
  readonly version: string;
  readonly plural: string;
  readonly singular: string;
  readonly kind: string;
  readonly listKind: string;
  readonly isNamespaced: boolean;
  readonly shortNames: readonly string[];
  readonly categories: readonly string[];
  readonly hasStatus: boolean;
  /** All objects of a selection can be deleted at once. */
  readonly hasDeleteCollection: boolean;
  /** A PUT to a name that does not exist makes the object. */
  readonly createsOnUpdate: boolean;
  /** A PUT without resourceVersion overwrites whatever is there. */
  readonly allowsUnconditionalUpdate: boolean;
  /** A custom resource: no strategic merge patch, lists of other shape. */
  readonly isCustom: boolean;
  /** Deleting an object answers with the object instead of a Status. */
  readonly returnsDeleted: boolean;
  /** The built-in type, for strategic merge patches and OpenAPI; null for custom resources. */
  readonly typeName: string | null;
  /** The schema of a custom resource; null for built-in ones and for those without a schema. */
  readonly schema: JsonObject | null;
  /** `metadata.name`, `metadata.namespace` and the resource's own. */
  readonly selectableFields: readonly string[];
  /** The columns of its tables. */
  readonly columns: readonly Column[];

  /** Types the body; throws a 400 when it cannot be read as this kind. */
  decode(body: JsonObject): Decoded;
  nameProblems(name: string, isPrefix: boolean): readonly string[];
  /** Defaults, and what the server alone decides. */
  prepareForCreate(object: JsonObject, context: StrategyContext): JsonObject;
  /** What a client cannot change through this path stays as it was. */
  prepareForUpdate(object: JsonObject, old: JsonObject, context: StrategyContext): JsonObject;
  validate(object: JsonObject): readonly Cause[];
  validateUpdate(object: JsonObject, old: JsonObject, context: StrategyContext): readonly Cause[];
  /** A selectable field that is not part of the metadata. */
  fieldOf(object: JsonObject, field: string): string;
  /** How long a deletion leaves the object to whoever watches over it; 0: none. */
  gracePeriodSeconds(object: JsonObject, asked: number | null): number;
}

/** The key under which the objects of all versions of a resource are stored. */
export function storageKey({ group, plural }: Subject): string {
  return `${plural}.${group}`;
}

export const METADATA_FIELDS = ['metadata.name', 'metadata.namespace'] as const;
