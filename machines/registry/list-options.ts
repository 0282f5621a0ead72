/** The query of a list or watch (k8s.io/apimachinery pkg/apis/meta/internalversion, ListOptions and its validation). */
import { queryValue } from '../filters/query.ts';
import { atLeast, type Lineage } from '../lineage.ts';
import { forbiddenField } from './field-error.ts';
import { type FieldSelector, matchesFields, parseFieldSelector } from './field-selector.ts';
import { type JsonObject, stringAt, valueAt } from './json.ts';
import { type LabelSelector, matchesLabels, parseLabelSelector } from './label-selector.ts';
import type { Resource } from './resource.ts';
import { badRequest, type Cause, invalid } from './status.ts';

export interface Selection {
  readonly labels: LabelSelector;
  readonly fields: FieldSelector;
  /** Empty: all namespaces. */
  readonly namespace: string;
}

export interface ListOptions {
  readonly selection: Selection;
  /** null: the client named none. */
  readonly resourceVersion: number | null;
  readonly match: '' | 'Exact' | 'NotOlderThan';
  /** 0: no limit. */
  readonly limit: number;
  readonly continueToken: string;
  readonly allowsBookmarks: boolean;
  readonly sendsInitialEvents: boolean;
  readonly timeoutSeconds: number | null;
}

/** Reads the query of a list or watch. Throws a 400 or 422 for what cannot be read or does not go together. */
export function parseListOptions(
  query: string,
  resource: Resource,
  namespace: string,
  name: string,
  lineage: Lineage,
  isWatch: boolean,
): ListOptions {
  const text = (key: string): string => queryValue(query, key) ?? '';
  // A watch of one object, or a list by its name, is a selection by that name.
  const fields = parseFieldSelector(text('fieldSelector'), resource.selectableFields);
  const selection: Selection = {
    labels: parseLabelSelector(text('labelSelector')),
    fields: name === '' ? fields : [...fields, { field: 'metadata.name', value: name, isEqual: true }],
    namespace,
  };
  const match = text('resourceVersionMatch');
  const resourceVersion = readResourceVersion(text('resourceVersion'));
  const limit = readInteger(query, 'limit') ?? 0;
  const continueToken = text('continue');
  // Streaming lists: alpha from 1.27 on, without the gate refused; on from 1.34 on.
  const initial = atLeast(lineage, '1.27') ? queryValue(query, 'sendInitialEvents') : null;
  const causes: Cause[] = [];
  const isVersioned = text('resourceVersion') !== '';
  const sendsInitialEvents = initial !== null && isTrue(initial);
  if (match !== '') {
    const field = 'resourceVersionMatch';
    if (isWatch && initial === null)
      causes.push(
        forbiddenField(
          field,
          'resourceVersionMatch is forbidden for watch unless sendInitialEvents is provided',
        ),
      );
    if (!isWatch && !isVersioned)
      causes.push(
        forbiddenField(field, 'resourceVersionMatch is forbidden unless resourceVersion is provided'),
      );
    if (continueToken !== '')
      causes.push(forbiddenField(field, 'resourceVersionMatch is forbidden when continue is provided'));
    if (match !== 'Exact' && match !== 'NotOlderThan')
      causes.push({
        reason: 'FieldValueNotSupported',
        message: `Unsupported value: ${JSON.stringify(match)}: supported values: "Exact", "NotOlderThan"`,
        field,
      });
    if (match === 'Exact' && resourceVersion === 0)
      causes.push(forbiddenField(field, 'resourceVersionMatch "exact" is forbidden for resourceVersion "0"'));
  }
  if (initial !== null) {
    const field = 'sendInitialEvents';
    if (!isWatch) causes.push(forbiddenField(field, 'sendInitialEvents is forbidden for list'));
    else if (!atLeast(lineage, '1.33'))
      causes.push(
        forbiddenField(
          field,
          'sendInitialEvents is forbidden for watch unless the WatchList feature gate is enabled',
        ),
      );
    else if (match !== 'NotOlderThan')
      causes.push(
        forbiddenField(
          'resourceVersionMatch',
          'sendInitialEvents requires setting resourceVersionMatch to NotOlderThan',
        ),
      );
  }
  if (causes.length > 0)
    throw invalid({ group: 'meta.k8s.io', plural: 'listoptions', kind: 'ListOptions' }, '', causes);
  return {
    selection,
    resourceVersion,
    match: match === 'Exact' || match === 'NotOlderThan' ? match : '',
    limit: limit < 0 ? 0 : limit,
    continueToken,
    allowsBookmarks: isTrue(queryValue(query, 'allowWatchBookmarks') ?? 'false') && atLeast(lineage, '1.16'),
    sendsInitialEvents,
    timeoutSeconds: readInteger(query, 'timeoutSeconds'),
  };
}

/** Go's conversion of a query value to bool. */
export function isTrue(value: string): boolean {
  return value !== '0' && value.toLowerCase() !== 'false';
}

/** A resourceVersion of a query; null when there is none. Throws a 400 for what is no number. */
export function readResourceVersion(text: string): number | null {
  if (text === '') return null;
  if (!/^\d+$/.test(text))
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: invalid syntax`,
    );
  const version = Number(text);
  if (version > Number.MAX_SAFE_INTEGER)
    throw badRequest(
      `resourceVersion: Invalid value: ${JSON.stringify(text)}: strconv.ParseUint: parsing ${JSON.stringify(text)}: value out of range`,
    );
  return version;
}

/** An integer of a query; null when it is absent or empty. Throws a 400 for what is none. */
export function readInteger(query: string, key: string): number | null {
  const text = queryValue(query, key);
  if (text === null || text === '') return null;
  if (!/^[+-]?\d+$/.test(text) || !Number.isSafeInteger(Number(text)))
    throw badRequest(`strconv.ParseInt: parsing ${JSON.stringify(text)}: invalid syntax`);
  return Number(text);
}

/** Whether an object belongs to a selection. */
export function isSelected(object: JsonObject, resource: Resource, selection: Selection): boolean {
  const { labels, fields, namespace } = selection;
  if (namespace !== '' && stringAt(object, 'metadata', 'namespace') !== namespace) return false;
  if (labels.length > 0 && !matchesLabels(labels, valueAt(object, 'metadata', 'labels'))) return false;
  return (
    fields.length === 0 ||
    matchesFields(fields, field =>
      field.startsWith('metadata.') ? stringAt(object, ...field.split('.')) : resource.fieldOf(object, field),
    )
  );
}

/** Whether a selection asks for anything besides the namespace. */
export function isSelective({ labels, fields }: Selection): boolean {
  return labels.length > 0 || fields.length > 0;
}
