/** Which CRDs are refused (k8s.io/apiextensions-apiserver pkg/apis/apiextensions/validation/validation.go). */
import { childPath, elementPath, invalidValue, notSupported, required } from '../field-error.ts';
import {
  arrayAt,
  isObject,
  type Json,
  type JsonObject,
  jsonEqual,
  objectAt,
  stringAt,
  valueAt,
} from '../json.ts';
import { dnsLabelProblems, dnsSubdomainProblems } from '../names.ts';
import { structuralProblems } from '../schema/structural.ts';
import type { Cause } from '../status.ts';
import { hasCondition } from './definition-conditions.ts';

const SCOPES = ['Cluster', 'Namespaced'];

export function validateDefinition(object: JsonObject): Cause[] {
  const spec = objectAt(object, 'spec');
  const name = stringAt(object, 'metadata', 'name');
  const group = stringAt(spec, 'group');
  const plural = stringAt(spec, 'names', 'plural');
  const causes: Cause[] = [];
  if (name !== `${plural}.${group}`)
    causes.push(invalidValue('metadata.name', name, 'must be spec.names.plural+"."+spec.group'));
  if (group === '') causes.push(required('spec.group'));
  else {
    for (const problem of dnsSubdomainProblems(group))
      causes.push(invalidValue('spec.group', group, problem));
    if (!group.includes('.'))
      causes.push(invalidValue('spec.group', group, 'should be a domain with at least one dot'));
  }
  const scope = stringAt(spec, 'scope');
  if (scope === '') causes.push(required('spec.scope'));
  else if (!SCOPES.includes(scope)) causes.push(notSupported('spec.scope', scope, SCOPES));
  if (spec.preserveUnknownFields === true)
    causes.push(
      invalidValue(
        'spec.preserveUnknownFields',
        true,
        'cannot set to true, set x-kubernetes-preserve-unknown-fields to true in spec.versions[*].schema instead',
      ),
    );
  causes.push(...validateNames(objectAt(spec, 'names')));
  causes.push(...validateVersions(arrayAt(spec, 'versions')));
  const strategy = stringAt(spec, 'conversion', 'strategy');
  // Differs from Go: nobody is asked to convert, so a webhook is refused instead of being called.
  if (strategy !== 'None') causes.push(notSupported('spec.conversion.strategy', strategy, ['None']));
  return causes;
}

function validateNames(names: JsonObject): Cause[] {
  const causes: Cause[] = [];
  const check = (key: string, value: string): void => {
    const field = childPath('spec.names', key);
    if (value === '') causes.push(required(field));
    // Kinds may be in upper case, and are labels otherwise.
    else
      for (const problem of dnsLabelProblems(value.toLowerCase()))
        causes.push(invalidValue(field, value, problem));
  };
  for (const key of ['plural', 'singular', 'kind', 'listKind']) check(key, stringAt(names, key));
  const kind = stringAt(names, 'kind');
  if (kind !== '' && kind === stringAt(names, 'listKind'))
    causes.push(invalidValue('spec.names.listKind', kind, 'kind and listKind may not be the same'));
  arrayAt(names, 'shortNames').forEach((name, index) => {
    const field = elementPath('spec.names.shortNames', index);
    for (const problem of dnsLabelProblems(String(name))) causes.push(invalidValue(field, name, problem));
  });
  return causes;
}

function validateVersions(versions: readonly Json[]): Cause[] {
  const causes: Cause[] = [];
  const names = new Set<string>();
  versions.forEach((version, index) => {
    const path = elementPath('spec.versions', index);
    const name = stringAt(version, 'name');
    for (const problem of dnsLabelProblems(name))
      causes.push(invalidValue(childPath(path, 'name'), name, problem));
    if (names.has(name)) causes.push(invalidValue(path, name, 'must contain unique version names'));
    names.add(name);
    const schema = valueAt(version, 'schema', 'openAPIV3Schema');
    const field = childPath(path, 'schema.openAPIV3Schema');
    if (isObject(schema)) causes.push(...structuralProblems(schema, field));
    else causes.push(required(field, 'schemas are required'));
  });
  const storage = versions.filter(version => valueAt(version, 'storage') === true).length;
  if (storage !== 1)
    causes.push(
      invalidValue('spec.versions', null, 'must have exactly one version marked as storage version'),
    );
  return causes;
}

const IMMUTABLE = [['group'], ['names', 'plural'], ['scope'], ['names', 'kind']] as const;

/** Once established, a definition keeps its group, scope and names. */
export function validateDefinitionUpdate(object: JsonObject, old: JsonObject): Cause[] {
  const causes: Cause[] = [];
  if (hasCondition(old, 'Established')) {
    for (const path of IMMUTABLE) {
      const value = valueAt(object, 'spec', ...path);
      if (!jsonEqual(value, valueAt(old, 'spec', ...path)))
        causes.push(invalidValue(`spec.${path.join('.')}`, value, 'field is immutable'));
    }
  }
  const names = arrayAt(object, 'spec', 'versions').map(version => stringAt(version, 'name'));
  arrayAt(object, 'status', 'storedVersions').forEach((stored, index) => {
    if (!names.includes(String(stored)))
      causes.push(
        invalidValue(elementPath('status.storedVersions', index), stored, 'must appear in spec.versions'),
      );
  });
  return causes;
}
