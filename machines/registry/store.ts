/**
 * The storage: objects by key, one resourceVersion that rises with every change of any of them, and for each resource
 * the last changes, from which watches and lists of an earlier moment are served. Bounded in objects, bytes and
 * history; etcd's own messages say when a bound is reached (go.etcd.io/etcd api/v3/v3rpc/rpctypes/error.go).
 */
import { type JsonObject, withValueAt } from './json.ts';
import { type Change, Shelf, sizeOf } from './shelf.ts';
import { expired, storageError } from './status.ts';

export interface StoreLimits {
  readonly objects: number;
  readonly bytes: number;
  /** Of one object: etcd's `--max-request-bytes`. */
  readonly objectBytes: number;
  /** Of each resource. */
  readonly historyEvents: number;
  readonly historyBytes: number;
}

export const STORE_LIMITS: StoreLimits = {
  objects: 10_000,
  bytes: 64 * 1024 * 1024,
  objectBytes: 1.5 * 1024 * 1024,
  historyEvents: 1_000,
  historyBytes: 16 * 1024 * 1024,
};

/** `namespace/name`, or the name alone; the order of keys is the order of lists. */
export function objectKey(namespace: string, name: string): string {
  return namespace === '' ? name : `${namespace}/${name}`;
}

export class Store {
  readonly limits: StoreLimits;
  private readonly shelves = new Map<string, Shelf>();
  private version: number;
  private count = 0;
  private bytes = 0;
  /** When a resource was last dropped: what came before is known of no resource that is new. */
  private lastDrop = 0;
  /** Told of each change after it is made. */
  onChange: ((resource: string, change: Change) => void) | null = null;

  constructor(limits: StoreLimits = STORE_LIMITS, version = 0) {
    this.limits = limits;
    this.version = version;
  }

  /** The resourceVersion of the last change of anything. */
  get resourceVersion(): number {
    return this.version;
  }

  get objectCount(): number {
    return this.count;
  }

  /** A store with the same content: it costs as much as there are resources, not objects. */
  copy(): Store {
    const copy = new Store(this.limits, this.version);
    copy.count = this.count;
    copy.bytes = this.bytes;
    copy.lastDrop = this.lastDrop;
    for (const [resource, shelf] of this.shelves) {
      shelf.isShared = true;
      const shared = new Shelf(shelf);
      shared.isShared = true;
      copy.shelves.set(resource, shared);
    }
    return copy;
  }

  get(resource: string, key: string): JsonObject | null {
    return this.shelves.get(resource)?.objects.get(key) ?? null;
  }

  /** The keys of a resource in order. */
  keys(resource: string): readonly string[] {
    const shelf = this.shelves.get(resource);
    if (!shelf) return [];
    shelf.sortedKeys ??= [...shelf.objects.keys()].sort();
    return shelf.sortedKeys;
  }

  /** All objects of a resource in the order of their keys. */
  list(resource: string): JsonObject[] {
    return this.keys(resource).map(key => this.get(resource, key) as JsonObject);
  }

  /** Writes an object, new or not, and gives it its resourceVersion. Throws when it finds no room. */
  put(resource: string, key: string, object: JsonObject): JsonObject {
    const shelf = this.shelfOf(resource);
    const before = shelf.objects.get(key) ?? null;
    const version = this.version + 1;
    const stored = withVersion(object, version);
    const size = sizeOf(stored);
    const freed = before === null ? 0 : sizeOf(before);
    if (size > this.limits.objectBytes) throw storageError('etcdserver: request is too large');
    if (
      (before === null && this.count >= this.limits.objects) ||
      this.bytes + size - freed > this.limits.bytes
    )
      throw storageError('etcdserver: mvcc: database space exceeded');
    shelf.own();
    shelf.objects.set(key, stored);
    if (before === null) {
      shelf.sortedKeys = null;
      this.count++;
    }
    this.bytes += size - freed;
    this.version = version;
    this.remember(resource, shelf, {
      type: before === null ? 'ADDED' : 'MODIFIED',
      key,
      resourceVersion: version,
      before,
      object: stored,
    });
    return stored;
  }

