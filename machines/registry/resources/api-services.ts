/** APIServices (k8s.io/kube-aggregator pkg/apis/apiregistration/validation/validation.go). */
import { invalidValue, required } from '../field-error.ts';
import { arrayAt, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../json.ts';
import type { Resource } from '../resource.ts';
import type { Cause } from '../status.ts';
import { builtIn, withPartOf } from './built-in.ts';
import { AGE_COLUMN, NAME_COLUMN, textColumn } from './columns.ts';

/** Why an APIService is available or not. */
export interface Availability {
  readonly available: boolean;
  readonly reason: string;
  readonly message: string;
}

/** What a group of this server itself has (pkg/controllers/status/local). */
export const LOCAL: Availability = {
  available: true,
  reason: 'Local',
  message: 'Local APIServices are always available',
};

/** The object with its condition `Available` as given; the time of the transition stays when nothing changes. */
export function withAvailability(object: JsonObject, now: Availability, time: string): JsonObject {
  const status = now.available ? 'True' : 'False';
  const conditions = arrayAt(object, 'status', 'conditions');
  const old = conditions.find(condition => stringAt(condition, 'type') === 'Available');
  const condition: JsonObject = {
    type: 'Available',
    status,
    lastTransitionTime: stringAt(old, 'status') === status ? stringAt(old, 'lastTransitionTime') : time,
    reason: now.reason,
    message: now.message,
  };
  const others = conditions.filter(other => other !== old);
  return { ...object, status: { ...objectAt(object, 'status'), conditions: [...others, condition] } };
}

function condition(object: JsonObject): Json | undefined {
  return arrayAt(object, 'status', 'conditions').find(entry => stringAt(entry, 'type') === 'Available');
}

function serviceOf(object: JsonObject): string {
  const service = valueAt(object, 'spec', 'service');
  return service === undefined ? 'Local' : `${stringAt(service, 'namespace')}/${stringAt(service, 'name')}`;
}

function availableOf(object: JsonObject): string {
  const found = condition(object);
  const status = stringAt(found, 'status') || 'Unknown';
  const reason = stringAt(found, 'reason');
  return status === 'True' || reason === '' ? status : `${status} (${reason})`;
}

function priority(spec: JsonObject, key: string, highest: number): Cause[] {
  const value = typeof spec[key] === 'number' ? (spec[key] as number) : 0;
  if (value > 0 && value <= highest) return [];
  return [invalidValue(`spec.${key}`, value, `must be positive and less than ${highest}`)];
}

function validate(object: JsonObject): Cause[] {
  const spec = objectAt(object, 'spec');
  const name = stringAt(object, 'metadata', 'name');
  const group = stringAt(spec, 'group');
  const version = stringAt(spec, 'version');
  const causes: Cause[] = [];
  if (name !== `${version}.${group}`)
    causes.push(
      invalidValue(
        'metadata.name',
        name,
        `must be \`spec.version+"."+spec.group\`: ${JSON.stringify(`${version}.${group}`)}`,
      ),
    );
  if (version === '') causes.push(required('spec.version'));
  causes.push(...priority(spec, 'groupPriorityMinimum', 20_000));
  causes.push(...priority(spec, 'versionPriority', 1_000));
  const service = valueAt(spec, 'service');
  if (service !== undefined) {
    if (stringAt(service, 'namespace') === '') causes.push(required('spec.service.namespace'));
    if (stringAt(service, 'name') === '') causes.push(required('spec.service.name'));
    if (spec.insecureSkipTLSVerify === true && stringAt(spec, 'caBundle') !== '')
      causes.push(invalidValue('spec.insecureSkipTLSVerify', true, 'may not be true if caBundle is present'));
  } else if (spec.insecureSkipTLSVerify === true) {
    causes.push(invalidValue('spec.insecureSkipTLSVerify', true, 'may not be true for local APIServices'));
  }
  return causes;
}

/** What an APIService says, for whoever carries requests to the service. */
export interface ApiServiceInfo {
  readonly name: string;
  readonly group: string;
  readonly version: string;
  /** `namespace/name`; null when this server serves the group itself. */
  readonly service: string | null;
  readonly groupPriority: number;
  readonly versionPriority: number;
  readonly isAvailable: boolean;
}

export function apiServiceInfo(object: JsonObject): ApiServiceInfo {
  const spec = objectAt(object, 'spec');
  return {
    name: stringAt(object, 'metadata', 'name'),
    group: stringAt(spec, 'group'),
    version: stringAt(spec, 'version'),
    service: spec.service === undefined ? null : serviceOf(object),
    groupPriority: typeof spec.groupPriorityMinimum === 'number' ? spec.groupPriorityMinimum : 0,
    versionPriority: typeof spec.versionPriority === 'number' ? spec.versionPriority : 0,
    isAvailable: stringAt(condition(object), 'status') === 'True',
  };
}

/** An APIService for a group of this server (pkg/controllers/autoregister). */
export function localApiService(
  group: string,
  version: string,
  priorities: { readonly group: number; readonly version: number },
  managed: 'onstart' | 'true',
): JsonObject {
  return {
    metadata: {
      name: `${version}.${group}`,
      labels: { 'kube-aggregator.kubernetes.io/automanaged': managed },
    },
    spec: {
      group,
      version,
      groupPriorityMinimum: priorities.group,
      versionPriority: priorities.version,
    },
  };
}

export const apiServices: Resource = builtIn({
  server: 'aggregator',
  group: 'apiregistration.k8s.io',
  version: 'v1',
  plural: 'apiservices',
  kind: 'APIService',
  isNamespaced: false,
  categories: ['api-extensions'],
  hasStatus: true,
  allowsUnconditionalUpdate: false,
  columns: [
    NAME_COLUMN,
    textColumn('Service', 'Who serves it.', serviceOf),
    textColumn('Available', 'Whether requests can be passed to it.', availableOf),
    AGE_COLUMN,
  ],
  // Names end in a dot for the core group: `v1.`.
  nameProblems: () => [],
  prepareForCreate: (object, { time }) => {
    const fresh = { ...object, status: {} };
    if (valueAt(object, 'spec', 'service') === undefined) return withAvailability(fresh, LOCAL, time);
    const spec = objectAt(object, 'spec');
    const service = objectAt(spec, 'service');
    return { ...fresh, spec: { ...spec, service: { ...service, port: service.port ?? 443 } } };
  },
  prepareForUpdate: (object, old, { isStatus }) => withPartOf(object, isStatus ? 'spec' : 'status', old),
  validate,
});
