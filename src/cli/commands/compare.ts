import { compareRuns } from '../../../machines/recording/compare.ts';
import { timeSpent } from '../../../machines/recording/time-spent.ts';
import { comparisonSentence, comparisonTable } from '../compare-text.ts';
import type { Environment } from '../environment.ts';
import { CliFailure, EXIT_USAGE } from '../failure.ts';
import { gatherRecording, openRecording } from '../recording-file.ts';

export interface CompareOptions {
  readonly json?: boolean;
}

/** `lastcall compare A B`: two recordings side by side, aligned at ShutdownInitiated. */
export async function compare(
  environment: Environment,
  first: string,
  second: string,
  { json = false }: CompareOptions,
): Promise<void> {
  if (first === '-' && second === '-')
    throw new CliFailure(EXIT_USAGE, 'standard input (-) can be read only once');
  const [openedA, openedB] = [
    await openRecording(first, environment),
    await openRecording(second, environment),
  ];
  const [a, b] = [await gatherRecording(openedA), await gatherRecording(openedB)];
  for (const remark of [...openedA.remarks, ...openedB.remarks])
    await environment.stderr.write(`${remark}\n`);
  const runs = {
    comparison: compareRuns(a, b),
    names: { a: openedA.label, b: openedB.label },
    spent: { a: timeSpent(a), b: timeSpent(b) },
  };
  const sentence = comparisonSentence(runs);
  await environment.stdout.write(
    json
      ? `${JSON.stringify({ files: runs.names, sentence, ...runs.comparison, timeSpent: runs.spent })}\n`
      : `${comparisonTable(runs)}\n${sentence}\n`,
  );
}
