/** What became of requests that were fired from the seats, in words. */

import { OUTCOME_WORDS, STATUS_WORDS } from '../../machines/lessons/vocabulary.ts';
import type { Outcome } from '../../machines/recording/events.ts';
import type { RoomFires, SeatFire } from '../../machines/workshop/messages.ts';
import { tr } from '../words/language.ts';
import { inLanguage } from './sentence.ts';

const WORDS = {
  ok: OUTCOME_WORDS.answered,
  refused: OUTCOME_WORDS.refused,
  goaway: OUTCOME_WORDS.goaway,
  reset: OUTCOME_WORDS.cut,
  failed: OUTCOME_WORDS.cut,
  timeout: OUTCOME_WORDS.timeout,
} as const satisfies Readonly<Record<Exclude<Outcome, 'rejected'>, unknown>>;

/** An outcome, or a status that stands for a rejection. */
export function outcomeWords(outcome: string): string {
  if (Object.hasOwn(WORDS, outcome)) return inLanguage(WORDS[outcome as keyof typeof WORDS]);
  const status = STATUS_WORDS[outcome];
  return status ? inLanguage(status) : tr('It gets status {status}', { status: outcome });
}

export function fireWords({ outcome, status }: SeatFire): string {
  if (outcome === null) return tr('on its way');
  const words = outcomeWords(outcome === 'rejected' ? String(status) : outcome);
  return outcome === 'ok' && status !== null ? `${words}: ${status}` : words;
}

/** Whether an outcome is one that a graceful server spares its clients. */
export function isBad(outcome: string): boolean {
  return outcome === 'reset' || outcome === 'failed' || outcome === 'timeout';
}

/** Outcomes of the room, the most frequent first. */
export function outcomeRows({ outcomes }: RoomFires): readonly { outcome: string; count: number }[] {
  return Object.entries(outcomes)
    .map(([outcome, count]) => ({ outcome, count }))
    .sort((a, b) => b.count - a.count || a.outcome.localeCompare(b.outcome));
}
