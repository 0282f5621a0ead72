/** SCENARIO on the command line: a name of the library, a file, or `-` for standard input. */
import { readFile, stat } from 'node:fs/promises';
import type { Lineage } from '../../machines/lineage.ts';
import { onLineage } from '../../machines/scenario/on-lineage.ts';
import {
  closest,
  parseScenario,
  type ScenarioProblem,
  validateScenario,
} from '../../machines/scenario/parse.ts';
import { reasonOf } from '../reason.ts';
import type { Library, ValidScenario } from '../scenario-input.ts';
import { CliFailure, EXIT_USAGE } from './failure.ts';

/** No scenario is longer; the parser says so to who tries. */
const MAX_BYTES = 1_048_576;

export interface ScenarioLookup {
  readonly library: Library;
  readonly stdin: AsyncIterable<Uint8Array | string>;
}

/**
 * Reads and validates a scenario.
 * @throws CliFailure, a usage error, with a line `FILE:LINE:COLUMN: path: message` for each problem.
 */
export async function loadScenario(argument: string, lookup: ScenarioLookup): Promise<ValidScenario> {
  const named = lookup.library.find(({ name }) => name === argument);
  const text =
    named?.yaml ??
    (argument === '-' ? await readAll(lookup.stdin) : await readScenarioFile(argument, lookup.library));
  const result = parseScenario(text);
  if (result.ok) return result;
  const label = argument === '-' ? '<stdin>' : argument;
  throw new CliFailure(
    EXIT_USAGE,
    result.problems.map(problem => problemLine(label, problem)).join('\n'),
    true,
  );
}

/**
 * The same scenario with another seed.
 * @throws CliFailure, a usage error, for a seed that the scenario format does not take.
 */
export function withSeed({ source }: ValidScenario, seed: number): ValidScenario {
  const result = validateScenario({ ...source, seed });
  if (result.ok) return result;
  throw new CliFailure(EXIT_USAGE, result.problems.map(problemText).join('\n'));
}

/**
 * The scenario on the step of the lineage that is wanted; what that version did not have is left out, and said on
 * standard error. Without a wish it is the scenario itself.
 * @throws CliFailure, a usage error, where the scenario cannot be one on that step.
 */
export function onWantedLineage(
  { stderr }: { readonly stderr: { readonly say: (text: string) => void } },
  loaded: ValidScenario,
  lineage: Lineage | undefined,
): ValidScenario {
  if (lineage === undefined) return loaded;
  const { scenario, notes } = scenarioOn(loaded, lineage);
  for (const note of notes) stderr.say(`${note}\n`);
  return scenario;
}

/**
 * The scenario on a step of the lineage, and what of it that version did not have.
 * @throws CliFailure, a usage error, where the scenario cannot be one on that step.
 */
export function scenarioOn(
  loaded: ValidScenario,
  lineage: Lineage,
): { readonly scenario: ValidScenario; readonly notes: readonly string[] } {
  const { source, notes } = onLineage(loaded.source, lineage);
  const result = validateScenario(source);
  if (!result.ok) throw new CliFailure(EXIT_USAGE, result.problems.map(problemText).join('\n'));
  return { scenario: result, notes };
}

function problemText({ path, message }: ScenarioProblem): string {
  return `${path}: ${message}`;
}

function problemLine(label: string, { line, column, path, message }: ScenarioProblem): string {
  return [`${label}:${line}:${column}`, ...(path === '' ? [] : [path]), message].join(': ');
}

async function readScenarioFile(path: string, library: Library): Promise<string> {
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new Error('it is larger than 1 MiB');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && error.code === 'ENOENT')
      throw unknownScenario(path, library);
    throw new CliFailure(EXIT_USAGE, `cannot read ${path}: ${reasonOf(error)}`);
  }
}

function unknownScenario(argument: string, library: Library): CliFailure {
  if (/[/\\]|\.ya?ml$|\.json$/.test(argument)) {
    return new CliFailure(EXIT_USAGE, `cannot read ${argument}: no such file`);
  }
  const near = closest(
    argument,
    library.map(({ name }) => name),
  );
  const hint = near === null ? '"lastcall list" shows those of the library' : `did you mean "${near}"?`;
  return new CliFailure(EXIT_USAGE, `there is no scenario and no file "${argument}"; ${hint}`);
}

async function readAll(stream: AsyncIterable<Uint8Array | string>): Promise<string> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of stream) {
    const bytes = Buffer.from(chunk);
    chunks.push(bytes);
    length += bytes.length;
    if (length > MAX_BYTES)
      throw new CliFailure(EXIT_USAGE, 'the scenario on standard input is larger than 1 MiB');
  }
  return Buffer.concat(chunks).toString('utf8');
}
