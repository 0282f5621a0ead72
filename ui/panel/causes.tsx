/** The events that led to an event, nearest first. */
import type { RunEvent } from '../../machines/recording/events.ts';
import { causesOf } from '../../machines/view/causes.ts';
import type { Player } from '../session/player.ts';
import { tr } from '../words/language.ts';
import { EventList } from './event-list.tsx';

export function Causes({ player, event }: { readonly player: Player; readonly event: RunEvent | undefined }) {
  const index = player.store.get().source?.index;
  const causes = index && event ? causesOf(event, seq => index.bySeq(seq)) : [];
  if (causes.length === 0) return null;
  return (
    <>
      <h3>{tr('Because')}</h3>
      <EventList player={player} events={causes} label={tr('Because')} />
    </>
  );
}
