/** A file that lines are appended to while a server runs: what has been written is in it, whatever becomes of the program. */
import { closeSync, openSync, writeSync } from 'node:fs';
import { reasonOf } from '../reason.ts';
import type { Environment } from './environment.ts';
import { CliFailure, EXIT_USAGE } from './failure.ts';

export interface LineFile {
  /** Writes a line before it returns. A system that refuses once is not asked again, and standard error says so. */
  readonly take: (line: string) => void;
  readonly close: () => void;
}

/**
 * Opens it empty; `-` is standard error.
 * @throws CliFailure, a usage error, when it cannot be written
 */
export function openLineFile(path: string, { stderr }: Pick<Environment, 'stderr'>): LineFile {
  if (path === '-') return { take: line => stderr.say(line), close: () => {} };
  let descriptor: number;
  try {
    descriptor = openSync(path, 'w', 0o600);
  } catch (error) {
    throw new CliFailure(EXIT_USAGE, `cannot write ${path}: ${reasonOf(error)}`);
  }
  let isOpen = true;
  const close = (): void => {
    if (isOpen) closeSync(descriptor);
    isOpen = false;
  };
  return {
    take: line => {
      if (!isOpen) return;
      try {
        writeSync(descriptor, line);
      } catch (error) {
        close();
        stderr.say(`lastcall: cannot write ${path} any more: ${reasonOf(error)}\n`);
      }
    },
    close,
  };
}

/** The options of the commands that run a real server. */
export interface ServerLogOptions {
  /** Where its audit log goes; absent: only into memory. */
  readonly auditLog?: string;
  /** Where its log goes, `-` for standard error; absent: nowhere. */
  readonly httpLog?: string;
}

/** What a live run is given for them, and how they are closed. */
export interface ServerLogs {
  readonly options: { readonly auditFile?: LineFile['take']; readonly httpLog?: LineFile['take'] };
  readonly close: () => void;
}

/** @throws CliFailure as {@link openLineFile} */
export function openServerLogs(
  { auditLog, httpLog }: ServerLogOptions,
  environment: Pick<Environment, 'stderr'>,
): ServerLogs {
  const audit = auditLog === undefined ? null : openLineFile(auditLog, environment);
  const http = httpLog === undefined ? null : openLineFile(httpLog, environment);
  return {
    options: {
      ...(audit ? { auditFile: audit.take } : {}),
      ...(http ? { httpLog: http.take } : {}),
    },
    close: () => {
      audit?.close();
      http?.close();
    },
  };
}
