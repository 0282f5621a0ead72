/** What a rule about a recording is, and what comes of checking it. */
import type { RunFacts } from '../facts.ts';

/** The names of the rules. They are part of the JSON summary: never renamed. */
export type RuleName =
  | 'signal-order'
  | 'no-admission-after-drain'
  | 'readyz-fails-from-shutdown'
  | 'livez-stays-ok'
  | 'no-drop-before-drained'
  | 'hook-calls-succeed'
  | 'audit-complete'
  | 'listener-outlives-healthy-verdict'
  | 'ends-within-grace-period';

/** What a rule found. `ok` is null when the recording cannot decide it. */
export interface Verdict {
  readonly ok: boolean | null;
  /** What was found, in one sentence. */
  readonly detail: string;
  /** `seq` of the events that break the rule. */
  readonly events: readonly number[];
}

/** A rule of graceful termination. */
export interface Rule {
  readonly name: RuleName;
  /** The rule in a few words. */
  readonly title: string;
  /** Why it matters, and what it cannot see. */
  readonly explanation: string;
  readonly check: (facts: RunFacts) => Verdict;
}

export function holds(detail: string): Verdict {
  return { ok: true, detail, events: [] };
}

export function undecidable(detail: string): Verdict {
  return { ok: null, detail, events: [] };
}

export function broken(detail: string, events: readonly number[]): Verdict {
  return { ok: false, detail, events };
}

/** `one request`, `3 requests`, `no requests`. */
export function count(number: number, noun: string): string {
  if (number === 0) return `no ${noun}s`;
  return number === 1 ? `one ${noun}` : `${number} ${noun}s`;
}

/** A few of many, for a sentence: `r1, r2, r3 and 5 more`. */
export function someOf(items: readonly string[], limit = 3): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? `${shown} and ${items.length - limit} more` : shown;
}

/** Milliseconds for a sentence: `12.5 ms`, `3.2 s`. */
export function span(ms: number): string {
  return ms < 1000 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms / 10) / 100} s`;
}
