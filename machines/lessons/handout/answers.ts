/** The second part of a handout: what the run shows. Every answer in it was measured. */
import { LINEAGES, type Lineage } from '../../lineage.ts';
import type { Translate } from '../../words/translate.ts';
import { controlName } from '../control-name.ts';
import type { Measure, ScenarioChanges } from '../measure.ts';
import { measureFacts } from '../measure-facts.ts';
import { measuredBeside, measuredText } from '../measured-text.ts';
import { escaped, list, tag } from './html.ts';
import { stopHtml } from './section-html.ts';
import { letterOf, type Sheet, type SheetStop, stopsOf } from './sheet.ts';

/** Ways to solve the task that are listed; the others are counted. */
const MOST_SOLUTIONS = 6;

export function answersHtml(sheet: Sheet): string {
  const { tr } = sheet;
  const stops = stopsOf(sheet);
  const first = stops.findIndex(({ asked }) => asked !== null);
  const shown = first === -1 ? [] : stops.slice(first);
  return tag(
    'div',
    { class: 'answers' },
    tag('h2', {}, escaped(tr('Answers'))),
    tag('p', { class: 'quiet' }, escaped(tr('Measured in the run when this page was made.'))),
    ...shown.map(place => stopHtml(sheet, place, answerHtml(sheet, place))),
    solutionsHtml(sheet),
  );
}

function answerHtml(sheet: Sheet, { stop, asked }: SheetStop): string {
  if (asked === null) return '';
  const { tr, findings, language } = sheet;
  const { question, number } = asked;
  const checked = findings.questions.find(found => found.stop === stop.id);
  const right = checked?.right ?? null;
  const choice = right === null ? undefined : question.choices[right];
  const answer =
    right === null || choice === undefined
      ? escaped(tr('no single choice is right'))
      : `${tag('b', {}, `${letterOf(right)} ${escaped(choice.text[language])}`)}`;
  const beside = checked === undefined ? null : measuredBeside(question, right, checked.measured, language);
  const measured =
    beside === null
      ? ''
      : tag('span', { class: 'quiet' }, ` · ${escaped(tr('measured: {value}', { value: beside }))}`);
  return (
    tag(
      'div',
      { class: 'answer' },
      tag('p', {}, tag('b', {}, `${number}.`), ' ', escaped(question.text[language])),
      tag('p', {}, '→ ', answer, measured),
    ) + versionsHtml(sheet, question.measure)
  );
}

/** What is asked over all versions is measured on each of them; neighbours that agree share a line. */
function versionsHtml(sheet: Sheet, of: Measure): string {
  if (of.kind !== 'lineages') return '';
  const groups: { readonly first: Lineage; last: Lineage; readonly value: string }[] = [];
  for (const lineage of LINEAGES.filter(each => of.among.includes(each))) {
    const facts = sheet.run.onLineage(lineage);
    const one = { kind: 'one', of: of.of, changes: {} } as const;
    const value = facts === null ? '–' : measuredText(one, measureFacts(facts, of.of), sheet.language);
    const group = groups.at(-1);
    if (group?.value === value) group.last = lineage;
    else groups.push({ first: lineage, last: lineage, value });
  }
  const lines = groups.map(({ first, last, value }) => {
    const versions = first === last ? first : `${first} – ${last}`;
    return `${tag('b', {}, versions)} ${escaped(value)}`;
  });
  return list('ul', 'text versions', lines);
}

function solutionsHtml({ findings, tr }: Sheet): string {
  const { solutions } = findings;
  // Those with the fewest changes say it best.
  const ordered = [...solutions].sort((a, b) => Object.keys(a).length - Object.keys(b).length);
  const more = solutions.length - MOST_SOLUTIONS;
  return tag(
    'section',
    { class: 'solutions' },
    tag('h3', {}, escaped(tr('What solves the task'))),
    tag(
      'p',
      { class: 'quiet' },
      escaped(
        tr('{n} of the {all} ways that there are solve it.', { n: solutions.length, all: findings.attempts }),
      ),
    ),
    list(
      'ul',
      'text',
      ordered.slice(0, MOST_SOLUTIONS).map(changes => solution(changes, tr)),
    ),
    more > 0 ? tag('p', {}, escaped(tr('and {n} more', { n: more }))) : '',
  );
}

function solution(changes: ScenarioChanges, tr: Translate): string {
  return Object.entries(changes)
    .map(([path, value]) => tag('code', {}, escaped(`${controlName(path, tr)}: ${value}`)))
    .join(', ');
}
