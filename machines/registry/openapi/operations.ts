/** What can be done with a resource, path by path; the two versions of OpenAPI write it in their own way. */
import { atLeast, type Lineage } from '../../lineage.ts';
import type { Resource } from '../resource.ts';

export interface Parameter {
  readonly name: string;
  readonly in: 'query' | 'path';
  readonly type: 'string' | 'integer' | 'boolean';
  readonly description: string;
}

export interface Operation {
  readonly method: 'get' | 'put' | 'post' | 'patch' | 'delete';
  readonly action: 'get' | 'list' | 'put' | 'post' | 'patch' | 'delete' | 'deletecollection';
  readonly parameters: readonly Parameter[];
  /** What the body is. */
  readonly body: 'object' | 'patch' | 'deleteOptions' | null;
  readonly answer: 'object' | 'list' | 'status';
}

export interface PathItem {
  readonly path: string;
  readonly parameters: readonly Parameter[];
  readonly operations: readonly Operation[];
}

function query(name: string, description: string, type: Parameter['type'] = 'string'): Parameter {
  return { name, in: 'query', type, description };
}

const PRETTY = query('pretty', 'Whether the answer is indented.');
const DRY_RUN = query('dryRun', '`All`: nothing is stored.');
const FIELD_MANAGER = query('fieldManager', 'Who writes; not kept.');
const FIELD_VALIDATION = query('fieldValidation', 'What becomes of unknown fields: Ignore, Warn or Strict.');
const WRITE = [PRETTY, DRY_RUN, FIELD_MANAGER];
const DELETE = [
  PRETTY,
  DRY_RUN,
  query('gracePeriodSeconds', 'How long the object may still live.', 'integer'),
  query('propagationPolicy', 'What becomes of dependents; there is no garbage collector.'),
];
const LIST = [
  PRETTY,
  query('allowWatchBookmarks', 'A watch sends bookmarks.', 'boolean'),
  query('continue', 'The token of the page before.'),
  query('fieldSelector', 'Which objects, by their fields.'),
  query('labelSelector', 'Which objects, by their labels.'),
  query('limit', 'How many objects at most.', 'integer'),
  query('resourceVersion', 'The state to list, or after which to watch.'),
  query('resourceVersionMatch', 'How the resourceVersion of a list is meant.'),
  query('sendInitialEvents', 'A watch begins with the objects that there are.', 'boolean'),
  query('timeoutSeconds', 'When a watch ends.', 'integer'),
  query('watch', 'Changes instead of a list.', 'boolean'),
];
const NAME: Parameter = { name: 'name', in: 'path', type: 'string', description: 'The name of the object.' };
const NAMESPACE: Parameter = {
  name: 'namespace',
  in: 'path',
  type: 'string',
  description: 'The namespace of the object.',
};

const READ: Operation = { method: 'get', action: 'get', parameters: [PRETTY], body: null, answer: 'object' };
const PUT: Operation = { method: 'put', action: 'put', parameters: WRITE, body: 'object', answer: 'object' };
const PATCH: Operation = {
  method: 'patch',
  action: 'patch',
  parameters: WRITE,
  body: 'patch',
  answer: 'object',
};
const LIST_ALL: Operation = { method: 'get', action: 'list', parameters: LIST, body: null, answer: 'list' };
const POST: Operation = {
  method: 'post',
  action: 'post',
  parameters: WRITE,
  body: 'object',
  answer: 'object',
};
const REMOVE: Operation = {
  method: 'delete',
  action: 'delete',
  parameters: DELETE,
  body: 'deleteOptions',
  answer: 'status',
};
const REMOVE_ALL: Operation = {
  ...REMOVE,
  action: 'deletecollection',
  parameters: [...LIST, ...DELETE.slice(1)],
};

/** The root of a group version: `/api/v1`, `/apis/GROUP/VERSION`. */
export function rootOf(group: string, version: string): string {
  return group === '' ? `/api/${version}` : `/apis/${group}/${version}`;
}

export function pathsOf(resource: Resource, lineage: Lineage): PathItem[] {
  // kubectl leaves validation to servers that have this parameter, and does it itself for all others.
  const validates = atLeast(lineage, '1.25');
  return itemsOf(resource).map(item => ({
    ...item,
    operations: item.operations.map(operation =>
      validates && operation.parameters === WRITE
        ? { ...operation, parameters: [...WRITE, FIELD_VALIDATION] }
        : operation,
    ),
  }));
}

function itemsOf(resource: Resource): PathItem[] {
  const { group, version, plural, isNamespaced, hasStatus, hasDeleteCollection } = resource;
  const root = rootOf(group, version);
  const scope = isNamespaced ? [NAMESPACE] : [];
  const collection = `${root}${isNamespaced ? '/namespaces/{namespace}' : ''}/${plural}`;
  const items: PathItem[] = [
    {
      path: collection,
      parameters: scope,
      operations: hasDeleteCollection ? [LIST_ALL, POST, REMOVE_ALL] : [LIST_ALL, POST],
    },
    {
      path: `${collection}/{name}`,
      parameters: [NAME, ...scope],
      operations: [READ, PUT, PATCH, REMOVE],
    },
  ];
  if (isNamespaced) items.push({ path: `${root}/${plural}`, parameters: [], operations: [LIST_ALL] });
  if (hasStatus)
    items.push({
      path: `${collection}/{name}/status`,
      parameters: [NAME, ...scope],
      operations: [READ, PUT, PATCH],
    });
  return items;
}
