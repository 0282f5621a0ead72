/** Why a command cannot do what it was asked: printed as it is, without a stack. */

/** The exit statuses of the program, besides 0. */
export const EXIT_FAILED = 1;
export const EXIT_USAGE = 2;

/** `exitCode` 1: the run failed; 2: wrong usage or an unusable file. */
export class CliFailure extends Error {
  readonly exitCode: typeof EXIT_FAILED | typeof EXIT_USAGE;
  /** The message stands for itself, as lines with a place in a file do; others get the program's name before them. */
  readonly isPlain: boolean;

  constructor(exitCode: typeof EXIT_FAILED | typeof EXIT_USAGE, message: string, isPlain = false) {
    super(message);
    this.name = 'CliFailure';
    this.exitCode = exitCode;
    this.isPlain = isPlain;
  }
}
