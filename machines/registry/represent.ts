/** Objects, lists and watch events in the shape that a client negotiated. */
import { encodeObject, encodeTyped, groupVersion } from './encode.ts';
import { type JsonObject, objectAt } from './json.ts';
import type { Shape } from './media.ts';
import type { Resource } from './resource.ts';
import { columnDefinitions, encodeRow, encodeTable, type IncludeObject } from './table.ts';
import type { Representation } from './watch.ts';

export interface Presentation {
  readonly resource: Resource;
  readonly shape: Shape;
  readonly include: IncludeObject;
  /** Milliseconds since 1970, for ages. */
  readonly now: () => number;
}

function metadataOnly(object: JsonObject, version: string, kind: string): string {
  return JSON.stringify({
    kind,
    apiVersion: `meta.k8s.io/${version}`,
    metadata: objectAt(object, 'metadata'),
  });
}

/** One object as JSON. */
export function encodeOne(object: JsonObject, presentation: Presentation): string {
  const { resource, shape, include, now } = presentation;
  switch (shape.kind) {
    case 'object':
      return encodeTyped(object, {
        kind: resource.kind,
        apiVersion: groupVersion(resource.group, resource.version),
      });
    case 'metadata':
      return metadataOnly(object, shape.version, 'PartialObjectMetadata');
    case 'table': {
      const row = encodeRow(object, resource, include, shape.version, now());
      const { resourceVersion = '' } = objectAt(object, 'metadata');
      return encodeTable([row], columnDefinitions(resource), { resourceVersion }, shape.version);
    }
  }
}

/** A list as JSON. Built-in lists have items without kind and apiVersion, as Go's typed lists have. */
export function encodeList(
  objects: readonly JsonObject[],
  metadata: JsonObject,
  presentation: Presentation,
): string {
  const { resource, shape, include, now } = presentation;
  switch (shape.kind) {
    case 'object': {
      const type = { kind: resource.kind, apiVersion: groupVersion(resource.group, resource.version) };
      const items = objects.map(object =>
        resource.isCustom ? encodeTyped(object, type) : encodeObject(object),
      );
      return (
        `{"kind":${JSON.stringify(resource.listKind)},"apiVersion":${JSON.stringify(type.apiVersion)},` +
        `"metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`
      );
    }
    case 'metadata': {
      const items = objects.map(object => metadataOnly(object, shape.version, 'PartialObjectMetadata'));
      return (
        `{"kind":"PartialObjectMetadataList","apiVersion":"meta.k8s.io/${shape.version}",` +
        `"metadata":${JSON.stringify(metadata)},"items":[${items.join(',')}]}`
      );
    }
    case 'table': {
      const at = now();
      const rows = objects.map(object => encodeRow(object, resource, include, shape.version, at));
      return encodeTable(rows, columnDefinitions(resource), metadata, shape.version);
    }
  }
}

/** How watch events look. */
export function representationOf(presentation: Presentation): Representation {
  const { resource, shape, include, now } = presentation;
  const apiVersion = groupVersion(resource.group, resource.version);
  const type = { kind: resource.kind, apiVersion };
  const isTable = shape.kind === 'table';
  const encode = (object: JsonObject, isFirst: boolean): string => {
    if (!isTable) return encodeOne(object, presentation);
    const row = encodeRow(object, resource, include, shape.version, now());
    const { resourceVersion = '' } = objectAt(object, 'metadata');
    const columns = isFirst ? columnDefinitions(resource) : null;
    return encodeTable([row], columns, { resourceVersion }, shape.version);
  };
  return {
    key: `${apiVersion} ${shape.kind} ${isTable ? include : ''} ${shape.kind === 'object' ? '' : shape.version}`,
    isFirstDifferent: isTable,
    encode: (change, object, isFirst) => `{"type":"${change}","object":${encode(object, isFirst)}}\n`,
    encodeBookmark: (resourceVersion, endsInitialEvents) => {
      const metadata = {
        resourceVersion: String(resourceVersion),
        creationTimestamp: null,
        ...(endsInitialEvents ? { annotations: { 'k8s.io/initial-events-end': 'true' } } : {}),
      };
      const object = isTable
        ? encodeTable([], null, metadata, shape.version)
        : encodeTyped(
            { metadata },
            shape.kind === 'object'
              ? type
              : { kind: 'PartialObjectMetadata', apiVersion: `meta.k8s.io/${shape.version}` },
          );
      return `{"type":"BOOKMARK","object":${object}}\n`;
    },
  };
}
