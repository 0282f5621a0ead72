/** The values that a scenario is written with: durations, ranges, rates, names, paths. */
import { z } from 'zod';
import { type Duration, micros, seconds } from '../time.ts';
import { english, type Translate } from '../words/translate.ts';
import { formatDuration, parseDuration } from './duration.ts';

/** The longest time any duration of a scenario may have. */
const LONGEST = seconds(7 * 24 * 3600);

/** What repeats does so no faster than this. */
export const SHORTEST_PERIOD = micros(1000);

/** What is wrong with a value, said in the reader's language. */
export type Say = (tr: Translate) => string;

/** An issue that can be said in other languages than English: `describeIssue` finds its words in `params`. */
export function custom(say: Say) {
  return { code: 'custom' as const, message: say(english), params: { say } };
}

/** A time as Go writes it. */
export function duration(about: string, shortest = micros(0)) {
  return z
    .string({ error: 'expected a duration such as 250ms, 5s or 1m30s' })
    .meta({ description: about, examples: ['250ms', '5s', '1m30s'] })
    .transform((text, context): Duration => {
      const refuse = (say: Say): never => {
        context.addIssue({ ...custom(say), input: text });
        return z.NEVER;
      };
      const parsed = parseDuration(text.trim());
      if (typeof parsed !== 'number') return refuse(parsed.say);
      if (parsed > LONGEST) return refuse(tr => tr('"{text}" is longer than a week', { text }));
      if (parsed < shortest)
        return refuse(tr =>
          tr('"{text}" is shorter than {shortest}', { text, shortest: formatDuration(shortest) }),
        );
      return parsed;
    });
}

/** From the shortest to the longest time something takes; both ends included. */
export interface DurationRange {
  readonly min: Duration;
  readonly max: Duration;
}

/** A duration, or two with `..` between them. */
export function durationRange(about: string) {
  return z
    .string({ error: 'expected a duration such as 250ms or a range such as 50ms..300ms' })
    .meta({ description: about, examples: ['250ms', '50ms..300ms'] })
    .transform((text, context): DurationRange => {
      const refuse = (say: Say): never => {
        context.addIssue({ ...custom(say), input: text });
        return z.NEVER;
      };
      const ends = text.split('..').map(end => parseDuration(end.trim()));
      const [min, max = min] = ends;
      const wrong = ends.find(end => typeof end !== 'number');
      if (wrong !== undefined && typeof wrong !== 'number') return refuse(wrong.say);
      if (ends.length > 2 || typeof min !== 'number' || typeof max !== 'number')
        return refuse(tr => tr('"{text}" is not a range; write it as 50ms..300ms', { text }));
      if (min > max) return refuse(tr => tr('the range "{text}" ends before it begins', { text }));
      return { min, max };
    });
}

/** How often something happens: a count in a span of time. */
export function rate(about: string) {
  return z
    .string({ error: 'expected a rate such as 20/s or 30/m' })
    .meta({ description: about, examples: ['20/s', '30/m'] })
    .transform((text, context): Duration => {
      const refuse = (say: Say): never => {
        context.addIssue({ ...custom(say), input: text });
        return z.NEVER;
      };
      const match = /^\s*(\d+(?:\.\d+)?)\s*\/\s*(ms|s|m|h)\s*$/.exec(text);
      const count = Number(match?.[1] ?? 0);
      if (!match || count <= 0)
        return refuse(tr => tr('"{text}" is not a rate; write for example 20/s or 30/m', { text }));
      const unit = { ms: 1_000, s: 1_000_000, m: 60_000_000, h: 3_600_000_000 }[
        match[2] as 'ms' | 's' | 'm' | 'h'
      ];
      const interval = micros(unit / count);
      if (interval < 10) return refuse(tr => tr('"{text}" is more than 100000 a second', { text }));
      return interval;
    });
}

/** What a thing of the scenario is called. */
export function name(about: string) {
  return z
    .string()
    .min(1, 'a name must not be empty')
    .max(100, 'a name has at most 100 characters')
    .regex(/^[^\s/]+$/, 'a name has no spaces and no slashes')
    .meta({ description: about });
}

/** What a request asks for. */
export function path(about = 'Path and query of the request') {
  return z
    .string()
    .max(8192, 'a path has at most 8192 characters')
    .regex(/^\/[^\s#]*$/, 'a path begins with a slash and has no spaces')
    .meta({ description: about, examples: ['/echo?message=hello', '/sleep?duration=4s'] });
}

export const protocol = z.enum(['h2', 'http/1.1']).meta({ description: 'What the client speaks over TLS' });

export const method = z
  .enum(['GET', 'HEAD', 'POST', 'PUT', 'PATCH', 'DELETE', 'OPTIONS'])
  .meta({ description: 'Method of the request' });

export const userAgent = z
  .string()
  .max(200, 'a user agent has at most 200 characters')
  .regex(/^[\x20-\x7e]*$/, 'a user agent has printable ASCII only')
  .meta({ description: 'User-Agent of its requests' });
