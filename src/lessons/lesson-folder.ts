/** The folder of a lesson on the disk: `lesson.yaml`, `en.md` and `zh.md`. */
import { readdir, readFile, stat } from 'node:fs/promises';
import { basename, join, resolve } from 'node:path';
import type { LessonFiles } from '../../machines/lessons/lesson.ts';
import { reasonOf } from '../reason.ts';

/** No file of a lesson is longer; the parser says so to who tries with less. */
const MAX_BYTES = 4_194_304;

/** A folder that is no lesson, in a sentence for whoever named it. */
export class LessonFolderError extends Error {
  override readonly name = 'LessonFolderError';
}

/**
 * Reads the files of a lesson. A language whose file is missing comes back as null: that is a problem of the lesson,
 * with its place, not of the folder.
 * @throws LessonFolderError where there is no folder, no `lesson.yaml`, or something cannot be read.
 */
export async function readLessonFolder(folder: string): Promise<LessonFiles> {
  const yaml = await readText(folder, 'lesson.yaml');
  if (yaml === null) {
    const why = (await isFolder(folder)) ? 'it has no lesson.yaml' : 'there is no such folder';
    throw new LessonFolderError(`${folder} is no lesson: ${why}`);
  }
  const [en, zh] = await Promise.all([readText(folder, 'en.md'), readText(folder, 'zh.md')]);
  return { name: basename(resolve(folder)), yaml, texts: { en, zh } };
}

/**
 * The folders within a folder that have a `lesson.yaml`, by name.
 * @throws LessonFolderError where there is no such folder.
 */
export async function lessonFoldersIn(folder: string): Promise<readonly string[]> {
  let names: readonly string[];
  try {
    names = await readdir(folder);
  } catch (error) {
    throw new LessonFolderError(`cannot read ${folder}: ${reasonOf(error)}`);
  }
  const folders = [...names].sort().map(name => join(folder, name));
  const areLessons = await Promise.all(folders.map(path => isFile(join(path, 'lesson.yaml'))));
  return folders.filter((_, index) => areLessons[index]);
}

/** Null: there is no such file. */
async function readText(folder: string, name: string): Promise<string | null> {
  const path = join(folder, name);
  try {
    if ((await stat(path)).size > MAX_BYTES) throw new Error('it is larger than 4 MiB');
    return await readFile(path, 'utf8');
  } catch (error) {
    if (error instanceof Error && 'code' in error && (error.code === 'ENOENT' || error.code === 'ENOTDIR'))
      return null;
    throw new LessonFolderError(`cannot read ${path}: ${reasonOf(error)}`);
  }
}

async function isFolder(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isDirectory(),
    () => false,
  );
}

async function isFile(path: string): Promise<boolean> {
  return stat(path).then(
    stats => stats.isFile(),
    () => false,
  );
}
