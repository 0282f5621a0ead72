/**
 * The step of the lineage that the shown run is on: its scenario's, or the version that a log names. Of a log that names
 * none it is known only which versions it cannot be of: it is shown as today's.
 */
import { type Lineage, lineageOrNewest } from '../../machines/lineage.ts';
import type { RunSource } from './run-source.ts';

export function lineageShown(source: Pick<RunSource, 'plan' | 'header'> | null): Lineage {
  const header = source?.header;
  return lineageOrNewest(source?.plan?.lineage ?? (header?.lineageAtLeast ? null : header?.lineage));
}
