/** The names of types in OpenAPI: the Go package backwards, and the type (k8s.io/kube-openapi pkg/util, ToRESTFriendlyName). */

import type { Resource } from '../resource.ts';
import { META_TYPES } from '../types/meta-types.ts';

const META = 'io.k8s.apimachinery.pkg.apis.meta.v1';
const CORE = 'io.k8s.api.core.v1';
const COORDINATION = 'io.k8s.api.coordination.v1';
const EXTENSIONS = 'io.k8s.apiextensions-apiserver.pkg.apis.apiextensions.v1';
const REGISTRATION = 'io.k8s.kube-aggregator.pkg.apis.apiregistration.v1';

const EXTENSION_NAMES: ReadonlySet<string> = new Set([
  'ExternalDocumentation',
  'JSONSchemaProps',
  'SelectableField',
  'ValidationRule',
  'WebhookConversion',
  'WebhookServiceReference',
  'WebhookClientConfig',
]);

/** The full name of a built-in type. */
export function typeName(type: string): string {
  if (META_TYPES.includes(`\n${type}:`)) return `${META}.${type}`;
  if (type.startsWith('Lease')) return `${COORDINATION}.${type}`;
  if (type.startsWith('APIService') || type === 'ServiceReference') return `${REGISTRATION}.${type}`;
  if (type.startsWith('CustomResource') || EXTENSION_NAMES.has(type)) {
    // Two types of the same name, told apart in the notation only.
    const plain = type.replace(/^WebhookServiceReference$/, 'ServiceReference');
    return `${EXTENSIONS}.${plain}`;
  }
  return `${CORE}.${type}`;
}

/** The full name of a resource's kind: of a custom one `com.example.v1.Widget`. */
export function kindName(resource: Resource): string {
  if (resource.typeName !== null) return typeName(resource.typeName);
  const group = resource.group.split('.').toReversed().join('.');
  return `${group}.${resource.version}.${resource.kind}`;
}

export const LIST_META = `${META}.ListMeta`;
export const OBJECT_META = `${META}.ObjectMeta`;
export const STATUS = `${META}.Status`;
export const DELETE_OPTIONS = `${META}.DeleteOptions`;
export const PATCH = `${META}.Patch`;
