import { checkFile } from '../check/check-file.ts';
import { formatJson } from '../check/json.ts';
import { formatJunit } from '../check/junit.ts';
import { type FileResult, isUsable } from '../check/result.ts';
import { formatSarif } from '../check/sarif.ts';
import { formatText } from '../check/text.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from '../failure.ts';

export interface CheckOptions {
  readonly json?: boolean;
  readonly format?: 'text' | 'json' | 'junit' | 'sarif';
}

/** How wide the table is where no terminal says it. */
const COLUMNS = 120;

/**
 * `lastcall check FILE…`: recordings against the rules of graceful termination.
 * @returns 1 when a rule is broken, 2 when a file cannot be used, 0 otherwise
 * @throws CliFailure, a usage error, for options that contradict each other
 */
export async function check(
  environment: Environment,
  files: readonly string[],
  options: CheckOptions,
): Promise<number> {
  const { stdout, version } = environment;
  const { json = false, format = json ? 'json' : 'text' } = options;
  if (json && format !== 'json')
    throw new CliFailure(EXIT_USAGE, `--json and --format ${format} contradict each other`);
  if (files.filter(file => file === '-').length > 1)
    throw new CliFailure(EXIT_USAGE, 'standard input (-) can be read only once');
  const results: FileResult[] = [];
  for (const file of files) results.push(await resultOf(file, environment));
  await stdout.write(
    {
      text: () => formatText(results, stdout.isTTY ? stdout.columns : COLUMNS),
      json: () => formatJson(results),
      junit: () => formatJunit(results),
      sarif: () => formatSarif(results, version),
    }[format](),
  );
  if (!results.every(isUsable)) return EXIT_USAGE;
  return results.some(({ rules }) => rules.some(({ verdict }) => verdict === 'broken')) ? EXIT_FAILED : 0;
}

async function resultOf(file: string, environment: Environment): Promise<FileResult> {
  try {
    return await checkFile(file, environment);
  } catch (error) {
    if (!(error instanceof CliFailure)) throw error;
    await environment.stderr.write(`${error.isPlain ? '' : 'lastcall: '}${error.message}\n`);
    return { file: file === '-' ? '<stdin>' : file, problem: error.message };
  }
}
