/** Which table of coordinates fits the window. */
import { useSyncExternalStore } from 'react';
import type { LayoutName } from '../../machines/view/drawing/geometry.ts';

const NARROW = '(max-width: 720px)';
const COMPACT = '(max-width: 379px)';

function subscribe(listener: () => void): () => void {
  const queries = [NARROW, COMPACT].map(query => window.matchMedia(query));
  for (const query of queries) query.addEventListener('change', listener);
  return () => {
    for (const query of queries) query.removeEventListener('change', listener);
  };
}

function current(): LayoutName {
  if (window.matchMedia(COMPACT).matches) return 'compact';
  return window.matchMedia(NARROW).matches ? 'narrow' : 'wide';
}

export function useLayoutName(): LayoutName {
  return useSyncExternalStore(subscribe, current);
}
