/** Where in the text a problem stands. */
import type { ScenarioProblem } from '../../machines/scenario/parse.ts';

/** Offsets of the first character, and behind the last one. */
export interface TextRange {
  readonly from: number;
  readonly to: number;
}

/** The word, quoted text or bracket that a problem points at; at the end of the text the last character. */
export function rangeOfProblem(text: string, problem: ScenarioProblem): TextRange {
  const lines = text.split('\n');
  const line = Math.min(problem.line, lines.length) - 1;
  const start = lines.slice(0, line).reduce((sum, previous) => sum + previous.length + 1, 0);
  const content = lines[line] ?? '';
  const column = Math.min(Math.max(0, problem.column - 1), content.length);
  const found = /^("[^"]*"?|'[^']*'?|[^\s,:[\]{}]+|.)/.exec(content.slice(column))?.[0] ?? '';
  const from = start + column;
  if (found.length > 0) return { from, to: from + found.length };
  return { from: Math.max(start, from - 1), to: from };
}
