/** What was measured in a run, in the words of the reader. */
import { seconds } from '../words/format.ts';
import type { LessonLanguage, Question } from './lesson.ts';
import type { Measure } from './measure.ts';
import { standardWords } from './vocabulary.ts';

/** A time has one decimal, words are those of the vocabulary, and what has none stands for itself. */
export function measuredText(measure: Measure, value: string | number, language: LessonLanguage): string {
  if (measure.kind === 'one' && measure.of.kind === 'time' && typeof value === 'number')
    return `${seconds(value, 1)} s`;
  return standardWords(measure, { kind: 'value', value })?.[language] ?? String(value);
}

/** What was measured, where the answer that is right says less than that; null: the answer says it all. */
export function measuredBeside(
  question: Question,
  right: number | null,
  value: string | number,
  language: LessonLanguage,
): string | null {
  const isExact = right !== null && question.choices[right]?.is.kind === 'value';
  return isExact ? null : measuredText(question.measure, value, language);
}
