/** How far somebody has come with the lessons: what a browser keeps, and what can be taken to another one. */
import { z } from 'zod';
import { describeIssue } from '../scenario/describe-issue.ts';
import { english, type Translate } from '../words/translate.ts';
import type { Lesson } from './lesson.ts';

/** The version of the format that this program writes. */
export const PROGRESS_VERSION = 1;

/** More lessons and stops than anybody has. */
const MOST_LESSONS = 500;
const MOST_ANSWERS = 100;

const key = z.string().min(1).max(100);
const wholeNumber = z.number().int().min(0).max(1_000_000);

const lessonProgress = z.object({
  /** The first prediction for each stop, by its id: the number of the choice, and whether it was right. */
  answers: z
    .record(key, z.object({ choice: wholeNumber, right: z.boolean() }))
    .refine(answers => Object.keys(answers).length <= MOST_ANSWERS, 'has more answers than any lesson'),
  /** The place that lies furthest in the lesson: the id of a stop, `intro`, `task` or `end`. */
  furthest: key,
  /** How many places lie before that one; the introduction has 0. */
  at: wholeNumber,
  /** Whether the task has been solved. */
  solved: z.boolean(),
  /** How many runs it took, or has taken so far. */
  tries: wholeNumber,
  /** The end of the lesson has been reached. */
  finished: z.boolean(),
});

const progressSchema = z.object({
  version: z.literal(PROGRESS_VERSION),
  lessons: z
    .record(key, lessonProgress)
    .refine(lessons => Object.keys(lessons).length <= MOST_LESSONS, 'has more lessons than there can be'),
});

export type LessonProgress = Readonly<z.output<typeof lessonProgress>>;

export interface Progress {
  readonly version: typeof PROGRESS_VERSION;
  /** By the name of the lesson. */
  readonly lessons: Readonly<Record<string, LessonProgress>>;
}

export type ProgressResult =
  | { readonly ok: true; readonly progress: Progress }
  /** What is wrong with it, in words for a person. */
  | { readonly ok: false; readonly problem: string };

/** Nothing has been begun. */
export const emptyProgress: Progress = { version: PROGRESS_VERSION, lessons: {} };

const UNTOUCHED: LessonProgress = {
  answers: {},
  furthest: 'intro',
  at: 0,
  solved: false,
  tries: 0,
  finished: false,
};

/** Reads what was kept or exported; never throws. Unknown keys are left out. */
export function readProgress(value: unknown, tr: Translate = english): ProgressResult {
  if (typeof value === 'object' && value !== null && 'version' in value && isLater(value.version))
    return { ok: false, problem: tr('a newer version of this program has written it') };
  const result = progressSchema.safeParse(value, { reportInput: true });
  if (result.success) return { ok: true, progress: result.data };
  const [issue] = result.error.issues;
  if (issue === undefined) return { ok: false, problem: tr('it is no progress of lessons') };
  const place = issue.path.join('.');
  const what = describeIssue(issue, tr);
  return { ok: false, problem: place === '' ? what : `${place}: ${what}` };
}

function isLater(version: unknown): boolean {
  return typeof version === 'number' && version > PROGRESS_VERSION;
}

/** What is known of a lesson; null: it has not been begun. */
export function progressOf(progress: Progress, lesson: string): LessonProgress | null {
  return Object.hasOwn(progress.lessons, lesson) ? (progress.lessons[lesson] ?? null) : null;
}

/** Both together, whichever is newer: nothing that was reached is lost. Of two answers the first progress's is kept. */
export function mergeProgress(a: Progress, b: Progress): Progress {
  const names = [...new Set([...Object.keys(a.lessons), ...Object.keys(b.lessons)])].slice(0, MOST_LESSONS);
  return {
    version: PROGRESS_VERSION,
    lessons: Object.fromEntries(
      names.map(name => [name, mergeLesson(progressOf(a, name), progressOf(b, name))]),
    ),
  };
}

function mergeLesson(a: LessonProgress | null, b: LessonProgress | null): LessonProgress {
  if (a === null || b === null) return a ?? b ?? UNTOUCHED;
  const further = b.at > a.at ? b : a;
  const answers = Object.entries({ ...b.answers, ...a.answers }).slice(0, MOST_ANSWERS);
  return {
    answers: Object.fromEntries(answers),
    furthest: further.furthest,
    at: further.at,
    solved: a.solved || b.solved,
    tries: triesOf(a, b),
    finished: a.finished || b.finished,
  };
}

/** The fewest that solved it; as long as nobody has, the most that were made. */
function triesOf(a: LessonProgress, b: LessonProgress): number {
  if (a.solved !== b.solved) return a.solved ? a.tries : b.tries;
  return a.solved ? Math.min(a.tries, b.tries) : Math.max(a.tries, b.tries);
}

/** Somebody has come to a place of a lesson; an earlier one than the furthest changes nothing. */
export function noteReached(
  progress: Progress,
  { name, stops }: { readonly name: string; readonly stops: readonly Pick<Lesson['stops'][number], 'id'>[] },
  place: string,
): Progress {
  const at = ['intro', ...stops.map(({ id }) => id), 'task', 'end'].indexOf(place);
  if (at === -1) return progress;
  const known = progressOf(progress, name);
  if (known !== null && known.at >= at && (known.finished || place !== 'end')) return progress;
  const before = known ?? UNTOUCHED;
  return withLesson(progress, name, {
    ...before,
    ...(at > before.at ? { furthest: place, at } : {}),
    finished: before.finished || place === 'end',
  });
}

/** Somebody has predicted. Only the first prediction counts: afterwards the answer is known. */
export function noteAnswer(
  progress: Progress,
  lesson: string,
  stop: string,
  answer: { readonly choice: number; readonly right: boolean },
): Progress {
  const before = progressOf(progress, lesson) ?? UNTOUCHED;
  if (Object.hasOwn(before.answers, stop) || Object.keys(before.answers).length >= MOST_ANSWERS)
    return progress;
  return withLesson(progress, lesson, { ...before, answers: { ...before.answers, [stop]: answer } });
}

/** A try at the task has come to its end, the `tries`-th of this person; a later one than the solving one does not count. */
export function noteTry(progress: Progress, lesson: string, tries: number, solved: boolean): Progress {
  const before = progressOf(progress, lesson) ?? UNTOUCHED;
  if (before.solved) return progress;
  return withLesson(progress, lesson, { ...before, tries, solved });
}

function withLesson(progress: Progress, name: string, lesson: LessonProgress): Progress {
  if (!Object.hasOwn(progress.lessons, name) && Object.keys(progress.lessons).length >= MOST_LESSONS)
    return progress;
  return { version: PROGRESS_VERSION, lessons: { ...progress.lessons, [name]: lesson } };
}
