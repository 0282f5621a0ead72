/** What came of checking one file. */
import type { CheckResult } from '../../../machines/recording/checks.ts';
import type { RecordingHeader, RunEvent } from '../../../machines/recording/events.ts';
import type { SpentSpan } from '../../../machines/recording/time-spent.ts';

/** An event that shows a verdict, as it can be shown itself. */
export interface ShownEvent {
  readonly seq: number;
  /** Milliseconds since the first SIGTERM or SIGINT; since the start where there was none. */
  readonly t: number;
  readonly type: RunEvent['type'];
  /** In a few words: `request.settled r17 reset`. */
  readonly text: string;
  /** The line of the file that it stands in, counted from 1; null where that is not known. */
  readonly line: number | null;
}

export interface CheckedRule extends CheckResult {
  readonly verdict: 'ok' | 'broken' | 'not decidable';
  /** The first of the events that show it. */
  readonly shown: readonly ShownEvent[];
}

export interface CheckedFile {
  /** As it was written on the command line; `<stdin>` for `-`. */
  readonly file: string;
  readonly header: RecordingHeader;
  /** What times count from: a signal, or null for the start. */
  readonly origin: 'SIGTERM' | 'SIGINT' | null;
  /** How long it is, in milliseconds. */
  readonly duration: number;
  readonly rules: readonly CheckedRule[];
  /** Of a log: which version and mode its server must have had; null for other recordings. */
  readonly server: string | null;
  readonly spent: readonly SpentSpan[];
  /** What was noticed in reading it: a last line that is cut off. */
  readonly remarks: readonly string[];
}

/** A file that could not be checked, and why. */
export interface UnusableFile {
  readonly file: string;
  readonly problem: string;
}

export type FileResult = CheckedFile | UnusableFile;

export function isUsable(result: FileResult): result is CheckedFile {
  return 'rules' in result;
}

/** How many rules of a file have each verdict. */
export function countVerdicts({ rules }: CheckedFile): Readonly<Record<CheckedRule['verdict'], number>> {
  const counts = { ok: 0, broken: 0, 'not decidable': 0 };
  for (const { verdict } of rules) counts[verdict]++;
  return counts;
}

/** What was found, and what to change. */
export function withAdvice(detail: string, advice: string | null): string {
  return advice === null ? detail : `${detail}. ${advice}.`;
}
