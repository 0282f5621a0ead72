/** Verdicts for people: a table per file. */
import { spentWords } from '../../../machines/recording/shutdown-story.ts';
import { wrapText } from '../wrap-text.ts';
import { type CheckedFile, type CheckedRule, countVerdicts, type FileResult, isUsable } from './result.ts';

const MARKS: Readonly<Record<CheckedRule['verdict'], string>> = {
  ok: '✓',
  broken: '✗',
  'not decidable': '?',
};

/** Of one verdict; more are counted. */
const MOST_EVENTS = 5;

/** The table of all files, several lines with an end each. `columns`: how wide it may be. */
export function formatText(results: readonly FileResult[], columns: number): string {
  const tables = results.map(result =>
    isUsable(result) ? fileTable(result, columns) : `${result.file}\n  cannot be used: ${result.problem}\n`,
  );
  return tables.join('\n');
}

function fileTable(result: CheckedFile, columns: number): string {
  const { header, rules, server, spent, remarks } = result;
  const about = [
    result.file,
    header.scenario?.name ?? 'no scenario',
    header.source,
    ...(header.lineage === null ? [] : [`lineage ${header.lineageAtLeast ? '≥ ' : ''}${header.lineage}`]),
  ].join(' · ');
  const width = Math.max(...rules.map(({ rule }) => rule.length));
  const lines = rules.flatMap(rule => ruleLines(rule, width, columns, result.origin));
  const counts = countVerdicts(result);
  const sum = `${counts.ok} ok · ${counts.broken} broken · ${counts['not decidable']} not decidable`;
  const story = [
    ...(server === null ? [] : [`server: ${server}`]),
    ...(spent.length === 0 ? [] : [`time: ${spent.map(span => spentWords(span)).join(', ')}`]),
  ].flatMap(text => wrapText(text, Math.max(30, columns - 2)));
  const head = [about, ...[...remarks, ...story].map(text => `  ${text}`)];
  return `${[...head, ...lines, `  ${sum}`].join('\n')}\n`;
}

function ruleLines(
  rule: CheckedRule,
  width: number,
  columns: number,
  origin: CheckedFile['origin'],
): string[] {
  const { verdict, detail, advice, events, shown } = rule;
  const begin = `  ${MARKS[verdict]} ${rule.rule.padEnd(width)}  ${verdict.padEnd(13)}  `;
  const indent = ' '.repeat(begin.length);
  const [first = '', ...more] = wrapText(detail, Math.max(30, columns - begin.length));
  const lines = [begin + first, ...more.map(line => indent + line)];
  const advised = advice === null ? [] : wrapText(`→ ${advice}.`, Math.max(30, columns - begin.length));
  if (verdict !== 'broken') return [...lines, ...advised.map(line => indent + line)];
  for (const event of shown.slice(0, MOST_EVENTS)) {
    const sign = event.t > 0 && origin !== null ? '+' : '';
    lines.push(`${indent}${sign}${(event.t / 1000).toFixed(3)} s  ${event.text}  (seq ${event.seq})`);
  }
  const hidden = events.length - Math.min(shown.length, MOST_EVENTS);
  if (hidden > 0) lines.push(`${indent}and ${hidden} more`);
  return [...lines, ...advised.map(line => indent + line)];
}
