/** CustomResourceDefinitions (k8s.io/apiextensions-apiserver pkg/registry/customresourcedefinition/strategy.go). */
import { arrayAt, type JsonObject, jsonEqual, objectAt, stringAt, valueAt, withValueAt } from '../json.ts';
import type { Resource } from '../resource.ts';
import { builtIn, withPartOf } from './built-in.ts';
import { NAME_COLUMN, textColumn } from './columns.ts';
import { validateDefinition, validateDefinitionUpdate } from './definition-validation.ts';

function withDefaults(object: JsonObject): JsonObject {
  const spec = objectAt(object, 'spec');
  const names = objectAt(spec, 'names');
  const kind = stringAt(names, 'kind');
  return {
    ...object,
    spec: {
      ...spec,
      names: {
        ...names,
        singular: stringAt(names, 'singular') || kind.toLowerCase(),
        listKind: stringAt(names, 'listKind') || `${kind}List`,
      },
      conversion: spec.conversion ?? { strategy: 'None' },
    },
  };
}

/** The versions in which objects may be stored: those of before, and the one that is storage now. */
function storedVersions(object: JsonObject): string[] {
  const stored = arrayAt(object, 'status', 'storedVersions').map(String);
  const current = arrayAt(object, 'spec', 'versions').find(version => valueAt(version, 'storage') === true);
  const name = stringAt(current, 'name');
  return name === '' || stored.includes(name) ? stored : [...stored, name];
}

export const customResourceDefinitions: Resource = builtIn({
  server: 'apiextensions',
  group: 'apiextensions.k8s.io',
  version: 'v1',
  plural: 'customresourcedefinitions',
  kind: 'CustomResourceDefinition',
  isNamespaced: false,
  shortNames: ['crd', 'crds'],
  categories: ['api-extensions'],
  hasStatus: true,
  allowsUnconditionalUpdate: false,
  columns: [
    NAME_COLUMN,
    {
      ...textColumn('Created At', 'When it was made.', object =>
        stringAt(object, 'metadata', 'creationTimestamp'),
      ),
      type: 'date',
    },
  ],
  prepareForCreate: object => {
    const definition = withValueAt(withDefaults(object), ['metadata', 'generation'], 1);
    return {
      ...definition,
      status: {
        conditions: [],
        acceptedNames: { plural: '', kind: '' },
        storedVersions: storedVersions({ ...definition, status: {} }),
      },
    };
  },
  prepareForUpdate: (object, old, { isStatus }) => {
    if (isStatus) return withPartOf(object, 'spec', old);
    const definition = withPartOf(withDefaults(object), 'status', old);
    const status = { ...objectAt(definition, 'status'), storedVersions: storedVersions(definition) };
    const generation = valueAt(old, 'metadata', 'generation');
    const changed = !jsonEqual(definition.spec, old.spec);
    return withValueAt(
      { ...definition, status },
      ['metadata', 'generation'],
      (typeof generation === 'number' ? generation : 1) + (changed ? 1 : 0),
    );
  },
  validate: validateDefinition,
  validateUpdate: validateDefinitionUpdate,
});
