/** Actions of the machines: what they bring about. */
import type { EventObject } from 'xstate';
import { signalPredecessors } from '../lifecycle/lineage-facts.ts';
import { AUDIT_HOOK, auditStopsInHook } from '../lineage.ts';
import type { SignalName } from '../signals.ts';
import { millis } from '../time.ts';
import { accept } from './accept.ts';
import { type Draft, emit, lifecycleContext, schedule, send } from './draft.ts';
import type { KernelEffect } from './effect.ts';
import { SERVERS_TIMER } from './servers.ts';

/** Carries out one action of a machine: inside the kernel where it can, else as an effect for the ports. */
export function perform(
  draft: Draft,
  machine: string,
  type: string,
  params: unknown,
  cause: readonly number[],
): void {
  switch (type) {
    case 'xstate.raise': {
      const { event, delay, id } = params as { event: EventObject; delay?: number; id?: string };
      // A raise without a delay has happened inside the transition already.
      if (delay !== undefined && Number.isFinite(delay))
        schedule(draft, machine, id ?? event.type, event.type, millis(delay), cause);
      return;
    }
    case 'xstate.cancel': {
      const { sendId } = params as { sendId: string };
      draft.timers = draft.timers.filter(timer => timer.id !== `${machine}:${sendId}`);
      return;
    }
    case 'fireSignal': {
      fireSignal(draft, (params as { name: SignalName }).name, cause);
      return;
    }
    case 'requestStop':
      send(draft, 'lifecycle', { type: 'stop.requested' }, cause);
      return;
    case 'runAudit':
      return;
    case 'closePostStartContexts':
      // Nobody outside asks for it where nothing is left running.
      if (lifecycleContext(draft).background.length > 0) draft.effects.push({ effect: { type }, cause });
      return;
    case 'finishAuditHook': {
      const finished = {
        type: 'hook.finished',
        phase: 'preShutdown',
        name: AUDIT_HOOK,
        error: null,
      } as const;
      const event: EventObject & { panicked: boolean } = { ...finished, panicked: false };
      send(draft, 'lifecycle', event, [emit(draft, { ...finished, cause })]);
      return;
    }
    case 'shutdownAudit': {
      const stopped = [emit(draft, { type: 'audit.shutdown', cause })];
      send(draft, 'lifecycle', { type: 'audit.stopped' }, stopped);
      return;
    }
    case 'runPostStartHooks':
      for (const name of (params as { names: readonly string[] }).names)
        startHook(draft, 'postStart', name, cause);
      return;
    case 'notifySystemd':
      draft.effects.push({ effect: { type, state: 'READY=1' }, cause });
      return;
    case 'runHook': {
      const { phase, name } = params as { phase: 'postStart' | 'preShutdown'; name: string };
      startHook(draft, phase, name, cause);
      return;
    }
    case 'returnFromRun': {
      const { error } = params as { error: string | null };
      const noted =
        error === null ? cause : [emit(draft, { type: 'note', text: `Run returned: ${error}`, cause })];
      // The goroutine that runs goes on before those it has woken: when nothing keeps the process alive, they never run.
      draft.queue.unshift({
        machine: 'process',
        event: { type: 'run.returned', error } as EventObject,
        cause: noted,
      });
      return;
    }
    case 'crash':
      send(draft, 'process', { type: 'process.crashed', ...(params as object) }, cause);
      return;
    case 'killProcess':
      accept(draft, { type: 'signal', signal: 'SIGKILL', by: 'kubelet' }, cause);
      return;
    case 'exitProcess': {
      const exit = params as Extract<KernelEffect, { type: 'exitProcess' }>;
      const exited = [emit(draft, { type: 'process.exited', code: exit.code, reason: exit.reason, cause })];
      // The process is gone: none of its timers fires any more.
      draft.timers = draft.timers.filter(
        timer => !['lifecycle', 'process', SERVERS_TIMER].includes(timer.machine),
      );
      draft.queue.length = 0;
      // Nor does it do what its goroutines wanted in the very step that ends it.
      draft.effects.length = 0;
      send(draft, 'kubelet', { type: 'process.exited' }, exited);
      draft.effects.push({
        effect: { type: 'exitProcess', code: exit.code, reason: exit.reason },
        cause: exited,
      });
      return;
    }
    case 'reportVerdict': {
      const client = machine.slice('probe/'.length);
      emit(draft, {
        type: 'probe.changed',
        client,
        target: 'apiserver',
        healthy: (params as { healthy: boolean }).healthy,
        cause,
      });
      return;
    }
    case 'openListener':
    case 'closeListener':
    case 'sendGoaways':
    case 'pollConnections':
    case 'beginDrain':
      draft.effects.push({ effect: { type }, cause });
      return;
    case 'beginWatchDrain': {
      const { floorPerSecond, graceMs } = params as { floorPerSecond: number; graceMs: number };
      draft.effects.push({ effect: { type, floorPerSecond, graceMs }, cause });
      return;
    }
    default:
      // What is left are assignments, which have happened inside the transition.
      return;
  }
}

function startHook(
  draft: Draft,
  phase: 'postStart' | 'preShutdown',
  name: string,
  cause: readonly number[],
): void {
  const started = [emit(draft, { type: 'hook.started', phase, name, cause })];
  if (phase === 'preShutdown' && name === AUDIT_HOOK && auditStopsInHook(lifecycleContext(draft).lineage)) {
    const called = [emit(draft, { type: 'audit.shutdown', cause: started })];
    send(draft, 'lifecycle', { type: 'audit.shutdownCalled' }, called);
    return;
  }
  draft.effects.push({ effect: { type: 'runHook', phase, name }, cause: started });
}

/** A latch: fires once, tells everybody who waits, and names what it waited for as its cause. */
function fireSignal(draft: Draft, name: SignalName, cause: readonly number[]): void {
  if (draft.fired[name] !== undefined) return;
  const { lineage, sendRetryAfter } = lifecycleContext(draft);
  const waitedFor = (signalPredecessors(lineage, sendRetryAfter)[name] ?? []).flatMap(
    signal => draft.fired[signal] ?? [],
  );
  const completed = name === 'MuxAndDiscoveryComplete' ? Object.values(draft.muxCompleted) : [];
  const causes = [...new Set([...waitedFor, ...completed, ...cause])].sort((a, b) => a - b);
  const seq = emit(draft, { type: 'signal.fired', name, cause: causes });
  draft.fired[name] = seq;
  send(draft, 'lifecycle', { type: `${name}.fired` }, [seq]);
}
