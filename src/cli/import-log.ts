import type { ImportResult } from '../../machines/formats/import-result.ts';
import { LogImporter } from '../../machines/formats/importer.ts';
import { reasonOf } from '../reason.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_USAGE } from './failure.ts';
import { openLog, textOfLog } from './log-reader.ts';
import { Progress } from './progress.ts';

/** What came of a log, and what it is called in messages. */
export interface ImportedLog {
  readonly label: string;
  readonly result: ImportResult;
}

/**
 * Reads the log of a real server, a file or `-`, whatever its size, with progress where there is a terminal. `year` is
 * that of the first line, where the lines have none.
 * @throws CliFailure, a usage error, for what cannot be read; a log without any line that matters is none
 */
export async function importLogFrom(
  { stdin, stderr }: Pick<Environment, 'stdin' | 'stderr'>,
  argument: string,
  year?: number,
): Promise<ImportedLog> {
  const label = argument === '-' ? '<stdin>' : argument;
  const progress = new Progress(stderr);
  try {
    const { pieces, decodeLine } = await textOfLog(argument === '-' ? stdin : openLog(argument));
    const importer = new LogImporter({ nowMs: Date.now(), year, decodeLine });
    let length = 0;
    for await (const piece of pieces) {
      importer.push(piece);
      length += piece.length;
      progress.update(() => `${(length / 1e6).toFixed(0)} MB read`);
    }
    return { label, result: importer.end() };
  } catch (error) {
    throw new CliFailure(EXIT_USAGE, `cannot read ${label}: ${reasonOf(error)}`);
  } finally {
    progress.clear();
  }
}