  /** Takes an object away; what comes back is its last state. Throws when there is none. */
  remove(resource: string, key: string): JsonObject {
    const shelf = this.shelfOf(resource);
    const before = shelf.objects.get(key);
    if (!before) throw new Error(`no object ${resource} ${key}`);
    shelf.own();
    shelf.objects.delete(key);
    shelf.sortedKeys = null;
    this.count--;
    this.bytes -= sizeOf(before);
    this.version++;
    const object = withVersion(before, this.version);
    this.remember(resource, shelf, {
      type: 'DELETED',
      key,
      resourceVersion: this.version,
      before,
      object,
    });
    return object;
  }

  /** Forgets a resource with all its objects, without a change for each: its definition is gone. */
  drop(resource: string): void {
    const shelf = this.shelves.get(resource);
    if (!shelf) return;
    for (const object of shelf.objects.values()) this.bytes -= sizeOf(object);
    this.count -= shelf.objects.size;
    this.lastDrop = this.version;
    this.shelves.delete(resource);
  }

  /** The oldest resourceVersion from which the changes of a resource are known. */
  compactedTo(resource: string): number {
    return this.shelves.get(resource)?.compactedTo ?? this.lastDrop;
  }

  /** The changes of a resource after a resourceVersion; null when some of them are forgotten. */
  changesAfter(resource: string, resourceVersion: number): readonly Change[] | null {
    const shelf = this.shelves.get(resource);
    if (resourceVersion < this.compactedTo(resource)) return null;
    if (!shelf) return [];
    return shelf.changesAfter(resourceVersion);
  }

  /** The objects of a resource as they were at a resourceVersion. Throws a 410 when that is too long ago. */
  listAt(resource: string, resourceVersion: number): ReadonlyMap<string, JsonObject> {
    const changes = this.changesAfter(resource, resourceVersion);
    if (changes === null) throw expired('The resourceVersion for the provided list is too old.');
    const objects = this.shelves.get(resource)?.objects ?? new Map<string, JsonObject>();
    if (changes.length === 0) return objects;
    const past = new Map(objects);
    for (let index = changes.length - 1; index >= 0; index--) {
      const { key, before } = changes[index] as Change;
      if (before === null) past.delete(key);
      else past.set(key, before);
    }
    return past;
  }

  private shelfOf(resource: string): Shelf {
    let shelf = this.shelves.get(resource);
    if (!shelf) {
      shelf = new Shelf();
      shelf.compactedTo = this.lastDrop;
      this.shelves.set(resource, shelf);
    }
    return shelf;
  }

  private remember(resource: string, shelf: Shelf, change: Change): void {
    const { history } = shelf;
    history.push(change);
    shelf.historyBytes += sizeOf(change.object);
    // The array is cut only now and then: cutting it at every change would cost its length each time.
    const { historyEvents, historyBytes } = this.limits;
    let forgotten = 0;
    if (history.length >= historyEvents + historyEvents / 4) forgotten = history.length - historyEvents;
    let bytes = shelf.historyBytes;
    for (let index = 0; index < forgotten; index++) bytes -= sizeOf((history[index] as Change).object);
    while (bytes > historyBytes && forgotten < history.length - 1)
      bytes -= sizeOf((history[forgotten++] as Change).object);
    if (forgotten > 0) {
      shelf.compactedTo = (history[forgotten - 1] as Change).resourceVersion;
      history.splice(0, forgotten);
      shelf.historyBytes = bytes;
    }
    this.onChange?.(resource, change);
  }
}

function withVersion(object: JsonObject, version: number): JsonObject {
  return withValueAt(object, ['metadata', 'resourceVersion'], String(version));
}
