/** The kernel's effects on the simulated network. */
import type { CausedEffect } from '../kernel/effect.ts';
import { hasStopChannel, runWaitsForServer } from '../lineage.ts';
import { announceServices } from './api-services.ts';
import { answerDrains, endWatches } from './drain.ts';
import { endBackground, startHook } from './hooks.ts';
import type { Run } from './run.ts';
import { abort, closeConnection, goAway, isStale, requestsOn } from './server.ts';
import { LISTEN_DELAY, type SimRequest } from './state.ts';

/** The address that a simulated server says it listens on. */
export const ADDRESS = '127.0.0.1:6443';

/** Carries out an effect of the kernel on the simulated network. */
export function carryOut(run: Run, { effect, cause }: CausedEffect): void {
  const { state } = run;
  switch (effect.type) {
    case 'openListener':
      return run.after(LISTEN_DELAY, { kind: 'listen' });
    case 'closeListener':
      state.listening = false;
      return run.feed({ type: 'listener.closed', address: ADDRESS }, cause);
    case 'sendGoaways':
      // As in Go, a connection whose TLS handshake is not over is not told: what is asked on it later gets a 503.
      for (const connection of [...state.connections.values()]) {
        if (connection.ready) goAway(run, connection, cause);
      }
      return;
    case 'pollConnections': {
      for (const connection of [...state.connections.values()]) {
        const isIdle =
          connection.state === 'idle' || (connection.state === 'new' && isStale(run, connection));
        if (
          connection.protocol === 'http/1.1' &&
          connection.port === 'secure' &&
          connection.accepted &&
          isIdle
        )
          closeConnection(run, connection, 'server', cause);
      }
      const isAnyLeft = [...state.connections.values()].some(
        connection => connection.accepted && connection.port === 'secure' && connection.state !== 'closed',
      );
      return run.feed({ type: 'connections.polled', quiescent: !isAnyLeft }, cause);
    }
    case 'runHook':
      return startHook(run, effect.phase, effect.name);
    case 'notifySystemd':
      run.emit({ type: 'systemd.notified', state: effect.state, cause });
      return announceServices(run, cause);
    case 'closePostStartContexts':
      return endBackground(run, cause);
    case 'beginDrain':
      state.drainAwaited = true;
      run.emit({
        type: 'drain.changed',
        nonLongRunning: state.counts.nonLongRunning,
        watches: state.counts.watches,
        cause,
      });
      return answerDrains(run, cause);
    case 'beginWatchDrain':
      state.watchDrainAwaited = true;
      endWatches(run, effect.floorPerSecond, effect.graceMs);
      return answerDrains(run, cause);
    case 'exitProcess':
      state.listening = false;
      state.insecureListening = false;
      for (const connection of [...state.connections.values()]) {
        if (!connection.accepted) continue;
        for (const request of requestsOn(run, connection)) {
          abort(run, request, 'exit', false);
          loseReply(run, request);
        }
        closeConnection(run, connection, 'reset', cause);
      }
      return;
  }
}

/**
 * A response that is on its way when the process exits: where `Run` has not waited for the server, nobody knows whether
 * it was written. The recorded servers of 1.17 lost it in some runs and not in others.
 */
function loseReply(run: Run, request: SimRequest): void {
  const { lineage } = run.scenario;
  const isWritten = runWaitsForServer(lineage) || !hasStopChannel(lineage);
  if (isWritten || request.settled || request.served !== 'responded') return;
  if (run.random.unit() < 0.5) request.reply = { outcome: 'reset', status: null };
}
