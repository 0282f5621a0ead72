/** Lists: a page of a resource at one resourceVersion (k8s.io/apiserver pkg/storage/etcd3/store.go, GetList). */
import { decodeContinue, encodeContinue } from './continue-token.ts';
import type { JsonObject } from './json.ts';
import { isSelected, isSelective, type ListOptions } from './list-options.ts';
import { type Resource, storageKey } from './resource.ts';
import { badRequest, expired, tooLargeResourceVersion } from './status.ts';
import type { Store } from './store.ts';

export interface Page {
  readonly objects: readonly JsonObject[];
  /** `metadata` of the list. */
  readonly metadata: JsonObject;
}

const CONTINUE_EXPIRED =
  'The provided continue parameter is too old to display a consistent list result. You can start a new list without ' +
  'the continue parameter, or use the continue token in this response to retrieve the remainder of the results. ' +
  'Continuing with the provided token results in an inconsistent list - objects that were created, modified, or ' +
  'deleted between the time the first chunk was returned and now may show up in the list.';

/** One page. Throws a 400, 410 or 504. */
export function listPage(store: Store, resource: Resource, options: ListOptions): Page {
  const { resourceVersion: asked, match, limit, continueToken } = options;
  const current = store.resourceVersion;
  let version = current;
  let afterKey: string | null = null;
  if (continueToken !== '') {
    if (asked !== null && asked !== 0)
      throw badRequest('specifying resource version is not allowed when using continue');
    const continuation = decodeContinue(continueToken);
    afterKey = continuation.afterKey;
    if (continuation.resourceVersion > 0) version = continuation.resourceVersion;
    if (version > current) throw tooLargeResourceVersion(version, current);
    if (version < store.compactedTo(storageKey(resource)))
      throw expired(CONTINUE_EXPIRED, encodeContinue({ resourceVersion: -1, afterKey }));
  } else if (asked !== null && asked > 0) {
    if (asked > current) throw tooLargeResourceVersion(asked, current);
    // With a limit and no rule for the match, a list is of exactly the version that it names.
    if (match === 'Exact' || (match === '' && limit > 0)) version = asked;
  }
  const objects = store.listAt(storageKey(resource), version);
  const keys = version === current ? store.keys(storageKey(resource)) : [...objects.keys()].sort();
  return cut(keys, objects, resource, options, version, afterKey);
}

function cut(
  keys: readonly string[],
  objects: ReadonlyMap<string, JsonObject>,
  resource: Resource,
  { selection, limit }: ListOptions,
  version: number,
  afterKey: string | null,
): Page {
  const page: JsonObject[] = [];
  let lastKey = '';
  let more = 0;
  for (const key of keys) {
    if (afterKey !== null && key <= afterKey) continue;
    const object = objects.get(key) as JsonObject;
    if (!isSelected(object, resource, selection)) continue;
    if (limit > 0 && page.length >= limit) {
      more++;
      continue;
    }
    page.push(object);
    lastKey = key;
  }
  const metadata: JsonObject = {
    resourceVersion: String(version),
    ...(more > 0 ? { continue: encodeContinue({ resourceVersion: version, afterKey: lastKey }) } : {}),
    // Of a selection nobody knows how much is left without reading it all: the field is not set.
    ...(more > 0 && !isSelective(selection) ? { remainingItemCount: more } : {}),
  };
  return { objects: page, metadata };
}
