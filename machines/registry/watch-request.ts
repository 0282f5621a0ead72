/** The beginning of a watch: where its stream starts, or why it cannot (k8s.io/apiserver pkg/storage/cacher/cacher.go). */
import type { Api, Target } from './api.ts';
import type { ApiWatch } from './exchange.ts';
import { parseListOptions } from './list-options.ts';
import { type Presentation, representationOf } from './represent.ts';
import { storageKey } from './resource.ts';
import { expired, type StatusError } from './status.ts';

/** The watch cache sends them about once a minute. */
const BOOKMARK_SECONDS = 60;

/** Throws a 400 or 422 for a query that cannot be read. */
export function watchResource(
  api: Api,
  { resource, namespace, name }: Target,
  query: string,
  presentation: Presentation,
): ApiWatch {
  const options = parseListOptions(query, resource, namespace, name, api.lineage, true);
  const { resourceVersion, sendsInitialEvents, allowsBookmarks } = options;
  const isFromStart = sendsInitialEvents || resourceVersion === null || resourceVersion === 0;
  return {
    kind: 'watch',
    headers: { 'content-type': 'application/json' },
    timeoutSeconds: options.timeoutSeconds === 0 ? null : options.timeoutSeconds,
    bookmarkSeconds: allowsBookmarks ? BOOKMARK_SECONDS : null,
    open(push, end) {
      const oldest = api.store.compactedTo(storageKey(resource));
      if (!isFromStart && resourceVersion < oldest) {
        push(errorEvent(expired(`too old resource version: ${resourceVersion} (${oldest})`)));
        end();
        return { bookmark: () => undefined, close: () => undefined };
      }
      return api.hub.open(
        {
          resource,
          selection: options.selection,
          representation: representationOf(presentation),
          sendsBookmarks: allowsBookmarks,
          after: isFromStart ? 'everything' : resourceVersion,
          marksInitialEvents: sendsInitialEvents && allowsBookmarks,
        },
        push,
        end,
      );
    },
  };
}

function errorEvent(error: StatusError): string {
  return `${JSON.stringify({ type: 'ERROR', object: error.status })}\n`;
}
