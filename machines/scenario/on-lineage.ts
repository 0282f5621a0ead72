/** Any scenario runs on any lineage: what that version did not have is left out, and said. */
import type { Lineage } from '../lineage.ts';
import { FLAG_SINCE, missingFlags } from './flag-since.ts';
import type { ScenarioSource } from './schema.ts';

export interface OnLineage {
  readonly source: ScenarioSource;
  /** What was left out, a sentence each, in English. The source has them too: its run says them at its start. */
  readonly notes: readonly string[];
}

/** The scenario on another step of the lineage, whatever the file names. */
export function onLineage(source: ScenarioSource, lineage: Lineage): OnLineage {
  const server: Readonly<Record<string, unknown>> = source.server ?? {};
  const missing = missingFlags(server, lineage);
  const notes = missing.map(
    ({ flag, version }) => `Lineage ${lineage} has no ${flag}: it came with ${version}, and is ignored here.`,
  );
  const kept = Object.entries(server).filter(
    ([flag]) => !(flag in FLAG_SINCE) || !missing.some(found => found.flag === flag),
  );
  return {
    source: {
      ...source,
      lineage,
      ...(missing.length > 0
        ? { server: Object.fromEntries(kept), note: [source.note ?? '', ...notes].join('\n').trim() }
        : {}),
    },
    notes,
  };
}
