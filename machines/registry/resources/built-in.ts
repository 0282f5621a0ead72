/** What the built-in resources have in common: their type, and the strategy that most of them follow. */
import { groupVersion } from '../encode.ts';
import { type JsonObject, stringAt } from '../json.ts';
import { dnsSubdomainProblems } from '../names.ts';
import { METADATA_FIELDS, type Resource } from '../resource.ts';
import { decodeBuiltIn } from '../types/decode.ts';
import { AGE_COLUMN, NAME_COLUMN } from './columns.ts';

/** What a built-in resource must say of itself, and what it does in a way of its own. */
export type BuiltIn = Pick<Resource, 'group' | 'version' | 'plural' | 'kind' | 'isNamespaced'> &
  Partial<Resource>;

/** A resource with the ways of most. */
export function builtIn(own: BuiltIn): Resource {
  const common: Resource = {
    ...own,
    server: 'kube-apiserver',
    singular: own.kind.toLowerCase(),
    listKind: `${own.kind}List`,
    shortNames: [],
    categories: [],
    hasStatus: false,
    hasDeleteCollection: true,
    createsOnUpdate: false,
    allowsUnconditionalUpdate: true,
    isCustom: false,
    returnsDeleted: false,
    typeName: own.kind,
    schema: null,
    selectableFields: METADATA_FIELDS,
    columns: [NAME_COLUMN, AGE_COLUMN],
    decode: body => decodeBuiltIn(body, own.kind, groupVersion(own.group, own.version)),
    nameProblems: dnsSubdomainProblems,
    prepareForCreate: object => object,
    prepareForUpdate: object => object,
    validate: () => [],
    validateUpdate: () => [],
    fieldOf: (object, field) => stringAt(object, ...field.split('.')),
    gracePeriodSeconds: () => 0,
  };
  return { ...common, ...own };
}

/** The object with one of its parts as it was in another: `spec` or `status`, absent when it was absent. */
export function withPartOf(object: JsonObject, key: string, from: JsonObject): JsonObject {
  const { [key]: _part, ...rest } = object;
  return from[key] === undefined ? rest : { ...rest, [key]: from[key] };
}
