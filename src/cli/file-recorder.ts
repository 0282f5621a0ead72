/**
 * The recording of a run that goes on, written while it happens: whatever becomes of this program, all but the last
 * moment is in the file.
 */
import { closeSync, ftruncateSync, openSync, rmSync, writeSync } from 'node:fs';
import { constants, stat } from 'node:fs/promises';
import type { RecordingHeader, RunEvent } from '../../machines/recording/events.ts';
import { eventLine, headerLine } from '../../machines/recording/writer.ts';
import { reasonOf } from '../reason.ts';
import { CliFailure, EXIT_FAILED, EXIT_USAGE } from './failure.ts';

/** Events wait this long at most, unless the program itself is held up. */
const FLUSH_MS = 40;
/** A system that does not take what it is given (a pipe that nobody reads) is given up after so many characters. */
const MAX_PENDING = 268_435_456;

export class FileRecorder {
  readonly #path: string;
  readonly #descriptor: number;
  readonly #isNew: boolean;
  readonly #isRegular: boolean;
  /** Lines that have yet to be written. */
  #pending = '';
  #isBegun = false;
  #flushedAt = 0;
  #timer: NodeJS.Timeout | null = null;
  #failure: unknown = null;

  private constructor(path: string, descriptor: number, isNew: boolean, isRegular: boolean) {
    this.#path = path;
    this.#descriptor = descriptor;
    this.#isNew = isNew;
    this.#isRegular = isRegular;
  }

  /**
   * Opens the file; what it holds stays until {@link begin}.
   * @throws CliFailure, a usage error, when it cannot be written
   */
  static async open(path: string): Promise<FileRecorder> {
    try {
      const existing = await stat(path).catch(error => {
        if (error.code === 'ENOENT') return null;
        throw error;
      });
      if (existing?.isDirectory()) throw new Error('it is a folder');
      const descriptor = openSync(path, constants.O_WRONLY | constants.O_CREAT, 0o666);
      return new FileRecorder(path, descriptor, existing === null, existing?.isFile() ?? true);
    } catch (error) {
      throw new CliFailure(EXIT_USAGE, `cannot write ${path}: ${reasonOf(error)}`);
    }
  }

  /** Whether anything of the run is in the file. */
  get hasBegun(): boolean {
    return this.#isBegun;
  }

  /** The next event. Those that come before {@link begin} wait for the header. */
  readonly take = (event: RunEvent): void => {
    if (this.#failure !== null) return;
    this.#pending += `${eventLine(event)}\n`;
    // A busy program comes late to its timers: it looks at the clock itself.
    if (this.#isBegun && performance.now() - this.#flushedAt >= FLUSH_MS) this.#flush();
  };

  /** The run has started: its recording takes the place of what was in the file. */
  begin(header: RecordingHeader): void {
    this.#isBegun = true;
    this.#pending = `${headerLine(header)}\n${this.#pending}`;
    try {
      if (this.#isRegular) ftruncateSync(this.#descriptor, 0);
    } catch (error) {
      this.#failure = error;
    }
    this.#flush();
    this.#timer = setInterval(() => this.#flush(), FLUSH_MS);
  }

  /**
   * Writes what is left and closes the file.
   * @throws CliFailure when the system refused any of it
   */
  close(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    if (this.#isBegun) this.#flush();
    closeSync(this.#descriptor);
    if (this.#failure !== null)
      throw new CliFailure(EXIT_FAILED, `cannot write ${this.#path}: ${reasonOf(this.#failure)}`);
  }

  /** There was no run: a file that was not there before is taken away. */
  discard(): void {
    if (this.#timer !== null) clearInterval(this.#timer);
    closeSync(this.#descriptor);
    if (this.#isNew) rmSync(this.#path, { force: true });
  }

  /**
   * Writes whole lines, at once: what the system has taken survives the end of this program, and a file takes some
   * microseconds for it.
   */
  #flush(): void {
    this.#flushedAt = performance.now();
    if (this.#pending === '' || this.#failure !== null) return;
    const bytes = Buffer.from(this.#pending);
    this.#pending = '';
    let written = 0;
    try {
      while (written < bytes.length) written += writeSync(this.#descriptor, bytes, written);
    } catch (error) {
      const isFull = error instanceof Error && 'code' in error && error.code === 'EAGAIN';
      if (isFull && bytes.length - written < MAX_PENDING) this.#pending = bytes.toString('utf8', written);
      else this.#failure = error;
    }
  }
}
