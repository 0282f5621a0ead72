/** What happens when a task of the simulated network is due. */
import { closeService, turnService } from './api-services.ts';
import { auditDue } from './audit.ts';
import { hookCall, openNamed, probe, sendScripted, tick, watch } from './clients.ts';
import { accept, becomeReady, clientClosed, giveUp, readGoaway, refuse, settle } from './connections.ts';
import { injectScripted } from './faults.ts';
import { endHook } from './hooks.ts';
import { openInsecure } from './insecure-port.ts';
import { ADDRESS } from './port.ts';
import type { Run } from './run.ts';
import { abort, arrive, closeConnection, expire, finish, goAway } from './server.ts';
import type { SimTask } from './state.ts';

/** Does what a task says; one whose request or connection is gone does nothing. */
export function perform(run: Run, task: SimTask): void {
  const { scenario, state } = run;
  const client =
    'client' in task ? scenario.clients.find(candidate => candidate.name === task.client) : undefined;
  const request = 'request' in task ? run.request(task.request) : undefined;
  const connection = 'connection' in task ? run.connection(task.connection) : undefined;
  switch (task.kind) {
    case 'listen':
      if (run.view.exited) return;
      state.listening = true;
      openInsecure(run);
      return run.feed({ type: 'listener.opened', address: ADDRESS });
    case 'script': {
      const entry = scenario.script[task.index];
      if (!entry?.request?.afterGoaway) state.scriptLeft--;
      if (entry?.signal) run.feed({ type: 'signal', signal: entry.signal, by: 'script' });
      if (entry?.request) sendScripted(run, entry.request);
      if (entry?.fault) injectScripted(run, entry.fault);
      if (entry?.apiService) turnService(run, entry.apiService);
      return;
    }
    case 'tick':
      return client?.kind === 'steady' ? tick(run, client) : undefined;
    case 'probe':
      return client?.kind === 'probe' ? probe(run, client) : undefined;
    case 'watch':
      return client?.kind === 'watch' ? watch(run, client) : undefined;
    case 'openConnection':
      return openNamed(run, task.index);
    case 'accept':
      return connection ? accept(run, connection) : undefined;
    case 'ready':
      return connection ? becomeReady(run, connection) : undefined;
    case 'refused':
      return connection ? refuse(run, connection) : undefined;
    case 'arrive':
      return request ? arrive(run, request) : undefined;
    case 'finish':
      return request && !(request.stalled && request.handling?.kind !== 'watch')
        ? finish(run, request)
        : undefined;
    case 'endWatch':
      return request && !request.stalled ? finish(run, request) : undefined;
    case 'deadline':
      return request ? expire(run, request) : undefined;
    case 'reply':
      return request?.reply
        ? settle(run, request.id, request.reply.outcome, request.reply.status)
        : undefined;
    case 'giveUp':
      return request ? giveUp(run, request) : undefined;
    case 'abandon':
      return request ? abort(run, request, 'client', false) : undefined;
    case 'goawayRead':
      return connection && connection.state !== 'closed' ? readGoaway(run, connection) : undefined;
    case 'linger':
      return connection ? closeConnection(run, connection, 'server') : undefined;
    case 'idle':
      if (!connection || connection.idleEpoch !== task.epoch || connection.open > 0) return;
      return connection.protocol === 'h2'
        ? goAway(run, connection, [])
        : closeConnection(run, connection, 'timeout');
    case 'clientClose':
      return connection ? clientClosed(run, connection) : undefined;
    case 'auditDue':
      return auditDue(run, task.since);
    case 'hook':
      return endHook(run, task.phase, task.name);
    case 'apiServiceDown':
      return closeService(run, task.name);
    case 'hookCall':
      return run.view.exited ? undefined : hookCall(run, task.name, task.index);
  }
}
