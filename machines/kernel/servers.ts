/** The chain of servers at its start: each is prepared, and registers its paths in its time. */
import { installedBy, type ServerName } from '../servers/chain.ts';
import { type Draft, emit, lifecycleContext, schedule } from './draft.ts';

/** The timers of the chain of servers, which are no machines. */
export const SERVERS_TIMER = 'servers';

/** `PrepareRun` of each server; those that register paths later are waited for. */
export function prepareServers(draft: Draft, cause: readonly number[]): void {
  const { lineage } = lifecycleContext(draft);
  const prepared = draft.muxDelays.map(({ name }) => [
    emit(draft, { type: 'server.prepared', name, installs: installedBy(lineage), cause }),
  ]);
  draft.muxDelays.forEach(({ name, delay }, index) => {
    const why = prepared[index] ?? cause;
    if (delay === 0) completeMux(draft, name, why);
    else if (delay !== 'never') schedule(draft, SERVERS_TIMER, name, name, delay, why);
  });
}

export function completeMux(draft: Draft, name: ServerName, cause: readonly number[]): void {
  draft.muxCompleted[name] = emit(draft, { type: 'server.muxCompleted', name, cause });
}
