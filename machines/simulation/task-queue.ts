/** What is to happen when, soonest first; ties in the order in which they were put in. A binary heap of plain data. */
import type { Instant } from '../time.ts';

interface Entry<T> {
  readonly at: Instant;
  readonly order: number;
  readonly task: T;
}

export class TaskQueue<T> {
  private heap: Entry<T>[];
  private nextOrder: number;

  constructor(copyOf?: TaskQueue<T>) {
    this.heap = copyOf ? [...copyOf.heap] : [];
    this.nextOrder = copyOf ? copyOf.nextOrder : 0;
  }

  get size(): number {
    return this.heap.length;
  }

  /** When the first task is due; null when there is none. */
  get nextAt(): Instant | null {
    return this.heap[0]?.at ?? null;
  }

  push(at: Instant, task: T): void {
    const entry = { at, order: this.nextOrder++, task };
    let index = this.heap.length;
    this.heap.push(entry);
    while (index > 0) {
      const parent = (index - 1) >> 1;
      if (!isBefore(entry, this.heap[parent] as Entry<T>)) break;
      this.heap[index] = this.heap[parent] as Entry<T>;
      index = parent;
    }
    this.heap[index] = entry;
  }

  /** Takes the first task out; null when there is none. */
  pop(): T | null {
    const first = this.heap[0];
    const last = this.heap.pop();
    if (!first || !last) return null;
    if (this.heap.length > 0) this.sink(last);
    return first.task;
  }

  /** Takes out all tasks that are `unwanted`; returns how many there were. */
  remove(unwanted: (task: T) => boolean): number {
    const before = this.heap.length;
    // In order, an array is a heap.
    this.heap = this.heap.filter(({ task }) => !unwanted(task)).sort((a, b) => (isBefore(a, b) ? -1 : 1));
    return before - this.heap.length;
  }

  private sink(entry: Entry<T>): void {
    const { heap } = this;
    let index = 0;
    for (;;) {
      let child = 2 * index + 1;
      if (child >= heap.length) break;
      if (child + 1 < heap.length && isBefore(heap[child + 1] as Entry<T>, heap[child] as Entry<T>)) child++;
      if (!isBefore(heap[child] as Entry<T>, entry)) break;
      heap[index] = heap[child] as Entry<T>;
      index = child;
    }
    heap[index] = entry;
  }
}

function isBefore<T>(a: Entry<T>, b: Entry<T>): boolean {
  return a.at < b.at || (a.at === b.at && a.order < b.order);
}
