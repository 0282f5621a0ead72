/** Which version a log must be of: what it says itself, or the first version that writes all of its lines. */
import type { LogFact } from './apiserver-log.ts';
import type { ProcessLog } from './process-log.ts';

/** The version, and how it was found. */
export interface LogLineage {
  /** `1.27`; null where nothing tells. */
  readonly lineage: string | null;
  /** `version`: the server said it. `lines`: it is the first one that writes such lines; a later one may do so too. */
  readonly from: 'version' | 'lines' | null;
}

/** What a statement needs, newest first. */
const FIRST_VERSIONS: readonly (readonly [version: string, says: (process: ProcessLog) => boolean])[] = [
  ['1.33', process => process.has('serverShutdownFailed')],
  ['1.27', saysAny('inFlightDrained', 'noWatchWait', 'watchesDrained')],
  [
    '1.25',
    process =>
      process.has('auditShutdown') ||
      hasSignal(process, 'NotAcceptingNewRequest') ||
      hasSignal(process, 'PreShutdownHooksStopped'),
  ],
  [
    '1.23',
    process =>
      process.has('muxIncomplete') ||
      hasSignal(process, 'MuxAndDiscoveryComplete') ||
      process.facts.some(({ text }) => text.includes('using HTTP Server shutdown timeout')),
  ],
  ['1.22', saysAny('signal', 'waiting', 'exiting', 'shutdownTimeout')],
  // Before 1.22 the server says when it stops to listen, and nothing of what it waits for.
  ['1.20', process => isOld(process) && process.streaks.length > 0],
];

/** Finds the version of a process's log. */
export function lineageOfLog(process: ProcessLog): LogLineage {
  // Other servers that are built on the library have versions of their own.
  const said = /^v(1\.\d+)/.exec(process.version ?? process.agentVersion ?? '')?.[1];
  if (said !== undefined) return { lineage: said, from: 'version' };
  const [lineage] = FIRST_VERSIONS.find(([, says]) => says(process)) ?? [];
  return lineage === undefined ? { lineage: null, from: null } : { lineage, from: 'lines' };
}

function saysAny(...kinds: readonly LogFact['kind'][]): (process: ProcessLog) => boolean {
  return process => kinds.some(kind => process.has(kind));
}

function hasSignal(process: ProcessLog, name: string): boolean {
  return process.facts.some(({ fact }) => fact.kind === 'signal' && fact.name === name);
}

/** The certificate controller's last line was unstructured up to 1.21. */
function isOld(process: ProcessLog): boolean {
  return process.facts.some(({ fact }) => fact.kind === 'certificatesStopped' && !fact.structured);
}
