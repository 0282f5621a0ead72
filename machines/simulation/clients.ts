/** Simulated clients: steady traffic, probes, watches, hooks' own calls and the script. */
import type { MachineState } from '../kernel/world.ts';
import type { ProbeClient, ScriptedRequest, SteadyClient, WatchClient } from '../scenario/schema.ts';
import { micros } from '../time.ts';
import {
  type ConnectionWish,
  clientConnection,
  clientStart,
  hookConnection,
  hookWish,
  namedConnection,
  namedStart,
  probeWish,
  type RequestWish,
  scriptedConnection,
  scriptedWish,
  steadyWish,
  WATCHES_APART,
  watchWish,
} from '../traffic/client-rules.ts';
import { enqueue, openConnection, pooledConnection } from './connections.ts';
import { type Run, SIMULATED_LOOPBACK_TOKEN } from './run.ts';
import type { LostProbes, SimConnection, SimRequest } from './state.ts';

/** Sends a request on a connection of the pool, or on the one that is given. */
export function sendRequest(run: Run, wish: RequestWish, place: ConnectionWish | SimConnection): string {
  const [connection, isNew] = 'id' in place ? [place, false] : pooledConnection(run, place);
  const request = createRequest(run, wish, isNew, null);
  enqueue(run, connection, request);
  if (request.timeout !== null) run.after(request.timeout, { kind: 'giveUp', request: request.id });
  return request.id;
}

/** Enters a request that a client sends. */
function createRequest(
  run: Run,
  wish: RequestWish,
  newConnection: boolean,
  fault: number | null,
): SimRequest {
  const { state } = run;
  const request: SimRequest = {
    id: `r${state.nextRequest++}`,
    name: wish.name ?? null,
    client: wish.client,
    kind: wish.kind,
    method: wish.method ?? 'GET',
    target: wish.target,
    userAgent: wish.userAgent,
    timeout: wish.timeout ?? null,
    body: wish.body ?? '',
    headers: wish.headers ?? {},
    connection: null,
    stream: null,
    served: 'sent',
    settled: false,
    info: null,
    admission: null,
    handling: null,
    reply: null,
    begun: false,
    stalled: false,
    fault,
  };
  state.requests.set(request.id, request);
  state.unsettled++;
  run.emit({
    type: 'request.sent',
    request: request.id,
    name: request.name,
    client: request.client,
    method: request.method,
    path: request.target,
    kind: request.kind,
    newConnection,
    ...(fault === null ? {} : { cause: [fault] }),
  });
  return request;
}

/** Sets the clients and the script in motion. */
export function startClients(run: Run): void {
  run.scenario.clients.forEach((client, index) => {
    const start = clientStart(index);
    if (client.kind === 'steady') run.after(start, { kind: 'tick', client: client.name });
    if (client.kind === 'probe') run.after(start, { kind: 'probe', client: client.name });
    if (client.kind === 'watch') {
      for (let n = 0; n < client.count; n++)
        run.after(micros(start + n * WATCHES_APART), { kind: 'watch', client: client.name });
    }
  });
  run.scenario.connections.forEach((connection, index) => {
    run.after(namedStart(connection), { kind: 'openConnection', index });
  });
  run.scenario.script.forEach((entry, index) => {
    if (entry.at !== undefined && !entry.request?.afterGoaway) run.after(entry.at, { kind: 'script', index });
  });
}

/** One request of a steady client, and the next one in its time. */
export function tick(run: Run, client: SteadyClient): void {
  if (run.isOver) return;
  run.after(client.rate, { kind: 'tick', client: client.name });
  if (client.behind !== undefined && !isHealthy(run, client.behind)) return;
  const takes = micros(run.random.integer(client.takes.min, client.takes.max));
  sendRequest(run, steadyWish(client, takes), clientConnection(client));
}

function isHealthy(run: Run, probe: string): boolean {
  return (run.state.world.machines[`probe/${probe}`] as MachineState | undefined)?.value === 'healthy';
}

export function probe(run: Run, client: ProbeClient): void {
  if (run.isOver) return;
  run.after(client.period, { kind: 'probe', client: client.name });
  const lost = run.state.lostProbes.get(client.name);
  if (lost) return loseProbe(run, client, lost);
  sendRequest(run, probeWish(client, run.scenario.lineage), clientConnection(client));
}

/** A probe that is lost on its way: its client waits until its timeout. */
function loseProbe(run: Run, client: ProbeClient, { left, fault }: LostProbes): void {
  if (left > 1) run.state.lostProbes.set(client.name, { left: left - 1, fault });
  else run.state.lostProbes.delete(client.name);
  const request = createRequest(
    run,
    probeWish(client, run.scenario.lineage),
    client.connection === 'new',
    fault,
  );
  run.after(client.timeout, { kind: 'giveUp', request: request.id });
}

export function watch(run: Run, client: WatchClient): void {
  sendRequest(run, watchWish(client), clientConnection(client));
}

/** Opens a connection that the scenario names, unless a request on it came first. */
export function openNamed(run: Run, index: number): void {
  const connection = run.scenario.connections[index];
  if (connection && !byName(run, connection.name)) openConnection(run, namedConnection(connection));
}

/** The connection that the scenario calls so, open or closed; undefined before it is first opened. */
export function byName(run: Run, name: string): SimConnection | undefined {
  return [...run.state.connections.values()].find(row => row.bare && row.client === name);
}

/** A scripted request; also what a person sends by hand. */
export function sendScripted(run: Run, request: ScriptedRequest, client = 'script'): string {
  const place =
    byName(run, request.connection) ?? scriptedConnection(request, client, run.scenario.connections);
  return sendRequest(run, scriptedWish(request, client), place);
}

/** One call that a pre-shutdown hook makes to the API. */
export function hookCall(run: Run, hookName: string, index: number): void {
  const hook = run.scenario.hooks.preShutdown.find(candidate => candidate.name === hookName);
  const wish = hook ? hookWish(hook, index, run.scenario.server, SIMULATED_LOOPBACK_TOKEN) : null;
  if (hook && wish) sendRequest(run, wish, hookConnection(hook));
}
