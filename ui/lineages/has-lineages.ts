/** Whether there is a scenario that other lineages can run: an imported log has none. */
import type { RunSource } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';

export function canChangeLineage(source: Pick<RunSource, 'mode' | 'header'> | null): boolean {
  return source !== null && (source.mode !== 'replay' || source.header?.scenario != null);
}

export function hasLineages(session: Session): boolean {
  return canChangeLineage(session.player.store.get().source);
}
