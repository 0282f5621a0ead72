/** The step of the lineage that the shown run is on: its lifecycle and its process are drawn as that version has them. */
import type { Lineage } from '../../machines/lineage.ts';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';

export function useLineage(player: Player): Lineage {
  return useStore(player.store, ({ source }) => lineageShown(source));
}
