/** What a measurement can come to: a choice that can never be right is a slip of the pen. */
import { LINEAGES } from '../lineage.ts';
import type { Measure } from './measure.ts';
import {
  EXIT_WORDS,
  HEALTH_WORDS,
  LISTENER_WORDS,
  OUTCOME_WORDS,
  RULE_WORDS,
  VERDICT_WORDS,
  YES_NO_WORDS,
} from './vocabulary.ts';

export interface MeasuredValues {
  readonly words: readonly string[];
  /** Besides the words: whole numbers, statuses of HTTP, durations, or nothing. */
  readonly numbers: 'count' | 'status' | 'duration' | null;
}

/** Everything that a measurement can come to. */
export function valuesOf(measure: Measure): MeasuredValues {
  if (measure.kind === 'lineages')
    return measure.take === 'count'
      ? { words: [], numbers: 'count' }
      : { words: [...LINEAGES, 'none'], numbers: null };
  const { of } = measure;
  switch (of.kind) {
    case 'outcome':
      return { words: Object.keys(OUTCOME_WORDS), numbers: 'status' };
    case 'count':
      return { words: [], numbers: 'count' };
    case 'first':
    case 'last':
      return { words: [...of.moments.map(({ text }) => text), 'together', 'none'], numbers: null };
    case 'happens':
      return { words: Object.keys(YES_NO_WORDS), numbers: null };
    case 'health':
      return { words: Object.keys(HEALTH_WORDS), numbers: null };
    case 'verdict':
      return { words: Object.keys(VERDICT_WORDS), numbers: null };
    case 'listener':
      return { words: Object.keys(LISTENER_WORDS), numbers: null };
    case 'time':
      return { words: ['never'], numbers: 'duration' };
    case 'exit':
      return of.of === 'code'
        ? { words: ['none'], numbers: 'count' }
        : { words: Object.keys(EXIT_WORDS), numbers: null };
    case 'rule':
      return { words: Object.keys(RULE_WORDS), numbers: null };
  }
}
