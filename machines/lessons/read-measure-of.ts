/** A measurement in one run as lessons write it, a map with one key and its companions, → what is measured. */
import { RULES } from '../recording/checks.ts';
import { describeUnknownKey } from '../scenario/parse.ts';
import type { Say } from '../scenario/values.ts';
import type { CountOf, MeasureOf } from './measure.ts';
import type { MomentRef } from './moment-ref.ts';
import { parseMoment } from './parse-moment.ts';

/** Says what is wrong at a path within the measurement. */
export type ReportMeasure = (say: Say, path: readonly (string | number)[]) => void;

/** What each kind may have beside it. */
const COMPANIONS = {
  outcome: [],
  count: ['client', 'from', 'to'],
  first: [],
  last: [],
  happens: ['before'],
  health: ['at'],
  verdict: ['at'],
  listener: [],
  time: [],
  exit: [],
  rule: [],
} as const satisfies Readonly<Record<MeasureOf['kind'], readonly string[]>>;

const KINDS = Object.keys(COMPANIONS) as readonly MeasureOf['kind'][];

const COUNTS: readonly CountOf[] = [
  'requests',
  'answered',
  'dropped',
  'turnedAway',
  'refused',
  'rejected',
  'watchesCut',
  'auditLost',
  'goaways',
];

const RULE_NAMES = RULES.map(({ name }) => name);

/** A map as YAML gives it. */
export type Written = Readonly<Record<string, unknown>>;

export function isWritten(value: unknown): value is Written {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** What is said where no measurement stands. */
export function notAMeasure(found: unknown): Say {
  return tr =>
    tr('a measurement is a map such as {example}, with one of {known}; found {found}', {
      example: '{ outcome: late }',
      known: [...KINDS, 'lineages'].join(', '),
      found: found === undefined ? tr('nothing') : JSON.stringify(found),
    });
}

/**
 * Reads what is measured in one run; null, and reports, where it is nothing.
 * @param more keys that may stand beside it, which somebody else reads.
 */
export function readMeasureOf(
  written: Written,
  more: readonly string[],
  report: ReportMeasure,
): MeasureOf | null {
  const kinds = KINDS.filter(kind => kind in written);
  const [kind] = kinds;
  if (kind === undefined || kinds.length > 1) {
    report(notAMeasure(written), []);
    return null;
  }
  const known = [kind, ...COMPANIONS[kind], ...more];
  const unknown = Object.keys(written).filter(key => !known.includes(key));
  for (const key of unknown) report(tr => describeUnknownKey(key, known, tr), [key]);
  const reader = new MeasureReader(written, report);
  const of = reader.read(kind);
  return unknown.length > 0 || reader.failed ? null : of;
}

/** Reads the values of one map, and remembers whether one of them was wrong. */
class MeasureReader {
  failed = false;

  constructor(
    private readonly map: Written,
    private readonly report: ReportMeasure,
  ) {}

  read(kind: MeasureOf['kind']): MeasureOf | null {
    switch (kind) {
      case 'outcome': {
        const request = this.text(kind);
        return request === null ? null : { kind, request };
      }
      case 'count':
        return this.count();
      case 'first':
      case 'last': {
        const moments = this.moments(kind);
        return moments === null ? null : { kind, moments };
      }
      case 'happens': {
        const moment = this.moment(kind);
        const before = 'before' in this.map ? this.moment('before') : null;
        return moment === null ? null : { kind, moment, before };
      }
      case 'health': {
        const endpoint = this.text(kind);
        const at = this.moment('at');
        return endpoint === null || at === null ? null : { kind, endpoint, at };
      }
      case 'verdict': {
        const client = this.text(kind);
        const at = this.moment('at');
        return client === null || at === null ? null : { kind, client, at };
      }
      case 'listener': {
        const at = this.moment(kind);
        return at === null ? null : { kind, at };
      }
      case 'time':
        return this.time();
      case 'exit': {
        const of = this.oneOf(kind, ['code', 'reason'] as const);
        return of === null ? null : { kind, of };
      }
      case 'rule': {
        const rule = this.oneOf(kind, RULE_NAMES);
        return rule === null ? null : { kind, rule };
      }
    }
  }

  private count(): MeasureOf | null {
    const of = this.oneOf('count', COUNTS);
    const client = 'client' in this.map ? this.text('client') : null;
    const from = 'from' in this.map ? this.moment('from') : null;
    const to = 'to' in this.map ? this.moment('to') : null;
    return of === null ? null : { kind: 'count', of, client, from, to };
  }

  private time(): MeasureOf | null {
    const span = this.map.time;
    if (!isWritten(span) || !('from' in span) || !('to' in span) || Object.keys(span).length !== 2)
      return this.fail(
        tr =>
          tr('a time has a "from" and a "to", such as {example}', { example: '{ from: SIGTERM, to: exit }' }),
        ['time'],
      );
    const from = this.momentOf(span.from, ['time', 'from']);
    const to = this.momentOf(span.to, ['time', 'to']);
    return from === null || to === null ? null : { kind: 'time', from, to };
  }

  private text(key: string): string | null {
    const value = this.map[key];
    if (typeof value === 'string' && value.trim() !== '') return value.trim();
    return this.fail(tr => tr('"{key}" needs a name', { key }), [key]);
  }

  private oneOf<W extends string>(key: string, known: readonly W[]): W | null {
    const value = this.map[key];
    const found = known.find(word => word === value);
    if (found !== undefined) return found;
    return this.fail(
      tr =>
        tr('must be one of {known}, found {found}', {
          known: known.join(', '),
          found: value === undefined ? tr('nothing') : JSON.stringify(value),
        }),
      [key],
    );
  }

  private moment(key: string): MomentRef | null {
    return this.momentOf(this.map[key], [key]);
  }

  private moments(key: string): readonly MomentRef[] | null {
    const list = this.map[key];
    if (!Array.isArray(list) || list.length < 2)
      return this.fail(tr => tr('"{key}" needs a list of at least two moments', { key }), [key]);
    const moments = list.map((value, index) => this.momentOf(value, [key, index]));
    return moments.every(moment => moment !== null) ? moments : null;
  }

  private momentOf(value: unknown, path: readonly (string | number)[]): MomentRef | null {
    if (typeof value !== 'string')
      return this.fail(
        tr => tr('a moment is needed here, such as {example}', { example: 'SIGTERM + 100ms' }),
        path,
      );
    const result = parseMoment(value);
    return result.ok ? result.moment : this.fail(result.say, path);
  }

  private fail(say: Say, path: readonly (string | number)[]): null {
    this.failed = true;
    this.report(say, path);
    return null;
  }
}
