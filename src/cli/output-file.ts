/**
 * The file of `--out`: opened before the run, so that a path that cannot be written is a usage error at once, and put in
 * its place only when it is complete.
 */
import { access, constants, type FileHandle, open, realpath, rename, rm, stat } from 'node:fs/promises';
import { reasonOf } from '../reason.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from './failure.ts';
import { chunksOf, type TextOutput } from './text-output.ts';

export class OutputFile {
  readonly #handle: FileHandle;
  readonly #path: string;
  /** Where the lines go until they are complete; null for what is no regular file (a pipe, a device). */
  readonly #draft: string | null;

  private constructor(handle: FileHandle, path: string, draft: string | null) {
    this.#handle = handle;
    this.#path = path;
    this.#draft = draft;
  }

  /** @throws CliFailure, a usage error, when the file cannot be written. */
  static async open(path: string): Promise<OutputFile> {
    try {
      const existing = await stat(path).catch(error => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (existing?.isDirectory()) throw new Error('it is a folder');
      if (existing !== null) await access(path, constants.W_OK);
      if (existing !== null && !existing.isFile()) return new OutputFile(await open(path, 'w'), path, null);
      // Behind a link, the file that it names is replaced, not the link.
      const target = existing === null ? path : await realpath(path);
      const draft = `${target}.${process.pid}.part`;
      return new OutputFile(await open(draft, 'w', existing?.mode ?? 0o666), target, draft);
    } catch (error) {
      throw new CliFailure(EXIT_USAGE, `cannot write ${path}: ${reasonOf(error)}`);
    }
  }

  /**
   * Writes all lines, each with an end, and puts the file in its place.
   * @throws CliFailure when the system refuses; nothing half-written is left then.
   */
  async commit(lines: Iterable<string>): Promise<void> {
    for (const chunk of chunksOf(lines)) await this.write(chunk);
    await this.finish();
  }

  /**
   * Writes a part of the text; {@link finish} comes after the last one.
   * @throws CliFailure as {@link commit}
   */
  write(text: string): Promise<void> {
    return this.#attempt(() => this.#handle.appendFile(text));
  }

  /**
   * Puts the file in its place.
   * @throws CliFailure as {@link commit}
   */
  finish(): Promise<void> {
    return this.#attempt(async () => {
      await this.#handle.close();
      if (this.#draft !== null) await rename(this.#draft, this.#path);
    });
  }

  async #attempt(action: () => Promise<void>): Promise<void> {
    try {
      await action();
    } catch (error) {
      await this.discard();
      throw new CliFailure(EXIT_FAILED, `cannot write ${this.#path}: ${reasonOf(error)}`);
    }
  }

  /** Leaves everything as it was before. */
  async discard(): Promise<void> {
    await this.#handle.close();
    if (this.#draft !== null) await rm(this.#draft, { force: true });
  }
}

/**
 * Writes a text that is complete, to a file or, for `-`, to standard output.
 * @throws CliFailure as {@link OutputFile.open} and {@link OutputFile.finish} do
 */
export async function writeWhole(text: string, path: string, stdout: TextOutput): Promise<void> {
  if (path === '-') return stdout.write(text);
  const file = await OutputFile.open(path);
  await file.write(text);
  await file.finish();
}
