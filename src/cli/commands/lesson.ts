import { join } from 'node:path';
import { checkLesson } from '../../../machines/lessons/check-lesson.ts';
import { COURSE } from '../../../machines/lessons/course-order.ts';
import { lessonPlaces, parseLesson } from '../../../machines/lessons/parse-lesson.ts';
import { LessonFolderError, readLessonFolder } from '../../lessons/lesson-folder.ts';
import type { Environment } from '../environment.ts';
import { EXIT_FAILED, EXIT_USAGE } from '../failure.ts';
import { readLesson } from '../lesson-argument.ts';
import { type CheckedLesson, countOf, lessonCheckLines } from '../lesson-check-text.ts';

export interface LessonOptions {
  readonly json?: boolean;
}

/**
 * `lastcall lesson check FOLDER…`: proves that lessons can be solved and that both languages are complete.
 * @returns 1 when a lesson has a problem, 2 when a folder cannot be read, 0 otherwise
 */
export async function lessonCheck(
  { stdout, stderr }: Environment,
  folders: readonly string[],
  { json = false }: LessonOptions,
): Promise<number> {
  const checked: CheckedLesson[] = [];
  let isUnreadable = false;
  for (const folder of folders) {
    try {
      const result = await checkFolder(folder);
      checked.push(result);
      // Lesson by lesson: some take seconds.
      if (!json) await stdout.writeLines(lessonCheckLines(result));
    } catch (error) {
      if (!(error instanceof LessonFolderError)) throw error;
      await stderr.write(`lastcall: ${error.message}\n`);
      isUnreadable = true;
    }
  }
  const broken = checked.filter(({ problems }) => problems.length > 0);
  if (json) await stdout.write(`${JSON.stringify({ lessons: checked.map(toJson) })}\n`);
  else if (checked.length > 1)
    await stdout.writeLines([
      `${countOf(checked.length, 'lesson')}, ${broken.length === 0 ? 'all ok' : `${broken.length} with problems`}`,
    ]);
  if (isUnreadable) return EXIT_USAGE;
  return broken.length > 0 ? EXIT_FAILED : 0;
}

async function checkFolder(folder: string): Promise<CheckedLesson> {
  const files = await readLessonFolder(folder);
  const { name } = files;
  const result = parseLesson(files);
  if (!result.ok) return { folder, name, lesson: null, problems: result.problems, warnings: [], facts: null };
  const { lesson } = result;
  return { folder, name, lesson, ...checkLesson(lesson, lessonPlaces(files)) };
}

function toJson({ folder, name, lesson, problems, warnings, facts }: CheckedLesson) {
  return {
    lesson: name,
    folder,
    ok: problems.length === 0,
    title: lesson?.texts.en.title ?? null,
    minutes: lesson?.minutes ?? null,
    stops: facts?.stops ?? [],
    questions: facts?.questions ?? [],
    attempts: facts?.attempts ?? 0,
    solutions: facts?.solutions ?? [],
    problems,
    warnings,
  };
}

/**
 * `lastcall lesson list`: the course, in the order in which it is best taken.
 * @throws CliFailure where a lesson of the course is not there or cannot be used: the program is not whole.
 */
export async function lessonList(
  { courseFolder, stdout }: Environment,
  { json = false }: LessonOptions,
): Promise<void> {
  const read = await Promise.all(COURSE.map(name => readLesson(join(courseFolder, name))));
  const lessons = read.map(({ lesson }) => lesson);
  if (json) {
    const listed = lessons.map(({ name, minutes, texts }) => ({
      name,
      minutes,
      title: { en: texts.en.title, zh: texts.zh.title },
    }));
    await stdout.write(`${JSON.stringify({ lessons: listed })}\n`);
    return;
  }
  const width = Math.max(...lessons.map(({ name }) => name.length));
  const titleWidth = Math.max(...lessons.map(({ texts }) => texts.en.title.length));
  await stdout.writeLines(
    lessons.map(
      ({ name, minutes, texts }) =>
        `${name.padEnd(width)}  ${texts.en.title.padEnd(titleWidth)}  ${String(minutes).padStart(2)} min`,
    ),
  );
}
