/** Draws the menu of a thing while one is open; its code is fetched when the first one is. */
import { lazy, Suspense } from 'react';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { thingMenuStore } from './menu-store.ts';

const ThingMenu = lazy(async () => ({ default: (await import('./thing-menu.tsx')).ThingMenu }));

export function ThingMenuHost({ player }: { readonly player: Player }) {
  const state = useStore(thingMenuStore, value => value);
  if (state === null) return null;
  return (
    <Suspense fallback={null}>
      <ThingMenu player={player} state={state} />
    </Suspense>
  );
}
