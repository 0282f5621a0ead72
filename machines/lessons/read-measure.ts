/** A measurement as lessons write it → what is measured, and in which runs. */
import { LINEAGES, type Lineage, lineageOf } from '../lineage.ts';
import { describeUnknownKey } from '../scenario/parse.ts';
import type { Say } from '../scenario/values.ts';
import type { Measure, ScenarioChanges } from './measure.ts';
import { readExpected } from './read-expected.ts';
import {
  isWritten,
  notAMeasure,
  type ReportMeasure,
  readMeasureOf,
  type Written,
} from './read-measure-of.ts';

/** Reads a measurement; null, and reports, where it is none. */
export function readMeasure(written: unknown, report: ReportMeasure): Measure | null {
  if (!isWritten(written)) {
    report(notAMeasure(written), []);
    return null;
  }
  if ('lineages' in written) return readOverLineages(written, report);
  const of = readMeasureOf(written, ['with'], report);
  const changes = readChanges(written.with, report);
  return of === null || changes === null ? null : { kind: 'one', of, changes };
}

function readChanges(written: unknown, report: ReportMeasure): ScenarioChanges | null {
  if (written === undefined) return {};
  const entries = isWritten(written) ? Object.entries(written) : [];
  if (entries.length > 0 && entries.every(isChange)) return Object.fromEntries(entries);
  report(
    tr =>
      tr('"with" is a map from places of the scenario to values, such as {example}', {
        example: '{ server.shutdown-delay-duration: 0s }',
      }),
    ['with'],
  );
  return null;
}

function isChange(entry: [string, unknown]): entry is [string, string | number | boolean] {
  return ['string', 'number', 'boolean'].includes(typeof entry[1]);
}

const OVER_LINEAGES = ['lineages', 'of', 'is', 'among'];
const TAKES = ['count', 'first', 'last'] as const;

function readOverLineages(written: Written, report: ReportMeasure): Measure | null {
  const unknown = Object.keys(written).filter(key => !OVER_LINEAGES.includes(key));
  for (const key of unknown) report(tr => describeUnknownKey(key, OVER_LINEAGES, tr), [key]);
  const take = TAKES.find(word => word === written.lineages);
  if (take === undefined)
    report(
      tr =>
        tr('must be one of {known}, found {found}', {
          known: TAKES.join(', '),
          found: JSON.stringify(written.lineages),
        }),
      ['lineages'],
    );
  const inner = (say: Say, path: readonly (string | number)[]) => report(say, ['of', ...path]);
  if (!isWritten(written.of)) inner(notAMeasure(written.of), []);
  const of = isWritten(written.of) ? readMeasureOf(written.of, [], inner) : null;
  const among = readAmong(written.among, report);
  if (take === undefined || of === null || among === null || unknown.length > 0) return null;
  const is = readExpected(written.is, { kind: 'one', of, changes: {} });
  if (!is.ok) {
    report(is.say, ['is']);
    return null;
  }
  if (is.expected.kind === 'range') {
    report(tr => tr('a single value is needed here, not a range'), ['is']);
    return null;
  }
  return { kind: 'lineages', take, of, is: is.expected.value, among };
}

function readAmong(written: unknown, report: ReportMeasure): readonly Lineage[] | null {
  if (written === undefined) return LINEAGES;
  const wanted = Array.isArray(written) ? written.map(version => lineageOf(String(version))) : [];
  if (wanted.length > 0 && wanted.every(lineage => lineage !== null))
    return LINEAGES.filter(lineage => wanted.includes(lineage));
  report(
    tr => tr('"among" is a list of versions in quotes, such as {example}', { example: '["1.16", "1.25"]' }),
    ['among'],
  );
  return null;
}
