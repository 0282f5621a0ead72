/** Namespaces (k8s.io/kubernetes pkg/registry/core/namespace/strategy.go). */
import { atLeast, type Lineage } from '../../lineage.ts';
import { type JsonObject, objectAt, stringAt, withValueAt } from '../json.ts';
import { dnsLabelProblems } from '../names.ts';
import { METADATA_FIELDS, type Resource } from '../resource.ts';
import { builtIn, withPartOf } from './built-in.ts';
import { AGE_COLUMN, NAME_COLUMN, textColumn } from './columns.ts';

/** Made by a fresh server itself (pkg/controlplane/controller/systemnamespaces). */
export const INITIAL_NAMESPACES = ['default', 'kube-system', 'kube-public', 'kube-node-lease'] as const;

/** Cannot be deleted (k8s.io/apiserver pkg/admission/plugin/namespace/lifecycle/admission.go). */
export const UNDELETABLE_NAMESPACES: readonly string[] = ['default', 'kube-system', 'kube-public'];

export const NAME_LABEL = 'kubernetes.io/metadata.name';

export function namespaces(lineage: Lineage): Resource {
  /** Since 1.21 every namespace has its name as a label (PR 96968). */
  const labelled = (object: JsonObject): JsonObject =>
    atLeast(lineage, '1.22')
      ? withValueAt(object, ['metadata', 'labels', NAME_LABEL], stringAt(object, 'metadata', 'name'))
      : object;
  return builtIn({
    group: '',
    version: 'v1',
    plural: 'namespaces',
    kind: 'Namespace',
    isNamespaced: false,
    shortNames: ['ns'],
    hasStatus: true,
    hasDeleteCollection: false,
    returnsDeleted: true,
    nameProblems: dnsLabelProblems,
    selectableFields: [...METADATA_FIELDS, 'status.phase'],
    columns: [
      NAME_COLUMN,
      textColumn('Status', 'The phase of the namespace.', object => stringAt(object, 'status', 'phase')),
      AGE_COLUMN,
    ],
    prepareForCreate: object => ({
      ...labelled(object),
      spec: { finalizers: ['kubernetes'] },
      status: { phase: 'Active' },
    }),
    prepareForUpdate: (object, old, { isStatus }) =>
      isStatus
        ? { ...withPartOf(object, 'spec', old), status: objectAt(object, 'status') }
        : labelled(withPartOf(withPartOf(object, 'spec', old), 'status', old)),
  });
}
