/** What clients ask for, when and on which connections: the rules that simulated and real clients share. */
import type { Lineage } from '../lineage.ts';
import type { Protocol, RequestKind } from '../recording/events.ts';
import { formatDuration } from '../scenario/duration.ts';
import type {
  Client,
  PreShutdownHook,
  ProbeClient,
  Scenario,
  ScriptedRequest,
  SteadyClient,
  WatchClient,
} from '../scenario/schema.ts';
import { sentParts } from '../scenario/sent-body.ts';
import { probePath } from '../scenario/start-notes.ts';
import { type Duration, micros, millis } from '../time.ts';

/** Clients begin this long after the start of the process, when its listener is open. */
const CLIENTS_START: Duration = millis(10);
/** Named connections are opened this long after the start of the process at the earliest. */
const NAMED_START: Duration = millis(5);
/** Clients that start in the same instant would march in step; a few microseconds keep their order readable. */
const CLIENTS_APART: Duration = micros(100);

/** Time between the first requests of two watches of one client. */
export const WATCHES_APART: Duration = millis(1);

/** What a client asks for. */
export interface RequestWish {
  readonly client: string;
  readonly kind: RequestKind;
  readonly target: string;
  readonly userAgent: string;
  readonly method?: string;
  readonly name?: string | null;
  /** When the client gives up waiting, counted from when it has sent the request. */
  readonly timeout?: Duration | null;
  /** What it sends with it; absent: nothing. */
  readonly body?: string;
  /** Headers besides User-Agent, in lower case. */
  readonly headers?: Readonly<Record<string, string>>;
}

/** How a client wants its connection. */
export interface ConnectionWish {
  readonly client: string;
  readonly protocol: Protocol;
  /** To the insecure port, in plain HTTP/1.1; absent: to the secure one. */
  readonly port?: 'insecure';
  /** Requests with the same pool share connections; null: one of its own. */
  readonly pool: string | null;
  /** Bare connections do nothing by themselves: they go on after a GOAWAY as their script says. */
  readonly bare?: boolean;
  readonly closesAfterUse?: boolean;
}

/** When a client of the scenario begins, counted from the start of the process; `index` is its place in the scenario. */
export function clientStart(index: number): Duration {
  return micros(CLIENTS_START + index * CLIENTS_APART);
}

/** When a named connection is opened, counted from the start of the process. */
export function namedStart(connection: Scenario['connections'][number]): Duration {
  return micros(Math.max(connection.opensAt, NAMED_START));
}

/** The connection of a client of the scenario. */
export function clientConnection(client: Client): ConnectionWish {
  const isNew = client.connection === 'new';
  const place = placeOf(client.protocol, client.kind === 'steady' ? client.port : 'secure');
  return {
    client: client.name,
    ...place,
    pool: isNew ? null : poolOf(client.name, place),
    closesAfterUse: isNew && client.kind !== 'watch',
  };
}

/** What is spoken, and where to: on the insecure port there is no TLS, and so nobody agrees on HTTP/2. */
function placeOf(protocol: Protocol, port: 'secure' | 'insecure'): Pick<ConnectionWish, 'protocol' | 'port'> {
  return port === 'insecure' ? { protocol: 'http/1.1', port } : { protocol };
}

function poolOf(client: string, { protocol, port }: Pick<ConnectionWish, 'protocol' | 'port'>): string {
  return port === undefined ? `${client}/${protocol}` : `${client}/${protocol}/${port}`;
}

/** A request of a steady client. `takes`: how long the server works on it, where its path does not say. */
export function steadyWish(client: SteadyClient, takes: Duration): RequestWish {
  return {
    client: client.name,
    kind: 'short',
    method: client.method,
    target: client.path ?? steadyTarget(client.name, takes),
    userAgent: client.userAgent,
    timeout: client.timeout ?? null,
  };
}

/** What a steady client asks for when its scenario does not say: /sleep for a time, or /echo for none. */
function steadyTarget(client: string, takes: Duration): string {
  const whole = micros(Math.round(takes / 1000) * 1000);
  return takes > 0
    ? `/sleep?duration=${formatDuration(whole)}`
    : `/echo?message=${encodeURIComponent(client)}`;
}

