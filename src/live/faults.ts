/** What a person or the script makes go wrong in a live run: on real streams, real sockets, real handlers. */

import { EXTERNAL_CLIENT } from '../../machines/recording/outcomes.ts';
import { describeFault, type Fault, type FaultResult, HOOK_FAULT } from '../../machines/traffic/fault.ts';
import { obstacle } from '../../machines/traffic/fault-obstacles.ts';
import type { LiveClients } from './clients/clients.ts';
import type { LiveContext } from './context.ts';
import type { LiveHooks } from './hooks.ts';
import type { LiveServer } from './server/server.ts';

export class LiveFaults {
  private readonly context: LiveContext;
  private readonly server: LiveServer;
  private readonly clients: LiveClients;
  private readonly hooks: LiveHooks;

  constructor(context: LiveContext, server: LiveServer, clients: LiveClients, hooks: LiveHooks) {
    this.context = context;
    this.server = server;
    this.clients = clients;
    this.hooks = hooks;
  }

  /** Carries a fault out now, or says why it cannot be; then nothing has happened. */
  inject(fault: Fault): FaultResult {
    const reason = this.obstacleTo(fault);
    if (reason !== null) return { ok: false, reason };
    const seq = this.context.emit({ type: 'fault.injected', fault });
    this.carryOut(fault, [seq]);
    return { ok: true };
  }

  /** Carries a fault of the script out, which names things as the scenario does. That it cannot be is noted. */
  injectScripted(fault: Fault): void {
    const found = this.inRun(fault);
    const result: FaultResult = found ? this.inject(found) : { ok: false, reason: obstacle.noSuchThing() };
    if (result.ok) return;
    const text = `A fault of the script did not happen, ${describeFault(fault)}: ${result.reason}.`;
    this.context.emit({ type: 'note', text });
  }

  /** The fault with the identities of the run in place of the scenario's names; null when there is no such thing now. */
  private inRun(fault: Fault): Fault | null {
    switch (fault.kind) {
      case 'request.abort':
      case 'request.stall': {
        const request = this.clients.requestNamed(fault.request);
        return request === null ? null : { ...fault, request };
      }
      case 'connection.reset': {
        const port = this.clients.portOf(fault.connection);
        const connection = port === null ? null : this.server.connectionFrom(port);
        return connection && { ...fault, connection: connection.id };
      }
      default:
        return fault;
    }
  }

  private obstacleTo(fault: Fault): string | null {
    if (this.context.hasExited()) return obstacle.exited();
    switch (fault.kind) {
      case 'request.abort': {
        const { request } = fault;
        if (this.clients.waitsFor(request)) return null;
        const exchange = this.server.exchangeOf(request);
        return exchange?.connection.client === EXTERNAL_CLIENT
          ? obstacle.notOurs(request)
          : obstacle.notInFlight(request);
      }
      case 'request.stall': {
        const exchange = this.server.exchangeOf(fault.request);
        if (exchange?.served !== 'executing') return obstacle.notServed(fault.request);
        return exchange.isStalled ? obstacle.stalledAlready(fault.request) : null;
      }
      case 'connection.reset':
        return this.server.connectionOf(fault.connection) ? null : obstacle.notOpen(fault.connection);
      case 'hook.hang':
      case 'hook.fail':
      case 'hook.finish': {
        const state = this.hooks.stateOf(fault.phase, fault.name);
        if (state === null) return obstacle.notRunning(fault);
        return fault.kind === 'hook.hang' && state === 'hanging' ? obstacle.hangsAlready(fault) : null;
      }
      case 'probe.lose':
        return this.context.scenario.clients.some(
          ({ kind, name }) => kind === 'probe' && name === fault.client,
        )
          ? null
          : obstacle.noProbe(fault.client);
    }
  }

  private carryOut(fault: Fault, cause: readonly number[]): void {
    switch (fault.kind) {
      case 'request.abort':
        this.server.exchangeOf(fault.request)?.suffer(cause);
        return this.clients.abandon(fault.request, cause);
      case 'request.stall':
        this.clients.blame(fault.request, cause);
        return this.server.exchangeOf(fault.request)?.stall(cause);
      case 'connection.reset': {
        const connection = this.server.connectionOf(fault.connection);
        if (!connection) return;
        for (const exchange of connection.exchanges) this.clients.blame(exchange.id, cause);
        return connection.reset(cause);
      }
      case 'hook.hang':
        return this.hooks.hang(fault.phase, fault.name);
      case 'hook.fail':
      case 'hook.finish': {
        const error = fault.kind === 'hook.fail' ? HOOK_FAULT : null;
        return this.hooks.finish(fault.phase, fault.name, { error, panicked: false }, cause);
      }
      case 'probe.lose':
        return this.clients.loseProbes(fault.client, fault.count, cause);
    }
  }
}
