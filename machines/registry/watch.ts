/**
 * Watches (k8s.io/apiserver pkg/storage/cacher): each change goes to every watcher of its resource that selects the
 * object. It is encoded once for each representation, and all watchers of that representation are given the same text.
 */
import type { WatchSubscription } from './exchange.ts';
import type { JsonObject } from './json.ts';
import { isSelected, isSelective, type Selection } from './list-options.ts';
import { type Resource, storageKey } from './resource.ts';
import type { Change, ChangeType } from './shelf.ts';
import type { Store } from './store.ts';

/** How a watcher wants objects. */
export interface Representation {
  /** Two watchers with the same key are given the same text. */
  readonly key: string;
  encode(type: ChangeType, object: JsonObject, isFirst: boolean): string;
  encodeBookmark(resourceVersion: number, endsInitialEvents: boolean): string;
  /** The line differs for the first event: a table has its columns there. */
  readonly isFirstDifferent: boolean;
}

interface Watcher {
  readonly resource: Resource;
  readonly selection: Selection;
  readonly isSelective: boolean;
  readonly representation: Representation;
  readonly push: (line: string) => void;
  readonly end: () => void;
  readonly sendsBookmarks: boolean;
  hasBegun: boolean;
}

/** What a watcher sees of a change. */
interface Seen {
  readonly type: ChangeType;
  readonly object: JsonObject;
}

export interface WatchStart {
  readonly resource: Resource;
  readonly selection: Selection;
  readonly representation: Representation;
  readonly sendsBookmarks: boolean;
  /** Where the stream begins: after a resourceVersion, or with everything there is. */
  readonly after: number | 'everything';
  /** A bookmark says where the objects that were there end. */
  readonly marksInitialEvents: boolean;
}

export class WatchHub {
  private readonly watchers = new Map<string, Set<Watcher>>();
  private readonly store: Store;

  constructor(store: Store) {
    this.store = store;
    store.onChange = (resource, change) => this.publish(resource, change);
  }

  get watcherCount(): number {
    let count = 0;
    for (const watchers of this.watchers.values()) count += watchers.size;
    return count;
  }

  /** Begins a watch whose history is known; what comes first is pushed before this returns. */
  open(start: WatchStart, push: (line: string) => void, end: () => void): WatchSubscription {
    const { resource, selection, representation, after, sendsBookmarks } = start;
    const watcher: Watcher = {
      resource,
      selection,
      isSelective: isSelective(selection),
      representation,
      push,
      end,
      sendsBookmarks,
      hasBegun: false,
    };
    const key = storageKey(resource);
    if (after === 'everything') {
      for (const object of this.store.list(key)) {
        if (isSelected(object, resource, selection)) this.send(watcher, { type: 'ADDED', object });
      }
      if (start.marksInitialEvents) push(representation.encodeBookmark(this.store.resourceVersion, true));
    } else {
      for (const change of this.store.changesAfter(key, after) ?? []) {
        const seen = seenBy(watcher, change);
        if (seen) this.send(watcher, seen);
      }
    }
    const watchers = this.watchers.get(key) ?? new Set();
    this.watchers.set(key, watchers);
    watchers.add(watcher);
    return {
      bookmark: () => {
        if (watcher.sendsBookmarks && watchers.has(watcher))
          push(representation.encodeBookmark(this.store.resourceVersion, false));
      },
      close: () => {
        watchers.delete(watcher);
        if (watchers.size === 0 && this.watchers.get(key) === watchers) this.watchers.delete(key);
      },
    };
  }

  /** Ends all watches of a resource: it is not served any more. */
  endAll(key: string): void {
    const watchers = this.watchers.get(key);
    this.watchers.delete(key);
    for (const watcher of watchers ?? []) {
      watchers?.delete(watcher);
      watcher.end();
    }
  }

  private send(watcher: Watcher, { type, object }: Seen): void {
    watcher.push(watcher.representation.encode(type, object, !watcher.hasBegun));
    watcher.hasBegun = true;
  }

  private publish(key: string, change: Change): void {
    const watchers = this.watchers.get(key);
    if (!watchers) return;
    /** By representation, type and whether it is a first line: shared by all who see the same. */
    const lines = new Map<string, string>();
    for (const watcher of watchers) {
      const seen = seenBy(watcher, change);
      if (!seen) continue;
      const { representation } = watcher;
      const isFirst = representation.isFirstDifferent && !watcher.hasBegun;
      const place = `${seen.type}${isFirst ? '!' : ' '}${representation.key}`;
      let line = lines.get(place);
      if (line === undefined) {
        line = representation.encode(seen.type, seen.object, isFirst);
        lines.set(place, line);
      }
      watcher.hasBegun = true;
      watcher.push(line);
    }
  }
}

/** An object that begins to match a selection is added for the watcher, one that no longer matches is deleted. */
function seenBy(watcher: Watcher, change: Change): Seen | null {
  const { resource, selection } = watcher;
  const { type, object, before } = change;
  if (!watcher.isSelective) {
    return selection.namespace === '' || change.key.startsWith(`${selection.namespace}/`)
      ? { type, object }
      : null;
  }
  const matches = type !== 'DELETED' && isSelected(object, resource, selection);
  const matched = before !== null && isSelected(before, resource, selection);
  if (matches) return { type: matched ? 'MODIFIED' : 'ADDED', object };
  if (!matched || before === null) return null;
  // The object as it was when it last matched, with the resourceVersion of this change.
  return { type: 'DELETED', object: type === 'DELETED' ? object : withVersionOf(before, object) };
}

function withVersionOf(before: JsonObject, object: JsonObject): JsonObject {
  const metadata = before.metadata as JsonObject;
  const { resourceVersion } = object.metadata as JsonObject;
  return { ...before, metadata: { ...metadata, resourceVersion } };
}
