/** What a person or the script makes go wrong, on the simulated network. */
import type { HookPhase } from '../recording/events.ts';
import { describeFault, type Fault, type FaultResult, HOOK_FAULT } from '../traffic/fault.ts';
import { obstacle } from '../traffic/fault-obstacles.ts';
import { byName } from './clients.ts';
import { giveUp } from './connections.ts';
import type { Run } from './run.ts';
import { closeConnection } from './server.ts';
import { hookKey } from './state.ts';

/** Carries a fault out now, or says why it cannot be; then nothing has happened. */
export function inject(run: Run, fault: Fault): FaultResult {
  const obstacle = obstacleTo(run, fault);
  if (obstacle !== null) return { ok: false, reason: obstacle };
  const seq = run.emit({ type: 'fault.injected', fault });
  carryOut(run, fault, seq);
  return { ok: true };
}

/** Carries a fault of the script out, which names things as the scenario does. That it cannot be is noted. */
export function injectScripted(run: Run, fault: Fault): void {
  const found = inRun(run, fault);
  const result: FaultResult = found ? inject(run, found) : { ok: false, reason: obstacle.noSuchThing() };
  if (!result.ok)
    run.emit({
      type: 'note',
      text: `A fault of the script did not happen, ${describeFault(fault)}: ${result.reason}.`,
    });
}

/** A hook returns: nothing else makes it return again. */
export function finishHook(
  run: Run,
  phase: HookPhase,
  name: string,
  result: { readonly error: string | null; readonly panicked: boolean },
  cause?: readonly number[],
): void {
  run.state.hooks.delete(hookKey(phase, name));
  run.feed({ type: 'hook.finished', phase, name, ...result }, cause);
}

/** The fault with the identities of the run in place of the scenario's names; null when there is no such thing now. */
function inRun(run: Run, fault: Fault): Fault | null {
  switch (fault.kind) {
    case 'request.abort':
    case 'request.stall': {
      const request = [...run.state.requests.values()].find(({ name }) => name === fault.request);
      return request ? { ...fault, request: request.id } : null;
    }
    case 'connection.reset': {
      const connection = byName(run, fault.connection);
      return connection ? { ...fault, connection: connection.id } : null;
    }
    default:
      return fault;
  }
}

/** Why a fault cannot be, in words; null when it can. */
function obstacleTo(run: Run, fault: Fault): string | null {
  if (run.view.exited) return obstacle.exited();
  switch (fault.kind) {
    case 'request.abort': {
      const request = run.request(fault.request);
      if (!request || request.settled) return obstacle.notInFlight(fault.request);
      // A client that has not heard yet that its connection is lost can still give up.
      return request.served === 'responded' || request.served === 'rejected'
        ? obstacle.answerOnItsWay(fault.request)
        : null;
    }
    case 'request.stall': {
      const request = run.request(fault.request);
      if (request?.served !== 'executing') return obstacle.notServed(fault.request);
      return request.stalled ? obstacle.stalledAlready(fault.request) : null;
    }
    case 'connection.reset': {
      const connection = run.connection(fault.connection);
      return !connection?.accepted || connection.state === 'closed'
        ? obstacle.notOpen(fault.connection)
        : null;
    }
    case 'hook.hang':
    case 'hook.fail':
    case 'hook.finish': {
      const hook = run.state.hooks.get(hookKey(fault.phase, fault.name));
      if (hook === undefined) return obstacle.notRunning(fault);
      return fault.kind === 'hook.hang' && hook === 'hanging' ? obstacle.hangsAlready(fault) : null;
    }
    case 'probe.lose':
      return run.scenario.clients.some(({ kind, name }) => kind === 'probe' && name === fault.client)
        ? null
        : obstacle.noProbe(fault.client);
  }
}

function carryOut(run: Run, fault: Fault, seq: number): void {
  const { state } = run;
  switch (fault.kind) {
    case 'request.abort': {
      const request = run.request(fault.request);
      if (!request) return;
      request.fault = seq;
      return giveUp(run, request);
    }
    case 'request.stall': {
      const request = run.request(fault.request);
      if (!request) return;
      request.fault = seq;
      request.stalled = true;
      return;
    }
    case 'connection.reset': {
      const connection = run.connection(fault.connection);
      if (!connection) return;
      for (const id of [...connection.requests, ...connection.waiting]) {
        const request = run.request(id);
        if (request) request.fault = seq;
      }
      return closeConnection(run, connection, 'reset', [seq]);
    }
    case 'hook.hang':
      state.hooks.set(hookKey(fault.phase, fault.name), 'hanging');
      return;
    case 'hook.fail':
    case 'hook.finish': {
      const error = fault.kind === 'hook.fail' ? HOOK_FAULT : null;
      return finishHook(run, fault.phase, fault.name, { error, panicked: false }, [seq]);
    }
    case 'probe.lose': {
      const left = (state.lostProbes.get(fault.client)?.left ?? 0) + fault.count;
      state.lostProbes.set(fault.client, { left, fault: seq });
      return;
    }
  }
}
