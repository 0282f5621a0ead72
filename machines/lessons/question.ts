/** Which answer to a question is right: the one that the run shows. */
import type { Expected, Question } from './lesson.ts';
import { measure } from './measure-run.ts';
import type { LessonRun } from './run-lesson.ts';

/** Whether what was measured is what was expected; a word is never in a range. */
export function matches(expected: Expected, value: string | number): boolean {
  if (expected.kind === 'value') return String(expected.value) === String(value);
  if (typeof value !== 'number') return false;
  return (expected.from === null || value >= expected.from) && (expected.to === null || value <= expected.to);
}

/** The choices that are right, by their numbers; a lesson that passed its check has exactly one. */
export function rightChoices(
  { choices }: Pick<Question, 'choices'>,
  measured: string | number,
): readonly number[] {
  return choices.flatMap(({ is }, index) => (matches(is, measured) ? [index] : []));
}

/**
 * The number of the right choice.
 * @throws Error for a question that no choice answers, or more than one: the check of lessons finds these.
 */
export function rightChoice(run: LessonRun, question: Question): number {
  const measured = measure(run, question.measure);
  const [right, ...more] = rightChoices(question, measured);
  if (right === undefined || more.length > 0)
    throw new Error(`the question "${question.text.en}" has no single answer: measured was ${measured}`);
  return right;
}
