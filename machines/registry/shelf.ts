/** The objects of one resource, and its last changes. */
import { encodeObject } from './encode.ts';
import { byteLength, type JsonObject } from './json.ts';

export type ChangeType = 'ADDED' | 'MODIFIED' | 'DELETED';

/** One change of one object. */
export interface Change {
  readonly type: ChangeType;
  readonly key: string;
  readonly resourceVersion: number;
  /** The object before; null when it was made. */
  readonly before: JsonObject | null;
  /** The object after; of a deletion its last state, with the resourceVersion of the deletion. */
  readonly object: JsonObject;
}

/** The objects of one resource. Copies share what they have not changed. */
export class Shelf {
  objects: Map<string, JsonObject>;
  history: Change[];
  historyBytes: number;
  /** A list or watch from an earlier resourceVersion cannot be served. */
  compactedTo: number;
  sortedKeys: readonly string[] | null;
  isShared = false;

  constructor(from: Shelf | null = null) {
    this.objects = from?.objects ?? new Map();
    this.history = from?.history ?? [];
    this.historyBytes = from?.historyBytes ?? 0;
    this.compactedTo = from?.compactedTo ?? 0;
    this.sortedKeys = from?.sortedKeys ?? null;
  }

  /** Before a change: takes what it shares as its own. */
  own(): void {
    if (!this.isShared) return;
    this.objects = new Map(this.objects);
    this.history = [...this.history];
    this.isShared = false;
  }

  /** The changes after a resourceVersion. */
  changesAfter(resourceVersion: number): readonly Change[] {
    return this.history.slice(firstAfter(this.history, resourceVersion));
  }
}

/** The place of the first change after a resourceVersion: the history is in order. */
function firstAfter(history: readonly Change[], resourceVersion: number): number {
  let low = 0;
  let high = history.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if ((history[middle] as Change).resourceVersion <= resourceVersion) low = middle + 1;
    else high = middle;
  }
  return low;
}

const SIZES = new WeakMap<JsonObject, number>();

/** The bytes of an object as JSON. */
export function sizeOf(object: JsonObject): number {
  let size = SIZES.get(object);
  if (size === undefined) {
    size = byteLength(encodeObject(object));
    SIZES.set(object, size);
  }
  return size;
}
