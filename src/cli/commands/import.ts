import { leftOutOf, nothingFound } from '../../../machines/formats/import-problem.ts';
import type { FoundRun } from '../../../machines/formats/import-result.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_USAGE } from '../failure.ts';
import { importLogFrom } from '../import-log.ts';
import { Report, type ReportOptions } from '../report.ts';

export interface ImportOptions extends ReportOptions {
  /** Which process of the log; the last one that was asked to stop unless said. */
  readonly run?: number;
  /** The year of the first line, where the lines have none. */
  readonly year?: number;
}

/** `lastcall import LOG`: a real server's log → a recording, on standard output unless `--out` or `--json` is there. */
export async function importLog(
  environment: Environment,
  argument: string,
  { run, year, ...options }: ImportOptions,
): Promise<void> {
  const { stderr } = environment;
  const out = options.out ?? (options.json ? undefined : '-');
  const report = await Report.prepare(environment, { ...options, ...(out === undefined ? {} : { out }) });
  try {
    const { label, result } = await importLogFrom(environment, argument, year);
    const chosen = run ?? result.chosen;
    if (chosen === null) throw new CliFailure(EXIT_USAGE, `${label}: ${nothingFound(result)}`);
    if (chosen > result.found.length) {
      const found = result.found.length === 1 ? 'one process' : `${result.found.length} processes`;
      throw new CliFailure(EXIT_USAGE, `${label} has ${found}; there is no number ${chosen}`);
    }
    if (result.found.length > 1) await stderr.write(`${listOf(result.found, chosen).join('\n')}\n`);
    for (const sentence of leftOutOf(result)) await stderr.write(`${sentence}\n`);
    await report.write(result.recording(chosen));
  } catch (error) {
    await report.discard();
    throw error;
  }
}

/** All processes of the log, the chosen one marked. */
function listOf(found: readonly FoundRun[], chosen: number): string[] {
  const rows = found.map(run => [
    run.id === chosen ? '→' : ' ',
    String(run.id),
    [run.source, run.pid === null ? '' : `pid ${run.pid}`].filter(part => part !== '').join(' '),
    run.lineage === null ? '' : `${run.from === 'lines' ? '≥ ' : ''}${run.lineage}`,
    second(run.startedAt, 'started'),
    second(run.stopAt, 'asked to stop'),
    second(run.exitAt, 'ended'),
    `lines ${run.firstLine}–${run.lastLine}`,
  ]);
  const widths = rows[0]?.map((_, column) => Math.max(...rows.map(row => row[column]?.length ?? 0))) ?? [];
  return [
    `the log has ${found.length} processes; --run N chooses one:`,
    ...rows.map(row =>
      row
        .map((cell, column) => cell.padEnd(widths[column] ?? 0))
        .join('  ')
        .trimEnd(),
    ),
  ];
}

function second(time: string | null, what: string): string {
  return time === null ? '' : `${what} ${time.slice(0, 19)}Z`;
}
