/** Imports a log in a test. */

import type { ImportResult } from '../../../machines/formats/import-result.ts';
import { LogImporter } from '../../../machines/formats/importer.ts';
import type { RunEvent } from '../../../machines/recording/events.ts';

/** Ten days after the lines that tests make up. */
export const NOW_MS = Date.parse('2026-12-01T00:00:00Z');

export interface Importing {
  readonly nowMs?: number;
  readonly year?: number;
  /** Length of the pieces in which the text is handed over; everything at once without it. */
  readonly pieces?: number;
}

/** The result of a whole log. */
export function importText(
  text: string,
  { nowMs = NOW_MS, year, pieces = text.length }: Importing = {},
): ImportResult {
  const importer = new LogImporter({ nowMs, year });
  for (let at = 0; at < text.length; at += pieces) importer.push(text.slice(at, at + pieces));
  return importer.end();
}

/** As {@link importText}, of lines. */
export function importLines(lines: readonly string[], options: Importing = {}): ImportResult {
  return importText(`${lines.join('\n')}\n`, options);
}

/** The events of the chosen process, without their places in the log, which depend on the form of the lines. */
export function eventsOf(result: ImportResult): RunEvent[] {
  if (result.chosen === null) throw new Error('nothing was found');
  const { events } = result.recording(result.chosen);
  return events.map(({ line: _, ...event }) => event as RunEvent);
}

/** Where all the lines went, added up. */
export function accountedLines({ counts }: ImportResult): number {
  const { total: _, ...parts } = counts;
  return Object.values(parts).reduce((sum, count) => sum + count, 0);
}
