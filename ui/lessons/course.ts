/** The lessons that there are: the course, which is part of the page, and those of the program behind it. */
import { COURSE } from '../../machines/lessons/course-order.ts';
import type { Lesson, LessonFiles, LessonResult } from '../../machines/lessons/lesson.ts';
import { parseLesson } from '../../machines/lessons/parse-lesson.ts';
import { closest } from '../../machines/scenario/parse.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { fetchOwnLessons } from './own-lessons.ts';

const FILES: Readonly<Record<string, string>> = import.meta.glob<string>(
  ['../../machines/lessons/course/*/lesson.yaml', '../../machines/lessons/course/*/*.md'],
  { query: '?raw', import: 'default', eager: true },
);

/** A lesson of the list: one that can be opened, or what is wrong with it. */
export interface ListedLesson {
  readonly name: string;
  readonly result: LessonResult;
}

/** All that can be chosen from. */
export interface Lessons {
  /** In the order in which they are best taken. */
  readonly course: readonly ListedLesson[];
  /** Somebody's own, from `lastcall serve --lessons`. */
  readonly own: readonly ListedLesson[];
  /** Why there are none of somebody's own though a program stands behind the page; null: nothing went wrong. */
  readonly problem: string | null;
}

function fileOf(name: string, file: string): string | null {
  return FILES[`../../machines/lessons/course/${name}/${file}`] ?? null;
}

function filesOf(name: string): LessonFiles {
  return {
    name,
    yaml: fileOf(name, 'lesson.yaml') ?? '',
    texts: { en: fileOf(name, 'en.md'), zh: fileOf(name, 'zh.md') },
  };
}

const listed = (files: LessonFiles): ListedLesson => ({ name: files.name, result: parseLesson(files, tr) });

/** What was read is kept: the files of the course do not change while the page stands. */
const parsed = new Map<string, ListedLesson>();

function ofCourse(name: string): ListedLesson {
  const lesson = parsed.get(name) ?? listed(filesOf(name));
  parsed.set(name, lesson);
  return lesson;
}

/** Every lesson, each read. */
export async function allLessons(session: Session): Promise<Lessons> {
  const own = await fetchOwnLessons(session);
  return {
    course: COURSE.map(ofCourse),
    own: own.files.map(listed),
    problem: own.problem,
  };
}

/** The lesson of a name, or in words for a person why it cannot be opened. */
export async function findLesson(
  session: Session,
  name: string,
): Promise<{ readonly lesson: Lesson } | { readonly problem: string }> {
  if (COURSE.includes(name)) return usable(ofCourse(name));
  const own = await fetchOwnLessons(session);
  const files = own.files.find(lesson => lesson.name === name);
  if (files) return usable(listed(files));
  const names = [...COURSE, ...own.files.map(lesson => lesson.name)];
  const near = nearNames(name, names);
  const nothing = tr('There is no lesson "{name}".', { name });
  const problem =
    near.length === 0
      ? nothing
      : tr('There is no lesson "{name}". Do you mean {near}?', {
          name,
          near: near.join(', '),
        });
  return { problem };
}

/** The name that looks like one, or else those that have a word of it in them, at most three. */
function nearNames(name: string, names: readonly string[]): readonly string[] {
  const like = closest(name, names);
  if (like !== null) return [like];
  const words = name
    .toLowerCase()
    .split('-')
    .filter(word => word.length > 3);
  return names.filter(other => words.some(word => other.includes(word))).slice(0, 3);
}

function usable({ name, result }: ListedLesson): { readonly lesson: Lesson } | { readonly problem: string } {
  if (result.ok) return { lesson: result.lesson };
  const [first] = result.problems;
  const what = first ? `${first.file}:${first.line}: ${first.message}` : '';
  return { problem: tr('The lesson "{name}" cannot be used: {what}.', { name, what }) };
}

/** The name of the lesson of the course that comes after one; null: it is the last, or none of the course. */
export function lessonAfter(name: string): string | null {
  const at = COURSE.indexOf(name);
  return at === -1 ? null : (COURSE[at + 1] ?? null);
}

/** A lesson of the course that is surely there: for its title. Null: the name is none, or it cannot be used. */
export function courseLesson(name: string): Lesson | null {
  if (!COURSE.includes(name)) return null;
  const { result } = ofCourse(name);
  return result.ok ? result.lesson : null;
}
