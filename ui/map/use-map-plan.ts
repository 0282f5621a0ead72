/** The map of the lineage that is shown. Those before 1.25 are fetched when one of them is. */
import { useEffect } from 'react';
import { atLeast, type Lineage } from '../../machines/lineage.ts';
import type { MapOf } from '../../machines/view/maps/map-plan.ts';
import { mapSince125 } from '../../machines/view/maps/since-1-25.ts';
import { createStore, useStore } from '../session/store.ts';

export type OlderMaps = typeof import('../../machines/view/maps/older.ts');

/** null until somebody has looked at an older version. */
const olderStore = createStore<OlderMaps | null>(null);

/** What is known of the versions before 1.25; null: nobody looks at one, or it is on its way. */
export function useOlderMaps(lineage: Lineage): OlderMaps | null {
  const older = useStore(olderStore, value => value);
  const isOlder = !atLeast(lineage, '1.25');
  useEffect(() => {
    if (isOlder && olderStore.get() === null)
      void import('../../machines/view/maps/older.ts').then(maps => olderStore.set(maps));
  }, [isOlder]);
  return isOlder ? older : null;
}

/** The map of a lineage; null: it is being fetched. */
export function useMapOf(lineage: Lineage): MapOf | null {
  const older = useOlderMaps(lineage);
  if (atLeast(lineage, '1.25')) return mapSince125;
  return older?.mapOfLineage(lineage) ?? null;
}
