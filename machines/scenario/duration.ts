/** Durations as Go's `time.ParseDuration` reads them: `1m30s`, `250ms`, `1.5h`. */
import { type Duration, micros } from '../time.ts';
import { english, type Translate } from '../words/translate.ts';

const UNIT_MICROS: Readonly<Record<string, number>> = {
  ns: 0.001,
  us: 1,
  µs: 1,
  μs: 1,
  ms: 1_000,
  s: 1_000_000,
  m: 60_000_000,
  h: 3_600_000_000,
};

const PART = /(\d+(?:\.\d*)?|\.\d+)(ns|us|µs|μs|ms|s|m|h)/y;

/** What was wrong with a duration, in words for the person who wrote it. */
export interface DurationError {
  readonly error: string;
  /** The same, in other languages. */
  readonly say: (tr: Translate) => string;
}

function wrong(say: (tr: Translate) => string): DurationError {
  return { error: say(english), say };
}

/**
 * Reads a duration as Go writes it. `0` needs no unit. Negative ones are refused: nothing in a scenario lasts less
 * than no time.
 */
export function parseDuration(text: string): Duration | DurationError {
  if (text === '0') return micros(0);
  if (text.startsWith('-')) return wrong(tr => tr('"{text}" is negative', { text }));
  let total = 0;
  let at = 0;
  while (at < text.length) {
    PART.lastIndex = at;
    const part = PART.exec(text);
    if (!part) {
      return wrong(tr =>
        tr('"{text}" is not a duration; write it as Go does, for example 250ms, 5s or 1m30s', { text }),
      );
    }
    total += Number(part[1]) * (UNIT_MICROS[part[2] as string] as number);
    at = PART.lastIndex;
  }
  if (text.length === 0)
    return wrong(tr => tr('a duration is missing; write for example 250ms, 5s or 1m30s'));
  if (total > Number.MAX_SAFE_INTEGER / 16)
    return wrong(tr => tr('"{text}" is longer than this program can count', { text }));
  return micros(total);
}

/** Writes a duration as Go does: the largest units first, seconds with a fraction, `0s` for nothing. */
export function formatDuration(duration: Duration): string {
  if (duration === 0) return '0s';
  if (duration < 1_000) return `${duration}µs`;
  if (duration < 1_000_000) return `${duration / 1_000}ms`;
  const hours = Math.floor(duration / 3_600_000_000);
  const minutes = Math.floor((duration % 3_600_000_000) / 60_000_000);
  const secs = (duration % 60_000_000) / 1_000_000;
  return `${hours ? `${hours}h` : ''}${minutes ? `${minutes}m` : ''}${secs ? `${secs}s` : ''}`;
}
