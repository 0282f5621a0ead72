/** What a scenario lets one know before the run: flags, hooks, clients and the pod's deadline, in milliseconds. */
import { auditStopsInHook, hasPreShutdownHooks, hasReadyz, lineageOrNewest } from '../lineage.ts';
import type { Protocol } from '../recording/events.ts';
import type { Scenario } from '../scenario/schema.ts';
import { shutdownTimeout } from '../scenario/shutdown-timeout.ts';
import { type Duration, toMs } from '../time.ts';

/** A pre-shutdown hook as it is planned. */
export interface HookPlan {
  readonly name: string;
  /** How long it takes; null: it never returns, or nobody knows. */
  readonly takesMs: number | null;
  /** It returns when something has ended that ends with the server only: nobody knows how long that takes. */
  readonly waits?: true;
}

/** A client as it is planned. */
export interface ClientPlan {
  readonly name: string;
  readonly kind: 'steady' | 'probe' | 'watch';
  readonly path: string | null;
  readonly protocol: Protocol;
  /** Whether it keeps its connection or opens one for each request. */
  readonly connection: 'reuse' | 'new';
  /** The probe whose verdict routes it; null: it never goes elsewhere. */
  readonly behind: string | null;
}

/** What is known of a run from its scenario. */
export interface RunPlan {
  readonly name: string;
  readonly description: string;
  readonly lineage: string;
  readonly shutdownDelayMs: number;
  readonly sendRetryAfter: boolean;
  /** 0: nobody waits for watches. */
  readonly watchGraceMs: number;
  readonly shutdownTimeoutMs: number;
  readonly preShutdownHooks: readonly HookPlan[];
  /** The pod's grace period, counted from the stop; null: the kubelet never kills. */
  readonly gracePeriodMs: number | null;
  readonly clients: readonly ClientPlan[];
  /** When the script sends its first SIGTERM or SIGINT, since the start; null: it sends none. */
  readonly scriptedStopMs: number | null;
  /** When the last entry of the script happens, since the start; 0 for an empty script. */
  readonly scriptEndMs: number;
}

/** The pre-shutdown hook that shuts the audit backend down, up to 1.24. */
export const AUDIT_HOOK = 'audit-backend';

const takesMs = (takes: Duration | 'never'): number | null => (takes === 'never' ? null : toMs(takes));

/** The plan of a validated scenario. */
export function planOf(scenario: Scenario): RunPlan {
  const flags = scenario.server;
  const stops = scenario.script.flatMap(entry =>
    entry.at !== undefined && (entry.signal === 'SIGTERM' || entry.signal === 'SIGINT')
      ? [toMs(entry.at)]
      : [],
  );
  const grace = scenario.pod.terminationGracePeriodSeconds;
  return {
    name: scenario.name,
    description: scenario.description,
    lineage: scenario.lineage,
    shutdownDelayMs: toMs(flags['shutdown-delay-duration']),
    sendRetryAfter: flags['shutdown-send-retry-after'],
    watchGraceMs: toMs(flags['shutdown-watch-termination-grace-period']),
    shutdownTimeoutMs: toMs(shutdownTimeout(flags)),
    preShutdownHooks: hooksOf(scenario),
    gracePeriodMs: grace === undefined ? null : grace * 1000,
    clients: scenario.clients.map(client => ({
      name: client.name,
      kind: client.kind,
      path: client.path ?? null,
      protocol: client.protocol,
      connection: client.connection,
      behind: client.kind === 'steady' ? (client.behind ?? null) : null,
    })),
    scriptedStopMs: stops.length > 0 ? Math.min(...stops) : null,
    scriptEndMs: scenario.script.reduce(
      (end, entry) => Math.max(end, entry.at === undefined ? 0 : toMs(entry.at)),
      0,
    ),
  };
}

/** Versions that have no hooks run none; up to 1.24 the audit backend's is one of them. */
function hooksOf({ lineage, hooks, server }: Scenario): readonly HookPlan[] {
  if (!hasPreShutdownHooks(lineage)) return [];
  const own = hooks.preShutdown.map(
    ({ name, takes, waitsFor }): HookPlan =>
      waitsFor === undefined ? { name, takesMs: takesMs(takes) } : { name, takesMs: null, waits: true },
  );
  if (!auditStopsInHook(lineage)) return own;
  // A backend that batches waits for its stop channel: for the requests, and the server.
  const waits = server['audit-log-mode'] === 'batch';
  return [...own, { name: AUDIT_HOOK, ...(waits ? { takesMs: null, waits } : { takesMs: 0 }) }];
}

/** How long hooks take that run one after the other, in milliseconds; null: one never returns, or nobody knows when. */
export function hooksTakeMs(hooks: readonly HookPlan[]): number | null {
  return hooks.reduce<number | null>(
    (sum, { takesMs }) => (sum === null || takesMs === null ? null : sum + takesMs),
    0,
  );
}

/**
 * The probe that stands for the load balancer: the first one that asks for `/readyz`, or for `/healthz` where the version
 * has nothing else.
 */
export function loadBalancerOf(plan: RunPlan | null): ClientPlan | null {
  if (plan === null) return null;
  const asking = (path: string): ClientPlan | undefined =>
    plan.clients.find(client => client.kind === 'probe' && (client.path ?? '').startsWith(path));
  const isOld = !hasReadyz(lineageOrNewest(plan.lineage));
  return asking('/readyz') ?? (isOld ? asking('/healthz') : undefined) ?? null;
}
