/**
 * The insecure port of the simulated server. It stops with the stop channel itself (cmd/kube-apiserver/app/server.go up
 * to 1.19): at the signal, whatever the shutdown delay says, and nobody waits for it.
 */
import { hasInsecurePort } from '../filters/order.ts';
import type { Run } from './run.ts';
import { closeConnection } from './server.ts';

/** Opens it, where the version has one and the scenario wants it. */
export function openInsecure(run: Run): void {
  const port = run.scenario.server['insecure-port'];
  if (port === 0 || !hasInsecurePort(run.scenario.lineage)) return;
  run.state.insecureListening = true;
  run.emit({ type: 'insecurePort.changed', address: `127.0.0.1:${port}`, open: true });
}

/** Takes nobody any more, and closes what is idle; the rest closes with its response. */
export function stopInsecure(run: Run, cause: readonly number[]): void {
  const { state } = run;
  if (!state.insecureListening) return;
  state.insecureListening = false;
  state.insecureStopping = true;
  const address = `127.0.0.1:${run.scenario.server['insecure-port']}`;
  run.emit({ type: 'insecurePort.changed', address, open: false, cause });
  for (const connection of [...state.connections.values()])
    if (connection.port === 'insecure' && connection.state === 'idle')
      closeConnection(run, connection, 'server', cause);
}
