/** Which pods are refused (k8s.io/kubernetes pkg/apis/core/validation/validation.go): what a small API needs of it. */
import {
  childPath,
  duplicate,
  elementPath,
  forbiddenField,
  invalidValue,
  notSupported,
  required,
} from '../field-error.ts';
import {
  arrayAt,
  isArray,
  isObject,
  type Json,
  type JsonObject,
  jsonEqual,
  objectAt,
  stringAt,
  valueAt,
} from '../json.ts';
import { dnsLabelProblems } from '../names.ts';
import type { Cause } from '../status.ts';

const RESTART_POLICIES = ['Always', 'OnFailure', 'Never'];
const DNS_POLICIES = ['ClusterFirstWithHostNet', 'ClusterFirst', 'Default', 'None'];
const PULL_POLICIES = ['Always', 'IfNotPresent', 'Never'];
const PROTOCOLS = ['TCP', 'UDP', 'SCTP'];
const HIGHEST_PORT = 65_535;

export function validatePod(object: JsonObject): Cause[] {
  const spec = objectAt(object, 'spec');
  const causes: Cause[] = [];
  const containers = arrayAt(spec, 'containers');
  if (containers.length === 0) causes.push(required('spec.containers'));
  const names = new Set<string>();
  for (const key of ['initContainers', 'containers']) {
    arrayAt(spec, key).forEach((container, index) => {
      causes.push(...validateContainer(container, elementPath(`spec.${key}`, index), names));
    });
  }
  causes.push(...validateVolumes(spec));
  causes.push(...supported('spec.restartPolicy', spec.restartPolicy, RESTART_POLICIES));
  causes.push(...supported('spec.dnsPolicy', spec.dnsPolicy, DNS_POLICIES));
  const deadline = spec.activeDeadlineSeconds;
  if (typeof deadline === 'number' && (deadline < 1 || deadline > 2_147_483_647))
    causes.push(
      invalidValue('spec.activeDeadlineSeconds', deadline, 'must be between 1 and 2147483647, inclusive'),
    );
  return causes;
}

function supported(field: string, value: Json | undefined, choices: readonly string[]): Cause[] {
  return typeof value === 'string' && !choices.includes(value) ? [notSupported(field, value, choices)] : [];
}

function validateContainer(container: Json, path: string, names: Set<string>): Cause[] {
  const causes: Cause[] = [];
  const name = stringAt(container, 'name');
  const nameField = childPath(path, 'name');
  if (name === '') causes.push(required(nameField));
  else if (names.has(name)) causes.push(duplicate(nameField, name));
  else for (const problem of dnsLabelProblems(name)) causes.push(invalidValue(nameField, name, problem));
  names.add(name);
  const image = stringAt(container, 'image');
  if (image === '') causes.push(required(childPath(path, 'image')));
  else if (image.trim() !== image)
    causes.push(
      invalidValue(childPath(path, 'image'), image, 'must not have leading or trailing whitespace'),
    );
  causes.push(
    ...supported(childPath(path, 'imagePullPolicy'), valueAt(container, 'imagePullPolicy'), PULL_POLICIES),
  );
  arrayAt(container, 'ports').forEach((port, index) => {
    const field = elementPath(childPath(path, 'ports'), index);
    const number = valueAt(port, 'containerPort');
    if (number === undefined || number === 0) causes.push(required(childPath(field, 'containerPort')));
    else if (typeof number === 'number' && (number < 1 || number > HIGHEST_PORT))
      causes.push(
        invalidValue(
          childPath(field, 'containerPort'),
          number,
          `must be between 1 and ${HIGHEST_PORT}, inclusive`,
        ),
      );
    causes.push(...supported(childPath(field, 'protocol'), valueAt(port, 'protocol'), PROTOCOLS));
  });
  arrayAt(container, 'env').forEach((variable, index) => {
    if (stringAt(variable, 'name') === '')
      causes.push(required(childPath(elementPath(childPath(path, 'env'), index), 'name')));
  });
  return causes;
}

function validateVolumes(spec: JsonObject): Cause[] {
  const causes: Cause[] = [];
  const names = new Set<string>();
  arrayAt(spec, 'volumes').forEach((volume, index) => {
    const field = `spec.volumes[${index}].name`;
    const name = stringAt(volume, 'name');
    if (name === '') causes.push(required(field));
    else if (names.has(name)) causes.push(duplicate(field, name));
    else for (const problem of dnsLabelProblems(name)) causes.push(invalidValue(field, name, problem));
    names.add(name);
  });
  for (const [key, containers] of ['initContainers', 'containers'].map(
    key => [key, arrayAt(spec, key)] as const,
  )) {
    containers.forEach((container, index) => {
      arrayAt(container, 'volumeMounts').forEach((mount, place) => {
        const name = stringAt(mount, 'name');
        if (!names.has(name))
          causes.push({
            reason: 'FieldValueNotFound',
            message: `Not found: ${JSON.stringify(name)}`,
            field: `spec.${key}[${index}].volumeMounts[${place}].name`,
          });
      });
    });
  }
  return causes;
}

/** Of a pod that exists only images, a deadline and added tolerations may change; names and numbers of containers stay. */
export function validatePodUpdate(object: JsonObject, old: JsonObject): Cause[] {
  const spec = objectAt(object, 'spec');
  const oldSpec = objectAt(old, 'spec');
  const tolerations = arrayAt(spec, 'tolerations');
  const keepsTolerations = arrayAt(oldSpec, 'tolerations').every(kept =>
    tolerations.some(toleration => jsonEqual(toleration, kept)),
  );
  if (keepsTolerations && jsonEqual(fixedPart(spec), fixedPart(oldSpec))) return [];
  return [
    forbiddenField(
      'spec',
      'pod updates may not change fields other than `spec.containers[*].image`, `spec.initContainers[*].image`, ' +
        '`spec.activeDeadlineSeconds`, `spec.tolerations` (only additions to existing tolerations), ' +
        '`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)',
    ),
  ];
}

function fixedPart(spec: JsonObject): JsonObject {
  const { activeDeadlineSeconds: _deadline, tolerations: _tolerations, ...rest } = spec;
  const withoutImage = (list: Json | undefined): Json | undefined =>
    isArray(list) ? list.map(item => (isObject(item) ? { ...item, image: '' } : item)) : list;
  return {
    ...rest,
    containers: withoutImage(spec.containers),
    initContainers: withoutImage(spec.initContainers),
  };
}
