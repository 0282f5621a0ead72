/**
 * The steps of kube-apiserver's lifecycle that are modelled. A version that lies between two steps terminates as the
 * step that it belongs to; 1.29 and 1.33 differ from 1.27 only in limits and a log line.
 */
export const LINEAGES = [
  '1.6',
  '1.10',
  '1.14',
  '1.16',
  '1.20',
  '1.22',
  '1.23',
  '1.24',
  '1.25',
  '1.27',
  '1.29',
  '1.33',
] as const;

/** A step of the lineage, named by a version that has it. */
export type Lineage = (typeof LINEAGES)[number];

/** The first minor version of the steps that are not named by their first one: 1.8 stops as 1.10 does, 1.19 as 1.20. */
const FIRST_MINOR: Readonly<Partial<Record<Lineage, number>>> = { '1.10': 8, '1.20': 19 };

const LAST_KNOWN_MINOR = 36;

/** The step of the versions of today. */
export const NEWEST: Lineage = '1.33';

/** The step that a version belongs to: `1.9` → `1.10`, `1.26` → `1.25`, `1.34` → `1.33`; null for what is not modelled. */
export function lineageOf(version: string): Lineage | null {
  const match = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version);
  if (!match) return null;
  const minor = Number(match[1]);
  if (minor > LAST_KNOWN_MINOR) return null;
  return LINEAGES.filter(step => firstMinorOf(step) <= minor).at(-1) ?? null;
}

/** The step that a recording names; the newest one where it names none that is known. */
export function lineageOrNewest(version: string | null | undefined): Lineage {
  return (version == null ? null : lineageOf(version)) ?? NEWEST;
}

/** The first and the last minor version that terminate as a step does: `1.10` → 8 and 13. */
export function minorsOf(lineage: Lineage): { readonly first: number; readonly last: number } {
  const next = LINEAGES[LINEAGES.indexOf(lineage) + 1];
  return {
    first: firstMinorOf(lineage),
    last: next === undefined ? LAST_KNOWN_MINOR : firstMinorOf(next) - 1,
  };
}

function firstMinorOf(lineage: Lineage): number {
  return FIRST_MINOR[lineage] ?? Number(lineage.slice(2));
}

/** Whether a step is `than` or a later one. */
export function atLeast(lineage: Lineage, than: Lineage): boolean {
  return LINEAGES.indexOf(lineage) >= LINEAGES.indexOf(than);
}

/** Whether SIGTERM closes a stop channel (1.8); before, `Run` was given one that never closes, and SIGTERM killed. */
export function hasStopChannel(lineage: Lineage): boolean {
  return atLeast(lineage, '1.10');
}

/** Whether there are pre-shutdown hooks, and a wait group for the requests in flight (1.9). */
export function hasPreShutdownHooks(lineage: Lineage): boolean {
  return atLeast(lineage, '1.10');
}

/** Whether there is `--shutdown-delay-duration` (1.16). */
export function hasShutdownDelay(lineage: Lineage): boolean {
  return atLeast(lineage, '1.16');
}

/** Whether there are `/readyz` and `/livez` beside `/healthz` (1.16). */
export function hasReadyz(lineage: Lineage): boolean {
  return atLeast(lineage, '1.16');
}

/** Whether `/readyz` fails as soon as the stop is requested (1.19, PR 88911), not only when the delay is over. */
export function readyzFailsAtStop(lineage: Lineage): boolean {
  return atLeast(lineage, '1.20');
}

/** Whether `Run` waits until `Server.Shutdown` has returned (1.19); before, its exit may cut off the last response. */
export function runWaitsForServer(lineage: Lineage): boolean {
  return atLeast(lineage, '1.20');
}

/** Whether the lifecycle has signals with names (1.22); before, the same moments are nameless channels. */
export function hasSignals(lineage: Lineage): boolean {
  return atLeast(lineage, '1.22');
}

/** Whether unknown paths get 503 until `MuxAndDiscoveryComplete` has fired (1.23). */
export function hasMuxSignal(lineage: Lineage): boolean {
  return atLeast(lineage, '1.23');
}

/** Whether there is `--shutdown-send-retry-after` (1.23). */
export function hasRetryAfter(lineage: Lineage): boolean {
  return atLeast(lineage, '1.23');
}

/** Whether the audit backend's shutdown is one of the pre-shutdown hooks: up to 1.24 (PR 110026, issue 50781). */
export function auditStopsInHook(lineage: Lineage): boolean {
  return hasPreShutdownHooks(lineage) && !atLeast(lineage, '1.25');
}

/** The hook that does it: kube-apiserver registers it under this name. */
export const AUDIT_HOOK = 'audit-backend';

/** Whether watches can be drained: `--shutdown-watch-termination-grace-period` came with 1.27 (PR 114925). */
export function hasWatchTermination(lineage: Lineage): boolean {
  return atLeast(lineage, '1.27');
}

/** `--http2-max-streams-per-connection` when it is not set: 250, since 1.29 100. */
export function defaultMaxStreams(lineage: Lineage): number {
  return atLeast(lineage, '1.29') ? 100 : 250;
}