/** A probe asks for what its version has: /healthz where there is no /readyz yet. */
export function probeWish(client: ProbeClient, lineage: Lineage): RequestWish {
  return {
    client: client.name,
    kind: 'probe',
    target: probePath(client.path, lineage),
    userAgent: client.userAgent,
    timeout: client.timeout,
  };
}

/** Kubernetes' probes take every status from 200 to 399 for a success. */
export function isSuccess(outcome: string, status: number | null): boolean {
  return outcome === 'ok' && status !== null && status >= 200 && status < 400;
}

export function watchWish(client: WatchClient): RequestWish {
  const target = watchTarget(client.path, client.interval, client.ignoresShutdown);
  return { client: client.name, kind: 'watch', target, userAgent: client.userAgent };
}

/** Puts what the scenario says of a watch into its query, where the server reads it. */
function watchTarget(path: string, interval: Duration | undefined, ignoresShutdown: boolean): string {
  const query = [
    ...(interval === undefined ? [] : [`interval=${formatDuration(interval)}`]),
    ...(ignoresShutdown ? ['ignore-shutdown=1'] : []),
  ];
  if (query.length === 0) return path;
  return `${path}${path.includes('?') ? '&' : '?'}${query.join('&')}`;
}

/** A scripted request, or one that a person sends by hand. */
export function scriptedWish(request: ScriptedRequest, client: string): RequestWish {
  const target = watchTarget(request.path, request.interval, request.ignoresShutdown);
  return {
    client,
    kind: isWatchTarget(target) ? 'watch' : 'short',
    method: request.method,
    ...sentParts(request),
    target,
    userAgent: request.userAgent,
    name: request.name ?? null,
    timeout: request.timeout ?? null,
  };
}

function isWatchTarget(target: string): boolean {
  return target.startsWith('/watch') || /[?&]watch=(?!false|0)/.test(target);
}

/** The connection of a scripted request whose named connection, if it has one, has not been opened yet. */
export function scriptedConnection(
  request: ScriptedRequest,
  client: string,
  named: Scenario['connections'],
): ConnectionWish {
  const spec = named.find(candidate => candidate.name === request.connection);
  if (spec)
    return {
      ...namedConnection(spec),
      protocol: request.protocol ?? spec.protocol,
      closesAfterUse: !request.keepAlive,
    };
  const place = placeOf(request.protocol ?? 'h2', request.port);
  const isReuse = request.connection === 'reuse';
  return {
    client,
    ...place,
    pool: isReuse ? poolOf(client, place) : null,
    closesAfterUse: !isReuse && !request.keepAlive,
  };
}

/** A connection that the scenario names. */
export function namedConnection(connection: Scenario['connections'][number]): ConnectionWish {
  return { client: connection.name, protocol: connection.protocol, pool: null, bare: true };
}

/** The request that a person asks for by hand, as if it stood in the script. */
export function manualRequest(request: {
  path: string;
  connection: string;
  protocol?: Protocol;
  name?: string;
}): ScriptedRequest {
  return {
    path: request.path,
    method: 'GET',
    port: 'secure',
    connection: request.connection,
    afterGoaway: false,
    keepAlive: true,
    userAgent: 'lastcall-client/1',
    headers: {},
    ignoresShutdown: false,
    ...(request.protocol ? { protocol: request.protocol } : {}),
    ...(request.name ? { name: request.name } : {}),
  };
}

/**
 * One call that a pre-shutdown hook makes to the API; null when it has no such call. Where strangers may not do
 * everything, it shows the server's own token.
 */
export function hookWish(
  hook: PreShutdownHook,
  index: number,
  server: Scenario['server'],
  loopbackToken: string,
): RequestWish | null {
  const call = hook.calls[index];
  if (!call) return null;
  return {
    client: `hook/${hook.name}`,
    kind: 'hook',
    method: call.method,
    target: call.path,
    userAgent: hook.userAgent,
    name: call.name ?? null,
    ...(server['authorization-mode'] === 'AlwaysAllow' && server['anonymous-auth']
      ? {}
      : { headers: { authorization: `Bearer ${loopbackToken}` } }),
  };
}

/** The connection of a hook's calls. */
export function hookConnection(hook: PreShutdownHook): ConnectionWish {
  const client = `hook/${hook.name}`;
  return { client, protocol: 'h2', pool: client };
}
