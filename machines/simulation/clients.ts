/** Simulated clients: steady traffic, probes, watches, hooks' own calls and the script. */
import { formatDuration } from '../scenario/duration.ts';
import type { ProbeClient, ScriptedRequest, SteadyClient, WatchClient } from '../scenario/schema.ts';
import { type Duration, micros, millis } from '../time.ts';
import type { MachineState } from '../kernel/world.ts';
import type { Protocol, RequestKind } from '../recording/events.ts';
import { type ConnectionWish, enqueue, openConnection, pooledConnection } from './connections.ts';
import type { Run } from './run.ts';
import type { SimConnection, SimRequest } from './state.ts';

/** Clients begin this long after the start of the process, when its listener is open. */
export const CLIENTS_START: Duration = millis(10);

/** What a client asks for. */
export interface RequestWish {
  readonly client: string;
  readonly kind: RequestKind;
  readonly target: string;
  readonly userAgent: string;
  readonly method?: string;
  readonly name?: string | null;
  readonly timeout?: Duration | null;
}

/** Sends a request on a connection of the pool, or on the one that is given. */
export function sendRequest(run: Run, wish: RequestWish, place: ConnectionWish | SimConnection): string {
  const { state } = run;
  const [connection, isNew] = 'id' in place ? [place, false] : pooledConnection(run, place);
  const request: SimRequest = {
    id: `r${state.nextRequest++}`,
    name: wish.name ?? null,
    client: wish.client,
    kind: wish.kind,
    method: wish.method ?? 'GET',
    target: wish.target,
    userAgent: wish.userAgent,
    timeout: wish.timeout ?? null,
    connection: null,
    stream: null,
    served: 'sent',
    settled: false,
    info: null,
    admission: null,
    handling: null,
    reply: null,
    begun: false,
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
    newConnection: isNew,
  });
  enqueue(run, connection, request);
  if (request.timeout !== null) run.after(request.timeout, { kind: 'giveUp', request: request.id });
  return request.id;
}

/** Sets the clients and the script in motion. */
export function startClients(run: Run): void {
  run.scenario.clients.forEach((client, index) => {
    // Clients that start in the same instant would march in step; a few microseconds keep their order readable.
    const start = micros(CLIENTS_START + index * 100);
    if (client.kind === 'steady') run.after(start, { kind: 'tick', client: client.name });
    if (client.kind === 'probe') run.after(start, { kind: 'probe', client: client.name });
    if (client.kind === 'watch') {
      for (let n = 0; n < client.count; n++) run.after(micros(start + n * 1000), { kind: 'watch', client: client.name });
    }
  });
  run.scenario.connections.forEach((connection, index) => {
    run.after(micros(Math.max(connection.opensAt, millis(5))), { kind: 'openConnection', index });
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
  const target = client.path ?? steadyTarget(client.name, takes);
  sendRequest(
    run,
    {
      client: client.name,
      kind: 'short',
      method: client.method,
      target,
      userAgent: client.userAgent,
      timeout: client.timeout ?? null,
    },
    clientConnection(client),
  );
}

/** What a steady client asks for when its scenario does not say: /sleep for a time, or /echo for none. */
export function steadyTarget(client: string, takes: Duration): string {
  const whole = micros(Math.round(takes / 1000) * 1000);
  return takes > 0 ? `/sleep?duration=${formatDuration(whole)}` : `/echo?message=${encodeURIComponent(client)}`;
}

function isHealthy(run: Run, probe: string): boolean {
  return (run.state.world.machines[`probe/${probe}`] as MachineState | undefined)?.value === 'healthy';
}

function clientConnection(client: { name: string; protocol: Protocol; connection: 'reuse' | 'new' }): ConnectionWish {
  const isNew = client.connection === 'new';
  return {
    client: client.name,
    protocol: client.protocol,
    pool: isNew ? null : `${client.name}/${client.protocol}`,
    closesAfterUse: isNew,
  };
}

export function probe(run: Run, client: ProbeClient): void {
  if (run.isOver) return;
  run.after(client.period, { kind: 'probe', client: client.name });
  sendRequest(
    run,
    { client: client.name, kind: 'probe', target: client.path, userAgent: client.userAgent, timeout: client.timeout },
    clientConnection(client),
  );
}

export function watch(run: Run, client: WatchClient): void {
  const target = watchTarget(client.path, client.interval, client.ignoresShutdown);
  const place = { ...clientConnection(client), closesAfterUse: false };
  sendRequest(run, { client: client.name, kind: 'watch', target, userAgent: client.userAgent }, place);
}

/** Puts what the scenario says of a watch into its query, where the server reads it. */
export function watchTarget(path: string, interval: Duration | undefined, ignoresShutdown: boolean): string {
  const query = [
    ...(interval === undefined ? [] : [`interval=${formatDuration(interval)}`]),
    ...(ignoresShutdown ? ['ignore-shutdown=1'] : []),
  ];
  if (query.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** Opens a connection that the scenario names. */
export function openNamed(run: Run, index: number): void {
  const connection = run.scenario.connections[index];
  if (connection) openConnection(run, { client: connection.name, protocol: connection.protocol, pool: null, bare: true });
}

/** A scripted request; also what a person sends by hand. */
export function sendScripted(run: Run, request: ScriptedRequest, client = 'script'): string {
  const target = watchTarget(request.path, request.interval, request.ignoresShutdown);
  const kind: RequestKind = isWatchTarget(target) ? 'watch' : 'short';
  const wish: RequestWish = {
    client,
    kind,
    method: request.method,
    target,
    userAgent: request.userAgent,
    name: request.name ?? null,
    timeout: request.timeout ?? null,
  };
  const named = [...run.state.connections.values()].find(row => row.bare && row.client === request.connection);
  if (named) return sendRequest(run, wish, named);
  const spec = run.scenario.connections.find(candidate => candidate.name === request.connection);
  const protocol = request.protocol ?? spec?.protocol ?? 'h2';
  const isReuse = request.connection === 'reuse';
  return sendRequest(run, wish, {
    client: spec?.name ?? client,
    protocol,
    pool: isReuse ? `${client}/${protocol}` : null,
    bare: spec !== undefined,
    closesAfterUse: !isReuse && !request.keepAlive,
  });
}

function isWatchTarget(target: string): boolean {
  return target.startsWith('/watch') || /[?&]watch=(?!false|0)/.test(target);
}

/** One call that a pre-shutdown hook makes to the API. */
export function hookCall(run: Run, hookName: string, index: number): void {
  const hook = run.scenario.hooks.preShutdown.find(candidate => candidate.name === hookName);
  const call = hook?.calls[index];
  if (!hook || !call) return;
  const client = `hook/${hookName}`;
  sendRequest(
    run,
    { client, kind: 'hook', method: call.method, target: call.path, userAgent: hook.userAgent, name: call.name ?? null },
    { client, protocol: 'h2', pool: client },
  );
}
