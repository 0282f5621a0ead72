/** Events of the core group (k8s.io/kubernetes pkg/registry/core/event/strategy.go). */
import { invalidValue } from '../field-error.ts';
import { type JsonObject, stringAt, valueAt } from '../json.ts';
import { METADATA_FIELDS, type Resource } from '../resource.ts';
import { ageOf } from '../wall-time.ts';
import { builtIn } from './built-in.ts';
import { NAME_COLUMN, textColumn } from './columns.ts';

const OWN_FIELDS = [
  'involvedObject.kind',
  'involvedObject.namespace',
  'involvedObject.name',
  'involvedObject.uid',
  'involvedObject.apiVersion',
  'involvedObject.resourceVersion',
  'involvedObject.fieldPath',
  'reason',
  'reportingComponent',
  'source',
  'type',
] as const;

/** The first of these times that the event has. */
function timeOf(object: JsonObject, ...keys: readonly string[]): string {
  return keys.map(key => stringAt(object, key)).find(time => time !== '') ?? '';
}

function countOf(object: JsonObject): number {
  const count = valueAt(object, 'series', 'count') ?? valueAt(object, 'count');
  return typeof count === 'number' && count > 0 ? count : 1;
}

function sourceOf(object: JsonObject): string {
  const parts = [stringAt(object, 'source', 'component'), stringAt(object, 'source', 'host')];
  return parts.filter(part => part !== '').join(', ') || stringAt(object, 'reportingComponent');
}

export const events: Resource = builtIn({
  group: '',
  version: 'v1',
  plural: 'events',
  kind: 'Event',
  isNamespaced: true,
  shortNames: ['ev'],
  createsOnUpdate: true,
  selectableFields: [...METADATA_FIELDS, ...OWN_FIELDS],
  columns: [
    textColumn('Last Seen', 'When it was last seen.', (object, nowMs) =>
      ageOf(
        stringAt(object, 'series', 'lastObservedTime') ||
          timeOf(object, 'lastTimestamp', 'eventTime', 'firstTimestamp'),
        nowMs,
      ),
    ),
    textColumn('Type', 'Normal or Warning.', object => stringAt(object, 'type')),
    textColumn('Reason', 'Why it happened, in one word.', object => stringAt(object, 'reason')),
    textColumn(
      'Object',
      'What it is about.',
      object =>
        `${stringAt(object, 'involvedObject', 'kind').toLowerCase()}/${stringAt(object, 'involvedObject', 'name')}`,
    ),
    textColumn(
      'Subobject',
      'Which part of it.',
      object => stringAt(object, 'involvedObject', 'fieldPath'),
      1,
    ),
    textColumn('Source', 'Who reports it.', sourceOf, 1),
    textColumn('Message', 'What happened.', object => stringAt(object, 'message').trim()),
    textColumn(
      'First Seen',
      'When it was first seen.',
      (object, nowMs) => ageOf(timeOf(object, 'firstTimestamp', 'eventTime'), nowMs),
      1,
    ),
    { ...textColumn('Count', 'How often.', countOf, 1), type: 'integer' },
    { ...NAME_COLUMN, priority: 1 },
  ],
  validate: object => {
    const namespace = stringAt(object, 'metadata', 'namespace');
    const involved = stringAt(object, 'involvedObject', 'namespace');
    // Events about objects without a namespace live in `default`.
    const matches =
      involved === '' ? namespace === 'default' || namespace === 'kube-system' : involved === namespace;
    return matches
      ? []
      : [invalidValue('involvedObject.namespace', involved, 'does not match event.namespace')];
  },
  fieldOf: (object, field) =>
    field === 'source'
      ? stringAt(object, 'source', 'component') || stringAt(object, 'reportingComponent')
      : stringAt(object, ...field.split('.')),
});
