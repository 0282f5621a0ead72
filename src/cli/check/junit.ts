/**
 * Verdicts as JUnit XML, which CI systems read: a test suite per file, a test case per rule. It is valid against the
 * schema of Apache Ant's JUnitReport (Windy Road's JUnit.xsd), the strictest that is around.
 */
import { xmlText } from '../../../machines/formats/xml.ts';
import {
  type CheckedFile,
  type CheckedRule,
  countVerdicts,
  type FileResult,
  isUsable,
  type UnusableFile,
  withAdvice,
} from './result.ts';

export function formatJunit(results: readonly FileResult[]): string {
  const suites = results.map((result, id) =>
    isUsable(result) ? suiteOf(result, id) : failedSuite(result, id),
  );
  return `<?xml version="1.0" encoding="UTF-8"?>\n<testsuites>\n${suites.join('')}</testsuites>\n`;
}

function suiteOf(result: CheckedFile, id: number): string {
  const { file, header, duration, rules, remarks } = result;
  const counts = countVerdicts(result);
  const properties = {
    scenario: header.scenario?.name ?? '',
    source: header.source,
    lineage: header.lineage ?? '',
  };
  return suite({
    id,
    file,
    startedAt: header.startedAt,
    seconds: duration / 1000,
    counts: { tests: rules.length, failures: counts.broken, errors: 0, skipped: counts['not decidable'] },
    properties: Object.entries(properties)
      .map(([name, value]) => `<property name="${name}" value="${xmlText(value)}"/>`)
      .join(''),
    cases: rules.map(rule => caseOf(rule, file)),
    output: remarks.join('\n'),
  });
}

/** A file that cannot be used is a suite with one case, which is in error. */
function failedSuite({ file, problem }: UnusableFile, id: number): string {
  return suite({
    id,
    file,
    startedAt: null,
    seconds: 0,
    counts: { tests: 1, failures: 0, errors: 1, skipped: 0 },
    properties: '',
    cases: [
      testCase('the file can be used', file, `<error message="${xmlText(problem)}" type="unusable-file"/>`),
    ],
    output: '',
  });
}

function caseOf({ rule, verdict, detail, advice, explanation, shown }: CheckedRule, file: string): string {
  if (verdict === 'ok') return testCase(rule, file, '');
  if (verdict === 'not decidable') return testCase(rule, file, `<skipped message="${xmlText(detail)}"/>`);
  const events = shown.map(({ seq, t, text }) => `${(t / 1000).toFixed(3)} s  ${text}  (seq ${seq})`);
  const advised = advice === null ? [] : ['', `Advice: ${advice}.`];
  const body = [detail, ...advised, '', ...events, '', explanation].join('\n');
  return testCase(
    rule,
    file,
    `<failure message="${xmlText(withAdvice(detail, advice))}" type="${rule}">${xmlText(body)}</failure>`,
  );
}

function testCase(name: string, file: string, content: string): string {
  const begin = `    <testcase name="${token(name)}" classname="${token(file)}" time="0"`;
  return content === '' ? `${begin}/>\n` : `${begin}>${content}</testcase>\n`;
}

interface Suite {
  readonly id: number;
  readonly file: string;
  readonly startedAt: string | null;
  readonly seconds: number;
  readonly counts: Readonly<Record<'tests' | 'failures' | 'errors' | 'skipped', number>>;
  readonly properties: string;
  readonly cases: readonly string[];
  readonly output: string;
}

function suite({ id, file, startedAt, seconds, counts, properties, cases, output }: Suite): string {
  const numbers = Object.entries(counts).map(([name, number]) => `${name}="${number}"`);
  // The schema wants a moment without a zone; what is reproducible has none, and gets the beginning of time.
  const timestamp = /^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d/.exec(startedAt ?? '')?.[0] ?? '1970-01-01T00:00:00';
  const attributes = `id="${id}" package="lastcall" name="${token(file)}" hostname="localhost" timestamp="${timestamp}" time="${seconds.toFixed(3)}" ${numbers.join(' ')}`;
  return (
    `  <testsuite ${attributes}>\n` +
    `    <properties>${properties}</properties>\n${cases.join('')}` +
    `    <system-out>${xmlText(output)}</system-out>\n    <system-err></system-err>\n  </testsuite>\n`
  );
}

/** A text with no line ends and no spaces at its edges; never empty. */
function token(text: string): string {
  return xmlText(text.replace(/\s+/g, ' ').trim() || 'unnamed');
}
