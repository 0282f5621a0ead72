/** The same traffic on every version, side by side: the picture that a lesson shows at a stop with `lineages`. */
import { type LegendThing, legendSvg, lineageSvg } from '../../formats/lineage-svg.ts';
import { PRINT_COLOURS } from '../../formats/print-colours.ts';
import { px } from '../../formats/svg-element.ts';
import { LINEAGE_FACTS } from '../../lifecycle/lineage-facts.ts';
import { LINEAGES } from '../../lineage.ts';
import { type LineageRow, lineageRowOf, partsOf } from '../../recording/lineage-table.ts';
import { axisNumber, commonScale } from '../../view/drawing/lineage-scale.ts';
import { EXIT_WORDS, LEGEND } from '../../view/drawing/lineage-words.ts';
import { count, seconds } from '../../words/format.ts';
import type { Translate } from '../../words/translate.ts';
import { escaped, list, tag } from './html.ts';
import type { Sheet } from './sheet.ts';

/** Of a row's picture, in pixels of its drawing. */
const WIDTH = 400;
/** From one number of the axis to the next, at least. */
const NUMBER_PX = 40;

export function lineagesHtml({ run, tr }: Sheet): string {
  const rows = LINEAGES.flatMap(lineage => {
    const facts = run.onLineage(lineage);
    return facts === null ? [] : [{ versions: LINEAGE_FACTS[lineage].versions, row: lineageRowOf(facts) }];
  });
  if (rows.length === 0) return '';
  const scale = commonScale(
    rows.map(({ row }) => row),
    WIDTH,
  );
  const step = scale.step(NUMBER_PX);
  const marks = scale.marks(step, 0).filter(at => at >= 0);
  const numbers = marks.map((at, index) => {
    const unit = index === marks.length - 1 ? ' s' : '';
    const left = `left:${px((scale.x(at) / WIDTH) * 100)}%`;
    return tag('span', { style: left }, `${axisNumber(at, step)}${unit}`);
  });
  const head = (text: string, attributes: Readonly<Record<string, string>> = {}, below = ''): string =>
    tag('th', { scope: 'col', ...attributes }, escaped(text), below);
  const heads = [
    head(tr('Version')),
    head(tr('From the stop to the exit'), { class: 'picture' }, tag('div', { class: 'axis' }, ...numbers)),
    ...[tr('turned away'), tr('dropped'), tr('watches cut')].map(text => head(text, { class: 'number' })),
    head(tr('Exit')),
  ];
  const body = rows.map(({ versions, row }) =>
    tag(
      'tr',
      {},
      tag('th', { scope: 'row' }, escaped(versions)),
      tag('td', { class: 'picture' }, lineageSvg({ row, scale, marks, colours: PRINT_COLOURS, tr })),
      ...[row.turnedAway, row.dropped, row.watchesCut].map(number =>
        tag('td', { class: 'number' }, count(number)),
      ),
      tag('td', {}, escaped(exitText(row, tr))),
    ),
  );
  const explained: readonly (readonly [LegendThing, string])[] = [
    ['signal', tr('a signal')],
    ['moment', tr('a moment without a name')],
    ...partsOf(rows.map(({ row }) => row)).map(part => [part, tr(LEGEND[part])] as const),
    ['exit', tr('the process exits')],
  ];
  const legend = explained.map(([thing, text]) => `${legendSvg(thing, PRINT_COLOURS)} ${escaped(text)}`);
  return tag(
    'div',
    { class: 'lineages' },
    tag('table', {}, tag('thead', {}, tag('tr', {}, ...heads)), tag('tbody', {}, ...body)),
    list('ul', 'legend', legend),
  );
}

function exitText({ exit }: LineageRow, tr: Translate): string {
  if (exit === null) return tr('does not end');
  const at = `${seconds(exit.t, 1)} s`;
  return exit.reason === 'completed' ? at : `${at}, ${tr(EXIT_WORDS[exit.reason])}`;
}
