/** Inputs: what they mean. */
import type { EventObject } from 'xstate';
import type { ServerName } from '../servers/chain.ts';
import { type Draft, emit, send, timerNamed } from './draft.ts';
import type { KernelInput } from './input.ts';
import { nextUint32 } from './random.ts';
import { completeMux, prepareServers, SERVERS_TIMER } from './servers.ts';

/** What an input means: facts for the recording, events for the machines. */
export function accept(draft: Draft, input: KernelInput, cause: readonly number[]): void {
  switch (input.type) {
    case 'process.start': {
      const started = [emit(draft, { type: 'process.started', cause })];
      prepareServers(draft, started);
      for (const machine of ['process', 'kubelet', 'lifecycle'])
        send(draft, machine, { type: 'process.started' }, started);
      return;
    }
    case 'signal': {
      // A process that is gone receives nothing.
      if (draft.machines.process?.value === 'exited') return;
      const signalled = [emit(draft, { type: 'process.signalled', signal: input.signal, cause })];
      send(draft, 'process', { type: 'process.signalled', signal: input.signal } as EventObject, signalled);
      if (input.signal === 'SIGTERM') send(draft, 'kubelet', { type: 'termination.began' }, signalled);
      return;
    }
    case 'timer.fired': {
      const timer = timerNamed(draft, input.id);
      if (!timer) return;
      draft.timers = draft.timers.filter(candidate => candidate !== timer);
      if (timer.machine === SERVERS_TIMER) return completeMux(draft, timer.event as ServerName, cause);
      send(draft, timer.machine, { type: timer.event }, cause);
      return;
    }
    case 'hook.finished': {
      const { phase, name, error, panicked } = input;
      const finished = [
        emit(draft, {
          type: 'hook.finished',
          phase,
          name,
          error: panicked ? `panic: ${error}` : error,
          cause,
        }),
      ];
      send(draft, 'lifecycle', { ...input }, finished);
      return;
    }
    case 'listener.opened': {
      draft.address = input.address;
      const opened = [emit(draft, { type: 'listener.opened', address: input.address, cause })];
      send(draft, 'lifecycle', { type: 'listener.opened' }, opened);
      return;
    }
    case 'listener.closed': {
      draft.address = null;
      const closed = [emit(draft, { type: 'listener.closed', address: input.address, cause })];
      send(draft, 'lifecycle', { type: 'listener.closed' }, closed);
      return;
    }
    case 'connections.polled': {
      const [value, next] = nextUint32(draft.random);
      draft.random = next;
      const event = { type: input.type, quiescent: input.quiescent, jitter: value / 4_294_967_296 };
      send(draft, 'lifecycle', event as EventObject, cause);
      return;
    }
    case 'probe.answered':
      send(draft, `probe/${input.client}`, { type: input.ok ? 'probe.succeeded' : 'probe.failed' }, cause);
      return;
    case 'readyz.succeeded':
    case 'drain.emptied':
    case 'watches.emptied':
      send(draft, 'lifecycle', { type: input.type }, cause);
      return;
    default: {
      const unknown: never = input;
      throw new Error(`unknown input ${JSON.stringify(unknown)}`);
    }
  }
}
