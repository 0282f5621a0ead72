/** The moment that the panel explains and the map underlines. */
import type { SignalName } from '../../machines/signals.ts';
import { useMapOf } from '../map/use-map-plan.ts';
import { lineageShown } from '../session/lineage-shown.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { attentionOf } from './attention.ts';

export function useAttention(player: Player): SignalName {
  const mapOf = useMapOf(useStore(player.store, ({ source }) => lineageShown(source)));
  return useStore(player.store, ({ selected, view, source }) => {
    const plan = source?.plan ?? null;
    return attentionOf(
      selected,
      view,
      plan,
      mapOf?.(plan?.sendRetryAfter ?? source?.sendRetryAfter ?? false),
    );
  });
}
