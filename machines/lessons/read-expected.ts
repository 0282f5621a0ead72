/** What a measurement may have to be, as lessons write it: a word, a number, or a range `1..5`, `6..`, `..3`, `2s..10s`. */
import { parseDuration } from '../scenario/duration.ts';
import { closest } from '../scenario/parse.ts';
import type { Say } from '../scenario/values.ts';
import { toMs } from '../time.ts';
import type { Expected } from './lesson.ts';
import type { Measure } from './measure.ts';
import { valuesOf } from './measured-values.ts';

export type ExpectedResult =
  | { readonly ok: true; readonly expected: Expected }
  | { readonly ok: false; readonly say: Say };

/** Reads what `measure` may have to be; never throws. */
export function readExpected(written: unknown, measure: Measure): ExpectedResult {
  if (typeof written !== 'string' && typeof written !== 'number') {
    const found = written === undefined ? 'nothing' : JSON.stringify(written);
    return wrong(tr => tr('expected a word, a number or a range such as 1..5, found {found}', { found }));
  }
  const text = String(written).trim().replace(/\s+/g, ' ');
  const { words, numbers } = valuesOf(measure);
  const word = words.includes(text) ? text : versionWithoutQuotes(written, words);
  if (word !== null) return { ok: true, expected: { kind: 'value', value: word } };
  const range = /^(\S*?) ?\.\. ?(\S*)$/.exec(text);
  if (range !== null && numbers !== null && numbers !== 'status')
    return readRange(text, range[1] ?? '', range[2] ?? '', numbers);
  const value = readNumber(text, numbers);
  if (typeof value === 'number')
    return { ok: true, expected: { kind: 'value', value: numbers === 'status' ? text : value } };
  if (value !== null) return wrong(value);
  const near = closest(text, words);
  if (near !== null)
    return wrong(tr => tr('"{text}" is never measured here; did you mean "{near}"?', { text, near }));
  const known = [...words, ...(numbers === null ? [] : [EXAMPLES[numbers]])].join(', ');
  return wrong(tr => tr('"{text}" is never measured here; possible are {known}', { text, known }));
}

/** YAML takes 1.20 without quotes for the number 1.2, and there is no version of that name. */
function versionWithoutQuotes(written: unknown, words: readonly string[]): string | null {
  if (typeof written !== 'number' || Number.isInteger(written)) return null;
  return words.find(word => Number(word) === written) ?? null;
}

const EXAMPLES = { count: '0, 1 … 1..5, 6..', status: '429', duration: '2s, 2s..10s, 5s..' } as const;

type Numbers = keyof typeof EXAMPLES;

function wrong(say: Say): ExpectedResult {
  return { ok: false, say };
}

/** A number (durations in milliseconds), what is wrong with it, or null where it is none. */
function readNumber(text: string, numbers: Numbers | null): number | Say | null {
  switch (numbers) {
    case null:
      return null;
    case 'count':
      return /^\d{1,9}$/.test(text) ? Number(text) : null;
    case 'status':
      return /^[1-5]\d\d$/.test(text) ? Number(text) : null;
    case 'duration': {
      if (!/^-?[\d.]/.test(text)) return null;
      const duration = parseDuration(text.replace(/^-/, ''));
      if (typeof duration !== 'number') return duration.say;
      return text.startsWith('-') && duration !== 0 ? -toMs(duration) : toMs(duration);
    }
  }
}

function readRange(text: string, from: string, to: string, numbers: Numbers): ExpectedResult {
  const ends = [from, to].map(end => (end === '' ? null : readNumber(end, numbers)));
  const [low = null, high = null] = ends;
  if (typeof low === 'function') return wrong(low);
  if (typeof high === 'function') return wrong(high);
  if ((low === null && high === null) || (from !== '' && low === null) || (to !== '' && high === null))
    return wrong(tr =>
      tr('"{text}" is not a range here; write for example {known}', { text, known: EXAMPLES[numbers] }),
    );
  if (low !== null && high !== null && low > high)
    return wrong(tr => tr('the range "{text}" ends before it begins', { text }));
  return { ok: true, expected: { kind: 'range', from: low, to: high } };
}
