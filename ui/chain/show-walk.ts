/** Turns the side panel to a request's way through the chain. */
import { changePanel } from '../panel/panel-store.ts';
import type { Player } from '../session/player.ts';

export function showWalkOf(player: Player, request: string): void {
  changePanel({ tab: 'Chain', chain: 'handlers' });
  player.pick({ kind: 'request', id: request }, performance.now());
}
