/** `lastcall serve --lessons`: the lessons in a folder of somebody's own. */
import type { LessonFiles } from '../../machines/lessons/lesson.ts';
import { LessonFolderError, lessonFoldersIn, readLessonFolder } from './lesson-folder.ts';

/** A course of more is another program. */
const MOST_LESSONS = 100;

/**
 * The lessons of a folder as they are now, by name: of each folder in it that is one, or the folder itself.
 * @throws LessonFolderError when there is none, there are too many, or one of them cannot be read
 */
export async function readOwnLessons(folder: string): Promise<readonly LessonFiles[]> {
  const folders = await lessonFoldersIn(folder);
  if (folders.length > MOST_LESSONS)
    throw new LessonFolderError(`${folder} has ${folders.length} lessons; ${MOST_LESSONS} are possible`);
  return Promise.all((folders.length === 0 ? [folder] : folders).map(readLessonFolder));
}
