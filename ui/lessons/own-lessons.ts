/** The lessons that `lastcall serve --lessons FOLDER` hands to the page. */
import { z } from 'zod';
import type { LessonFiles } from '../../machines/lessons/lesson.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';

/** A page lists no more of them: a folder with more was not meant. */
const MOST_OWN_LESSONS = 200;

const filesSchema: z.ZodType<LessonFiles> = z.object({
  name: z.string().min(1),
  yaml: z.string(),
  texts: z.object({ en: z.string().nullable(), zh: z.string().nullable() }),
});

interface OwnLessons {
  readonly files: readonly LessonFiles[];
  /** Why there are none though there should be, or why not all; null: nothing went wrong. */
  readonly problem: string | null;
}

/** Asks the program behind the page; a page without one has none. */
export async function fetchOwnLessons(session: Session): Promise<OwnLessons> {
  if (!session.store.get().liveAvailable) return { files: [], problem: null };
  try {
    const response = await fetch('api/lessons');
    if (response.status === 404) return { files: [], problem: null };
    const read = z.array(filesSchema).safeParse(response.ok ? await response.json() : null);
    if (!read.success)
      return { files: [], problem: tr('Your lessons cannot be read: the program gave no list of them.') };
    const files = read.data.slice(0, MOST_OWN_LESSONS);
    const isCut = read.data.length > files.length;
    const most = MOST_OWN_LESSONS;
    return {
      files,
      problem: isCut ? tr('Only the first {most} of your lessons are listed.', { most }) : null,
    };
  } catch {
    return { files: [], problem: tr('Your lessons cannot be fetched: the program does not answer.') };
  }
}
