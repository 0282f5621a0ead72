/** The kernel's effects on the simulated network. */
import type { CausedEffect } from '../kernel/effect.ts';
import { answerDrains, endWatches } from './drain.ts';
import type { Run } from './run.ts';
import { abort, closeConnection, goAway, isStale, requestsOn } from './server.ts';
import { hookKey, LISTEN_DELAY } from './state.ts';

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
        if (connection.protocol === 'http/1.1' && connection.accepted && isIdle)
          closeConnection(run, connection, 'server', cause);
      }
      const isAnyLeft = [...state.connections.values()].some(
        connection => connection.accepted && connection.state !== 'closed',
      );
      return run.feed({ type: 'connections.polled', quiescent: !isAnyLeft }, cause);
    }
    case 'runHook': {
      const { postStart, preShutdown } = run.scenario.hooks;
      const isNamed = (hook: { readonly name: string }): boolean => hook.name === effect.name;
      const stopping = effect.phase === 'preShutdown' ? preShutdown.find(isNamed) : undefined;
      const hook = stopping ?? postStart.find(isNamed);
      state.hooks.set(hookKey(effect.phase, effect.name), 'running');
      if (hook && hook.takes !== 'never')
        run.after(hook.takes, { kind: 'hook', phase: effect.phase, name: effect.name });
      stopping?.calls.forEach((call, index) => {
        run.after(call.at, { kind: 'hookCall', name: effect.name, index });
      });
      return;
    }
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
      for (const connection of [...state.connections.values()]) {
        if (!connection.accepted) continue;
        for (const request of requestsOn(run, connection)) abort(run, request, 'exit', false);
        closeConnection(run, connection, 'reset', cause);
      }
      return;
  }
}
