/** What a rule about a recording is, and what comes of checking it. */
import type { Translate } from '../../words/translate.ts';
import type { Phrase } from '../../words/zh/catalog.ts';
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
  /** `seq` of the events that break the rule, or of those that show that it holds. */
  readonly events: readonly number[];
}

/** A rule of graceful termination. */
export interface Rule {
  readonly name: RuleName;
  /** The rule in a few words. */
  readonly title: Phrase;
  /** Why it matters, and what it cannot see. */
  readonly explanation: Phrase;
  readonly check: (facts: RunFacts, tr: Translate) => Verdict;
}

export function holds(detail: string, events: readonly number[] = []): Verdict {
  return { ok: true, detail, events };
}

export function undecidable(detail: string): Verdict {
  return { ok: null, detail, events: [] };
}

export function broken(detail: string, events: readonly number[]): Verdict {
  return { ok: false, detail, events };
}

/** Why a log cannot decide a rule about requests. */
export function withoutRequests(facts: RunFacts, tr: Translate): Verdict {
  return undecidable(
    facts.header.source === 'imported'
      ? tr('the log has no requests: -v=3 prints them')
      : tr('the recording has no requests'),
  );
}

/** None, one and many of what the rules count. */
const COUNTED = {
  probe: ['no probes', 'one probe', '{n} probes'],
  request: ['no requests', 'one request', '{n} requests'],
  admitted: ['no admitted requests', 'one admitted request', '{n} admitted requests'],
  call: ['no calls', 'one call', '{n} calls'],
  auditEvent: ['no audit events', 'one audit event', '{n} audit events'],
  signal: ['no signals', 'one signal', '{n} signals'],
} as const satisfies Record<string, readonly [none: Phrase, one: Phrase, many: Phrase]>;

/** `one request`, `3 requests`, `no requests`. */
export function count(number: number, what: keyof typeof COUNTED, tr: Translate): string {
  const [none, one, many] = COUNTED[what];
  if (number === 0) return tr(none);
  return number === 1 ? tr(one) : tr(many, { n: number });
}

/** A few of many, for a sentence: `r1, r2, r3 and 5 more`. */
export function someOf(items: readonly string[], tr: Translate, limit = 3): string {
  const shown = items.slice(0, limit).join(', ');
  return items.length > limit ? tr('{shown} and {n} more', { shown, n: items.length - limit }) : shown;
}

/** Milliseconds for a sentence: `12.5 ms`, `3.2 s`. */
export function span(ms: number): string {
  return ms < 1000 ? `${Math.round(ms * 10) / 10} ms` : `${Math.round(ms / 10) / 100} s`;
}
