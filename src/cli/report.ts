/** Where the result of a run goes: recording to `--out`, summary or table to standard output. */
import type { Recording } from '../../machines/recording/events.ts';
import { summarize } from '../../machines/recording/summary.ts';
import { formatTable } from '../../machines/recording/table.ts';
import { recordingLines } from '../../machines/recording/writer.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_USAGE } from './failure.ts';
import { OutputFile } from './output-file.ts';

export interface ReportOptions {
  /** A path, or `-` for standard output. */
  readonly out?: string;
  readonly json?: boolean;
}

/** A place for the result of a run that has yet to happen. */
export class Report {
  readonly #environment: Environment;
  readonly #options: ReportOptions;
  readonly #file: OutputFile | null;

  private constructor(environment: Environment, options: ReportOptions, file: OutputFile | null) {
    this.#environment = environment;
    this.#options = options;
    this.#file = file;
  }

  /** @throws CliFailure, a usage error, when the result would have no place. */
  static async prepare(environment: Environment, options: ReportOptions): Promise<Report> {
    const { out, json } = options;
    if (out === '-' && json) {
      throw new CliFailure(EXIT_USAGE, '--json and --out - both want standard output; give --out a file');
    }
    return new Report(
      environment,
      options,
      out === undefined || out === '-' ? null : await OutputFile.open(out),
    );
  }

  /** Writes the result. */
  async write(recording: Recording): Promise<void> {
    const { stdout, stderr } = this.#environment;
    const { out, json } = this.#options;
    await this.#file?.commit(recordingLines(recording));
    if (out === '-') await stdout.writeLines(recordingLines(recording));
    if (json) await stdout.write(`${JSON.stringify(summarize(recording))}\n`);
    else await (out === '-' ? stderr : stdout).write(formatTable(recording));
  }

  /** The run has failed: nothing is left behind. */
  async discard(): Promise<void> {
    await this.#file?.discard();
  }
}
