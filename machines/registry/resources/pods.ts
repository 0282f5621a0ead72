/** Pods (k8s.io/kubernetes pkg/registry/core/pod/strategy.go, pkg/apis/core/v1/defaults.go). */
import { isObject, type Json, type JsonObject, objectAt, stringAt, valueAt } from '../json.ts';
import { METADATA_FIELDS, type Resource } from '../resource.ts';
import { builtIn, withPartOf } from './built-in.ts';
import { podColumns } from './pod-columns.ts';
import { validatePod, validatePodUpdate } from './pod-validation.ts';

const CONTAINER_LISTS = ['containers', 'initContainers'] as const;

/** `v1`, `registry/app:v1`, `app@sha256:…`: with no tag or the tag `latest` it is pulled always. */
function pullPolicy(image: string): string {
  if (image.includes('@')) return 'IfNotPresent';
  const tag = /:([^/:]+)$/.exec(image)?.[1] ?? 'latest';
  return tag === 'latest' ? 'Always' : 'IfNotPresent';
}

function withContainerDefaults(value: Json): Json {
  if (!isObject(value)) return value;
  const ports = valueAt(value, 'ports');
  return {
    ...value,
    ...(Array.isArray(ports)
      ? {
          ports: ports.map((port: Json) =>
            isObject(port) ? { ...port, protocol: port.protocol ?? 'TCP' } : port,
          ),
        }
      : {}),
    resources: value.resources ?? {},
    terminationMessagePath: value.terminationMessagePath ?? '/dev/termination-log',
    terminationMessagePolicy: value.terminationMessagePolicy ?? 'File',
    imagePullPolicy: value.imagePullPolicy ?? pullPolicy(stringAt(value, 'image')),
  };
}

function withDefaults(object: JsonObject): JsonObject {
  const spec = objectAt(object, 'spec');
  const containers = CONTAINER_LISTS.flatMap(key => {
    const list = valueAt(spec, key);
    return Array.isArray(list) ? [[key, list.map(withContainerDefaults)] as const] : [];
  });
  return {
    ...object,
    spec: {
      ...spec,
      ...Object.fromEntries(containers),
      restartPolicy: spec.restartPolicy ?? 'Always',
      terminationGracePeriodSeconds: spec.terminationGracePeriodSeconds ?? 30,
      dnsPolicy: spec.dnsPolicy ?? 'ClusterFirst',
      securityContext: spec.securityContext ?? {},
      schedulerName: spec.schedulerName ?? 'default-scheduler',
      enableServiceLinks: spec.enableServiceLinks ?? true,
    },
  };
}

/** Which class of service the requests and limits make (pkg/apis/core/v1/helper/qos/qos.go). */
function qosClass(object: JsonObject): string {
  let isGuaranteed = true;
  let hasAny = false;
  for (const key of CONTAINER_LISTS) {
    const list = valueAt(object, 'spec', key);
    if (!Array.isArray(list)) continue;
    for (const container of list as readonly Json[]) {
      for (const resource of ['cpu', 'memory']) {
        const limit = valueAt(container, 'resources', 'limits', resource);
        const request = valueAt(container, 'resources', 'requests', resource) ?? limit;
        hasAny ||= request !== undefined;
        isGuaranteed &&= limit !== undefined && request === limit;
      }
    }
  }
  if (!hasAny) return 'BestEffort';
  return isGuaranteed ? 'Guaranteed' : 'Burstable';
}

const DEFAULT_GRACE_SECONDS = 30;

/** Nobody waits for a pod that no node has, or that has come to its end (`CheckGracefulDelete`). */
function gracePeriodSeconds(object: JsonObject, asked: number | null): number {
  const phase = stringAt(object, 'status', 'phase');
  if (stringAt(object, 'spec', 'nodeName') === '' || phase === 'Failed' || phase === 'Succeeded') return 0;
  const own = valueAt(object, 'spec', 'terminationGracePeriodSeconds');
  return asked ?? (typeof own === 'number' ? own : DEFAULT_GRACE_SECONDS);
}

export const pods: Resource = builtIn({
  group: '',
  version: 'v1',
  plural: 'pods',
  kind: 'Pod',
  isNamespaced: true,
  shortNames: ['po'],
  categories: ['all'],
  hasStatus: true,
  returnsDeleted: true,
  selectableFields: [
    ...METADATA_FIELDS,
    'spec.nodeName',
    'spec.restartPolicy',
    'spec.schedulerName',
    'spec.serviceAccountName',
    'spec.hostNetwork',
    'status.phase',
    'status.podIP',
    'status.nominatedNodeName',
  ],
  columns: podColumns,
  prepareForCreate: object => {
    const pod = withDefaults(object);
    return { ...pod, status: { phase: 'Pending', qosClass: qosClass(pod) } };
  },
  prepareForUpdate: (object, old, { isStatus }) =>
    isStatus ? withPartOf(object, 'spec', old) : withPartOf(withDefaults(object), 'status', old),
  validate: validatePod,
  validateUpdate: (object, old, { isStatus }) => (isStatus ? [] : validatePodUpdate(object, old)),
  fieldOf: (object, field) =>
    field === 'spec.hostNetwork'
      ? String(valueAt(object, 'spec', 'hostNetwork') === true)
      : stringAt(object, ...field.split('.')),
  gracePeriodSeconds,
});
