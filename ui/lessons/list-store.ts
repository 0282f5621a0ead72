/** Whether the list of lessons is open. */
import { createStore } from '../session/store.ts';

export const listStore = createStore<boolean>(false);

export function showLessons(): void {
  listStore.set(true);
}

export function hideLessons(): void {
  listStore.set(false);
}
