/** The log lines of recorded runs of real servers, by version (made by convert.mjs). */
import { readdirSync, readFileSync } from 'node:fs';

/** A line of a real server. */
export interface RealLine {
  /** Milliseconds since the stop signal. */
  readonly t: number;
  readonly severity: string;
  readonly text: string;
}

export interface RealRun {
  readonly version: string;
  readonly scenario: string;
  readonly lines: readonly RealLine[];
}

const FOLDER = new URL('data/', import.meta.url);

export const REAL_RUNS: readonly RealRun[] = readdirSync(FOLDER).sort().flatMap(runsOf);

function runsOf(file: string): RealRun[] {
  const [texts = '', runs = ''] = readFileSync(new URL(file, FOLDER), 'utf8').split('\n\n');
  const table: string[] = texts.split('\n').map(text => JSON.parse(text));
  return runs
    .trimEnd()
    .split('\n')
    .map(run => {
      const [scenario = '', pairs = ''] = run.split('\t');
      const lines = pairs.split(',').map((pair): RealLine => {
        const [t, index] = pair.split(' ').map(Number) as [number, number];
        const line = table[index] as string;
        return { t, severity: line.slice(0, 1), text: line.slice(2) };
      });
      return { version: file.replace('.txt', ''), scenario, lines };
    });
}

/** The runs of one scenario of one version, three of them. */
export function realRuns(version: string, scenario: string): readonly RealRun[] {
  return REAL_RUNS.filter(run => run.version === version && run.scenario === scenario);
}
