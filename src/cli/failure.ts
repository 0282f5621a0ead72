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

/** What a system error says, for a sentence: `permission denied`. */
export function reasonOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  const code = 'code' in error ? String(error.code) : '';
  return REASONS[code] ?? error.message;
}

const REASONS: Readonly<Record<string, string>> = {
  EACCES: 'permission denied',
  EISDIR: 'it is a folder',
  ENOENT: 'no such file or folder',
  ENOSPC: 'no space left on the disk',
  ENOTDIR: 'a part of the path is no folder',
  EPERM: 'permission denied',
  EROFS: 'the file system is read-only',
};
