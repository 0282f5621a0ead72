/** What the check of a lesson found, for people. */

import { join } from 'node:path';
import type { LessonCheck } from '../../machines/lessons/check-lesson.ts';
import type { Lesson, LessonProblem } from '../../machines/lessons/lesson.ts';
import type { Measure, ScenarioChanges } from '../../machines/lessons/measure.ts';

/** A lesson that was read, with what its check found, or what keeps it from being read. */
export interface CheckedLesson {
  readonly folder: string;
  readonly name: string;
  /** Null: it could not be read, and nothing was run. */
  readonly lesson: Lesson | null;
  readonly problems: readonly LessonProblem[];
  readonly warnings: readonly LessonProblem[];
  readonly facts: LessonCheck['facts'] | null;
}

/** Solutions that are shown; the rest is a number. */
const SOLUTIONS_SHOWN = 3;

/** The lines about one lesson. */
export function lessonCheckLines(checked: CheckedLesson): readonly string[] {
  const { name, lesson, problems, warnings, facts } = checked;
  const verdict = problems.length === 0 ? 'ok' : countOf(problems.length, 'problem');
  return [
    `${name} · ${lesson === null ? '' : `${lesson.texts.en.title} · ${lesson.minutes} min · `}${verdict}`,
    ...(lesson === null || facts === null ? [] : factLines(lesson, facts)),
    ...problems.map(problem => problemLine(checked.folder, problem)),
    ...warnings.map(problem => problemLine(checked.folder, problem, 'warning: ')),
  ];
}

function factLines(
  lesson: Lesson,
  { questions, stops, attempts, solutions }: LessonCheck['facts'],
): readonly string[] {
  const lines: string[] = [];
  for (const [index, { id, at, ask }] of lesson.stops.entries()) {
    const ms = stops[index]?.ms ?? null;
    lines.push(`  ${id}: ${at.text}${ms === null ? ', which does not come' : ` (${ms} ms)`}`);
    const question = questions.find(({ stop }) => stop === id);
    if (ask === null || question === undefined) continue;
    lines.push(`    ${ask.text.en}`);
    for (const [choice, { text }] of ask.choices.entries())
      lines.push(`      ${choice === question.right ? '✓' : ' '} ${text.en}`);
    lines.push(`      measured: ${measuredText(ask.measure, question.measured)}`);
  }
  lines.push(`  task: ${solutions.length} of ${countOf(attempts, 'attempt')} solve it`);
  for (const solution of solutions.slice(0, SOLUTIONS_SHOWN)) lines.push(`      ${solutionText(solution)}`);
  if (solutions.length > SOLUTIONS_SHOWN) lines.push(`      and ${solutions.length - SOLUTIONS_SHOWN} more`);
  return lines;
}

function measuredText(measure: Measure, measured: string | number): string {
  const isTime = measure.kind === 'one' && measure.of.kind === 'time' && typeof measured === 'number';
  return isTime ? `${measured} ms` : String(measured);
}

function solutionText(changes: ScenarioChanges): string {
  return Object.entries(changes)
    .map(([path, value]) => `${path}: ${value}`)
    .join(', ');
}

/** `FILE:LINE:COLUMN: path: message`, as compilers say it, so that editors can jump there. */
export function problemLine(folder: string, problem: LessonProblem, before = ''): string {
  const { file, line, column, path, message } = problem;
  const text = [path, message].filter(part => part !== '').join(': ');
  return `${join(folder, file)}:${line}:${column}: ${before}${text}`;
}

/** `1 lesson`, `3 lessons`. */
export function countOf(number: number, what: string): string {
  return `${number} ${what}${number === 1 ? '' : 's'}`;
}
