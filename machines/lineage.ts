/**
 * The steps of kube-apiserver's lifecycle that are modelled. A version that lies between two steps terminates as the
 * earlier one does; 1.29 and 1.33 differ from 1.27 only in limits and a log line.
 */
export const LINEAGES = ['1.25', '1.27', '1.29', '1.33'] as const;

/** A step of the lineage, named by the first version that has it. */
export type Lineage = (typeof LINEAGES)[number];

const LAST_KNOWN_MINOR = 36;

/** The step that a version belongs to: `1.26` → `1.25`, `1.34` → `1.33`; null for what is not modelled. */
export function lineageOf(version: string): Lineage | null {
  const match = /^v?1\.(\d+)(?:\.\d+)?$/.exec(version);
  if (!match) return null;
  const minor = Number(match[1]);
  if (minor > LAST_KNOWN_MINOR) return null;
  const steps = LINEAGES.filter(step => Number(step.slice(2)) <= minor);
  return steps.at(-1) ?? null;
}

/** Whether watches can be drained: `--shutdown-watch-termination-grace-period` came with 1.27 (PR 114925). */
export function hasWatchTermination(lineage: Lineage): boolean {
  return lineage !== '1.25';
}

/** `--http2-max-streams-per-connection` when it is not set: 250, since 1.29 100. */
export function defaultMaxStreams(lineage: Lineage): number {
  return lineage === '1.25' || lineage === '1.27' ? 250 : 100;
}
