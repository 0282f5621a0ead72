/** The lineage of what is shown. Of a log it is the version that the server names, or the first one that writes such lines. */
import type { RunSource } from '../session/run-source.ts';
import { tr } from '../words/language.ts';

export function lineageText(source: Pick<RunSource, 'plan' | 'header'> | null): string {
  const { plan = null, header = null } = source ?? {};
  if (plan) return plan.lineage;
  if (!header?.lineage) return tr('unknown');
  return header.lineageAtLeast ? `≥ ${header.lineage}` : header.lineage;
}
