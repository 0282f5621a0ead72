/** What is said of a file that is read: that it cannot be shown, and how far the reading is. */
import { changeFiles, type FileMessage, type NextStep } from './files-store.ts';

/** What takes longer shows how far it is. */
const PATIENCE_MS = 300;
const PROGRESS_EVERY_MS = 100;

/** Says why a file is not shown, and what can be done. */
export function fail(says: FileMessage['says'], steps: readonly NextStep[] = []): void {
  changeFiles({ message: { tone: 'danger', says, steps } });
}

/** Shows how far the reading is, once it has taken long enough to ask oneself. */
export function progressOf(name: string, size: number, cancel: () => void): (bytes: number) => void {
  let next = performance.now() + PATIENCE_MS;
  return bytes => {
    const now = performance.now();
    if (now < next) return;
    next = now + PROGRESS_EVERY_MS;
    changeFiles({ reading: { name, share: size === 0 ? 1 : bytes / size, cancel } });
  };
}
