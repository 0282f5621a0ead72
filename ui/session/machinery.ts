/**
 * The machines and the simulation, fetched when the page has been painted for the first time: its regions stand before
 * anything happens in them.
 */
import { createStore } from './store.ts';

export type Machinery = typeof import('./machinery-parts.ts');

/** null until it has been fetched. */
export const machineryStore = createStore<Machinery | null>(null);

let fetching: Promise<Machinery> | null = null;

/** Fetches it once. Rejects when it cannot be had: the next call tries again. */
export function loadMachinery(): Promise<Machinery> {
  fetching ??= fetchMachinery().catch((error: unknown) => {
    fetching = null;
    throw error;
  });
  return fetching;
}

async function fetchMachinery(): Promise<Machinery> {
  await painted();
  const machinery = await import('./machinery-parts.ts');
  machineryStore.set(machinery);
  return machinery;
}

/** A page that is never seen, such as one in the background, is not waited for any longer. */
const LONGEST_WAIT_MS = 1000;

/** Resolves when the page has been painted for the first time. */
function painted(): Promise<void> {
  if (!PerformanceObserver.supportedEntryTypes.includes('paint') || document.visibilityState === 'hidden')
    return Promise.resolve();
  return new Promise(resolve => {
    setTimeout(resolve, LONGEST_WAIT_MS);
    new PerformanceObserver((entries, observer) => {
      if (entries.getEntriesByName('first-contentful-paint').length === 0) return;
      observer.disconnect();
      resolve();
    }).observe({ type: 'paint', buffered: true });
  });
}
