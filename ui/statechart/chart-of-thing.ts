/** The statechart of a thing: its own machine, or the one that decides about it. */
import { serverTable } from '../../machines/view/table-history.ts';
import { ThingEvents } from '../../machines/view/thing-events.ts';
import { changePanel } from '../panel/panel-store.ts';
import type { Player } from '../session/player.ts';
import type { Thing } from '../session/run-source.ts';

/** Turns the side panel to the statechart of a thing. */
export function showChartOf(player: Player, thing: Thing): void {
  changePanel({ tab: 'Statechart', ...chartOf(player, thing) });
}

function chartOf(player: Player, thing: Thing): { readonly machine: string; readonly row: string | null } {
  switch (thing.kind) {
    case 'request':
    case 'connection': {
      const { source } = player.store.get();
      const events = source ? new ThingEvents(thing, source.index).upTo(source.index.count) : [];
      const otherwise = thing.kind === 'request' ? 'short-request' : 'h2-connection';
      return { machine: serverTable(events) ?? otherwise, row: thing.id };
    }
    // A hook is no machine: the regions that start it and wait for it are the lifecycle's.
    case 'hook':
      return { machine: 'lifecycle', row: null };
    case 'probe':
      return { machine: `probe/${thing.client}`, row: null };
    case 'process':
      return { machine: 'process', row: null };
  }
}
