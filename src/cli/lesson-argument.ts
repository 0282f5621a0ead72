/** LESSON on the command line: a name of the course, or a folder of somebody's own. */
import { stat } from 'node:fs/promises';
import { join } from 'node:path';
import { checkLesson, type LessonFindings } from '../../machines/lessons/check-lesson.ts';
import { COURSE } from '../../machines/lessons/course-order.ts';
import type { Lesson, LessonFiles, LessonProblem } from '../../machines/lessons/lesson.ts';
import { lessonPlaces, parseLesson } from '../../machines/lessons/parse-lesson.ts';
import { LessonFolderError, readLessonFolder } from '../lessons/lesson-folder.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_USAGE } from './failure.ts';
import { problemLine } from './lesson-check-text.ts';

/**
 * Reads the lesson of a folder.
 * @throws CliFailure, a usage error, where there is none, or with its problems
 */
export async function readLesson(
  folder: string,
): Promise<{ readonly lesson: Lesson; readonly files: LessonFiles }> {
  const files = await readLessonFolder(folder).catch(error => {
    throw error instanceof LessonFolderError ? new CliFailure(EXIT_USAGE, error.message) : error;
  });
  const result = parseLesson(files);
  if (!result.ok) throw withProblems(folder, result.problems);
  return { lesson: result.lesson, files };
}

/**
 * The lesson of an argument, with what its check found.
 * @throws CliFailure, a usage error, that names the lessons where there is no such one, and the problems of one that
 *   does not pass its check: what cannot be proved is not handed out
 */
export async function checkedLesson(
  { courseFolder }: Pick<Environment, 'courseFolder'>,
  argument: string,
): Promise<{ readonly lesson: Lesson; readonly findings: LessonFindings }> {
  const folder = COURSE.includes(argument) ? join(courseFolder, argument) : argument;
  if (!(await isFolder(folder))) throw noLesson(argument);
  const { lesson, files } = await readLesson(folder);
  const { problems, facts } = checkLesson(lesson, lessonPlaces(files));
  if (problems.length > 0) throw withProblems(folder, problems);
  return { lesson, findings: facts };
}

function withProblems(folder: string, problems: readonly LessonProblem[]): CliFailure {
  return new CliFailure(EXIT_USAGE, problems.map(problem => problemLine(folder, problem)).join('\n'), true);
}

function noLesson(argument: string): CliFailure {
  const names = COURSE.length === 0 ? 'none' : COURSE.join(', ');
  return new CliFailure(
    EXIT_USAGE,
    `"${argument}" is no lesson: give the folder of one, or a name of the course: ${names}`,
  );
}

function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}
