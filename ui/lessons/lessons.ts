/** Lessons, as the page calls them: what reads and plays them is fetched when there is one. */
import type { WalkPlace } from '../../machines/lessons/lesson-walk.ts';
import type { LinkState } from '../../machines/view/link.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import type { LessonSession } from './lesson-session.ts';
import { type LessonMove, type LessonUse, lessonUseStore } from './lesson-store.ts';

let current: LessonSession | null = null;
/** Counts what was asked for: a lesson that comes too late is not opened. */
let asked = 0;

/**
 * Opens a lesson at its beginning, or standing at a stop (an id, `task` or `end`); one that is on is left.
 * @returns why it cannot be, in words for a person; null: it is on, or something else was asked for meanwhile.
 */
export async function openLesson(
  session: Session,
  name: string,
  stop: string | null = null,
  use: LessonUse = lessonUseStore.get(),
): Promise<string | null> {
  const mine = ++asked;
  const modules = await Promise.all([import('./lesson-session.ts'), import('./course.ts')]).catch(() => null);
  if (!modules) return tr('The lessons could not be fetched. Reload the page.');
  const [{ LessonSession }, { findLesson }] = modules;
  const found = await findLesson(session, name);
  if (mine !== asked) return null;
  if ('problem' in found) return found.problem;
  current?.leave();
  const opened = new LessonSession(session, found.lesson, use);
  current = opened;
  const problem = await opened.open(stop);
  if (problem !== null && current === opened) current = null;
  return problem;
}

/** Shows the lesson of an address; where it cannot be, says why, and shows what the address asks for otherwise. */
export async function openLinkedLesson(session: Session, link: LinkState): Promise<void> {
  const looking = session.lookForProgram();
  // A lesson that the course does not have may be one of the program's.
  const { COURSE } = await import('../../machines/lessons/course-order.ts');
  const name = link.lesson ?? '';
  if (!COURSE.includes(name)) await looking;
  const problem = await openLesson(session, name, link.stop);
  if (problem !== null) await session.start(link, problem);
}

/** Opens the lesson of the course that comes after the one that is on. */
export async function openNextLesson(): Promise<void> {
  if (!current) return;
  const { session, lesson, use } = current;
  const { lessonAfter } = await import('./course.ts');
  const next = lessonAfter(lesson.name);
  if (next !== null) await openLesson(session, next, null, use);
}

/** Ends the lesson that is on; the run stays as it is. */
export function leaveLesson(): void {
  asked++;
  current?.leave();
  current = null;
}

/** Does something in the lesson that is on. */
export function sendToLesson(move: LessonMove): void {
  current?.send(move);
}

/** Puts the lesson that is on to a place, as somebody who leads has it; nothing is played. */
export function placeLesson(place: WalkPlace): void {
  current?.place(place);
}

/** The lesson that is on, with its verbs; null: none is. */
export function currentLesson(): LessonSession | null {
  return current;
}
