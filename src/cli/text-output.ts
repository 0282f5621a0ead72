/** Standard output and standard error. Somebody who stops reading (`| head`) is no error. */
import type { Writable } from 'node:stream';
import { reasonOf } from '../reason.ts';
import { CliFailure, EXIT_FAILED } from './failure.ts';

/** A stream that may be a terminal. */
export type TextStream = Writable & { readonly isTTY?: boolean; readonly columns?: number };

/** So many characters are written at a time. */
const CHUNK_LENGTH = 65_536;

export class TextOutput {
  readonly #stream: TextStream;
  #closed = false;

  constructor(stream: TextStream) {
    this.#stream = stream;
    // Each write gets the error too; without a listener it would end the program.
    stream.on('error', () => {
      this.#closed = true;
    });
  }

  get isTTY(): boolean {
    return this.#stream.isTTY === true;
  }

  /** Width of the terminal in characters. */
  get columns(): number {
    return this.#stream.columns ?? 80;
  }

  /**
   * Resolves when the text has been handed to the system.
   * @throws CliFailure when it cannot be written, except because nobody reads it.
   */
  write(text: string): Promise<void> {
    if (this.#closed) return Promise.resolve();
    return new Promise((resolve, reject) => {
      this.#stream.write(text, error => {
        if (!error || ('code' in error && (error.code === 'EPIPE' || error.code === 'ERR_STREAM_DESTROYED')))
          resolve();
        else reject(new CliFailure(EXIT_FAILED, `cannot write: ${reasonOf(error)}`));
      });
    });
  }

  /** Writes what may get lost: help, progress, remarks. */
  say(text: string): void {
    this.write(text).catch(() => {
      // Whoever has no place for a remark will do without it.
    });
  }

  /** Resolves when everything before has been handed to the system. */
  flush(): Promise<void> {
    return this.write('').catch(() => {
      // What was written with {@link write} has reported its failure.
    });
  }

  /** Writes many lines, each with an end. */
  async writeLines(lines: Iterable<string>): Promise<void> {
    for (const chunk of chunksOf(lines)) await this.write(chunk);
  }
}

/** Lines, each with an end, joined to texts of a size that is good to write. */
export function* chunksOf(lines: Iterable<string>): Generator<string, void> {
  let chunk = '';
  for (const line of lines) {
    chunk += `${line}\n`;
    if (chunk.length < CHUNK_LENGTH) continue;
    yield chunk;
    chunk = '';
  }
  if (chunk !== '') yield chunk;
}
