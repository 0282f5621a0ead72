/** A value that can be watched: four verbs, and a React hook that stands on them. */
import { useRef, useSyncExternalStore } from 'react';

export interface Store<T> {
  get(): T;
  set(next: T): void;
  subscribe(listener: () => void): () => void;
}

export function createStore<T>(initial: T): Store<T> {
  let value = initial;
  const listeners = new Set<() => void>();
  return {
    get: () => value,
    set: next => {
      if (Object.is(next, value)) return;
      value = next;
      for (const listener of listeners) listener();
    },
    subscribe: listener => {
      listeners.add(listener);
      return () => listeners.delete(listener);
    },
  };
}

/**
 * What `select` makes of the store's value. A component is drawn again only when that differs; `isEqual` decides for
 * selections that are made anew each time.
 */
export function useStore<T, S>(
  store: Store<T>,
  select: (value: T) => S,
  isEqual: (a: S, b: S) => boolean = Object.is,
): S {
  const last = useRef<{ readonly of: T; readonly by: (value: T) => S; readonly selected: S } | null>(null);
  const snapshot = (): S => {
    const value = store.get();
    const previous = last.current;
    // What a selection knows besides the value may have changed with it.
    if (previous?.by === select && Object.is(previous.of, value)) return previous.selected;
    const selected = select(value);
    const kept = previous && isEqual(previous.selected, selected) ? previous.selected : selected;
    last.current = { of: value, by: select, selected: kept };
    return kept;
  };
  return useSyncExternalStore(store.subscribe, snapshot);
}

/** Whether two selections have the same entries. */
export function shallowEqual<T extends object>(a: T, b: T): boolean {
  const keys = Object.keys(a) as (keyof T)[];
  return keys.length === Object.keys(b).length && keys.every(key => Object.is(a[key], b[key]));
}
