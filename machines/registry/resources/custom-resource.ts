/** The resources that a CRD defines, one for each served version (k8s.io/apiextensions-apiserver pkg/registry/customresource). */
import {
  arrayAt,
  isObject,
  type Json,
  type JsonObject,
  jsonEqual,
  objectAt,
  stringAt,
  valueAt,
  withValueAt,
} from '../json.ts';
import { dnsSubdomainProblems } from '../names.ts';
import { METADATA_FIELDS, type Resource } from '../resource.ts';
import { prune, withDefaults } from '../schema/prune.ts';
import { validateSchema } from '../schema/validate.ts';
import { badRequest } from '../status.ts';
import { decodeBuiltIn } from '../types/decode.ts';
import { withPartOf } from './built-in.ts';
import { AGE_COLUMN, NAME_COLUMN } from './columns.ts';
import { hasCondition } from './definition-conditions.ts';
import { printerColumns } from './printer-columns.ts';

const SERVED = new WeakMap<JsonObject, readonly Resource[]>();

/** What a definition serves: nothing before it is established. The first version is the preferred one. */
export function resourcesOf(definition: JsonObject): readonly Resource[] {
  let served = SERVED.get(definition);
  if (served === undefined) {
    served = hasCondition(definition, 'Established')
      ? arrayAt(definition, 'spec', 'versions')
          .filter(version => valueAt(version, 'served') === true)
          .map(version => customResource(definition, version))
          .sort((a, b) => compareVersions(a.version, b.version))
      : [];
    SERVED.set(definition, served);
  }
  return served;
}

/** Newer and more stable versions first: v2, v1, v1beta1, v1alpha1 (k8s.io/apimachinery pkg/version/helpers.go). */
export function compareVersions(a: string, b: string): number {
  const rank = (version: string): readonly number[] | null => {
    const match = /^v(\d+)(?:(alpha|beta)(\d+))?$/.exec(version);
    if (!match) return null;
    const stage = match[2] === undefined ? 2 : match[2] === 'beta' ? 1 : 0;
    return [stage, Number(match[1]), Number(match[3] ?? 0)];
  };
  const left = rank(a);
  const right = rank(b);
  if (left === null || right === null) {
    if (left !== null) return -1;
    if (right !== null) return 1;
    return a < b ? -1 : a > b ? 1 : 0;
  }
  for (let index = 0; index < left.length; index++) {
    const difference = (right[index] as number) - (left[index] as number);
    if (difference !== 0) return difference;
  }
  return 0;
}

function customResource(definition: JsonObject, version: Json): Resource {
  const spec = objectAt(definition, 'spec');
  const names = objectAt(definition, 'status', 'acceptedNames');
  const found = valueAt(version, 'schema', 'openAPIV3Schema');
  const schema = isObject(found) ? found : null;
  const hasStatus = valueAt(version, 'subresources', 'status') !== undefined;
  const kind = stringAt(names, 'kind');
  const columns = printerColumns(arrayAt(version, 'additionalPrinterColumns'));
  return {
    server: 'apiextensions',
    group: stringAt(spec, 'group'),
    version: stringAt(version, 'name'),
    plural: stringAt(names, 'plural'),
    singular: stringAt(names, 'singular'),
    kind,
    listKind: stringAt(names, 'listKind'),
    isNamespaced: stringAt(spec, 'scope') === 'Namespaced',
    shortNames: arrayAt(names, 'shortNames').map(String),
    categories: arrayAt(names, 'categories').map(String),
    hasStatus,
    hasDeleteCollection: true,
    createsOnUpdate: false,
    allowsUnconditionalUpdate: false,
    isCustom: true,
    returnsDeleted: false,
    typeName: null,
    schema,
    selectableFields: METADATA_FIELDS,
    columns: columns.length === 0 ? [NAME_COLUMN, AGE_COLUMN] : [NAME_COLUMN, ...columns],
    decode: body => decode(body, kind, schema),
    nameProblems: dnsSubdomainProblems,
    prepareForCreate: object =>
      withValueAt(hasStatus ? withPartOf(object, 'status', {}) : object, ['metadata', 'generation'], 1),
    prepareForUpdate: (object, old, { isStatus }) => prepareForUpdate(object, old, isStatus, hasStatus),
    validate: object =>
      schema === null
        ? []
        : validateSchema(withPartOf(object, 'metadata', {}), withoutRootMetadata(schema), ''),
    validateUpdate: () => [],
    fieldOf: (object, field) => stringAt(object, ...field.split('.')),
    gracePeriodSeconds: () => 0,
  };
}

/** Kind, apiVersion and metadata are the server's own to check. */
function withoutRootMetadata(schema: JsonObject): JsonObject {
  const required = arrayAt(schema, 'required').filter(
    key => key !== 'metadata' && key !== 'kind' && key !== 'apiVersion',
  );
  return { ...schema, required };
}

function decode(body: JsonObject, kind: string, schema: JsonObject | null) {
  if (stringAt(body, 'kind') === '')
    throw badRequest(`Object 'Kind' is missing in '${JSON.stringify(body)}'`);
  if (stringAt(body, 'apiVersion') === '')
    throw badRequest(`Object 'apiVersion' is missing in '${JSON.stringify(body)}'`);
  const { kind: _kind, apiVersion: _version, metadata, ...rest } = body;
  if (metadata !== undefined && metadata !== null && !isObject(metadata))
    throw badRequest(`${kind} cannot be handled as a ${kind}: metadata is no object`);
  // Metadata has the same type in every kind: a ConfigMap has nothing else that is needed here.
  const meta = decodeBuiltIn({ metadata: metadata ?? {} }, 'ConfigMap', 'v1');
  const unknown = [...meta.unknown];
  const pruned = schema === null ? rest : prune(rest, schema, '', unknown);
  const filled = schema === null ? pruned : withDefaults(pruned, schema);
  return { object: { metadata: objectAt(meta.object, 'metadata'), ...(filled as JsonObject) }, unknown };
}

function prepareForUpdate(
  object: JsonObject,
  old: JsonObject,
  isStatus: boolean,
  hasStatus: boolean,
): JsonObject {
  if (isStatus) {
    // Only the status changes, of the metadata nothing but what the storage writes.
    const metadata = { ...objectAt(old, 'metadata') };
    return withPartOf({ ...old, metadata }, 'status', object);
  }
  const kept = hasStatus ? withPartOf(object, 'status', old) : object;
  const bare = ({ metadata: _metadata, status: _status, ...rest }: JsonObject): JsonObject => rest;
  const whole = ({ metadata: _metadata, ...rest }: JsonObject): JsonObject => rest;
  const part = hasStatus ? bare : whole;
  const generation = valueAt(old, 'metadata', 'generation');
  const changed = !jsonEqual(part(kept), part(old));
  return withValueAt(
    kept,
    ['metadata', 'generation'],
    (typeof generation === 'number' ? generation : 1) + (changed ? 1 : 0),
  );
}
