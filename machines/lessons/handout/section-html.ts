/** A section of a lesson on paper, and a stop with the pictures of its moment. */
import { doorWords, guardWords } from '../../view/drawing/entrance-words.ts';
import { guardDuty } from '../../view/guard-duty.ts';
import type { MomentShown } from '../../view/moment-shown.ts';
import { clockTime } from '../../words/format.ts';
import type { Section } from '../lesson-text.ts';
import { momentWords } from '../vocabulary.ts';
import { blocksHtml } from './blocks-html.ts';
import { escaped, list, tag } from './html.ts';
import { lineagesHtml } from './lineages-html.ts';
import { mapPicture, type Sheet, type SheetStop, timelinePicture } from './sheet.ts';

/** What is said, and, for the presenter, what only the presenter reads. */
export function sectionHtml({ presenter, tr }: Sheet, { blocks, notes }: Section): string {
  const own = blocksHtml(blocks);
  if (!presenter || notes.length === 0) return own;
  return own + tag('aside', {}, tag('h4', {}, escaped(tr('For the presenter'))), blocksHtml(notes));
}

/** A picture of the map at a moment, with what door and guard do. */
export function momentFigure(sheet: Sheet, shown: MomentShown): string {
  const { run, view } = shown;
  const duty = guardDuty(view, run.plan, run.logged, run.lineage);
  const facts = [doorWords(view, sheet.tr), guardWords(view, duty, sheet.tr)].map(
    ([what, does]) => `${tag('b', {}, escaped(what))} ${escaped(does)}`,
  );
  const version = tag(
    'span',
    {},
    escaped(`kube-apiserver ${run.lineage} · ${clockTime(shown.t, run.origin)}`),
  );
  return tag(
    'figure',
    {},
    mapPicture(sheet, shown, 'narrow'),
    tag('figcaption', {}, version, list('ul', 'facts', facts)),
  );
}

/** A stop as the run shows it: what is seen there and why. `answer` stands before the explanation. */
export function stopHtml(sheet: Sheet, { stop, ms }: SheetStop, answer: string): string {
  const section = sheet.text.stops[stop.id];
  const shown = sheet.shownAt(ms);
  const moment = tag(
    'p',
    { class: 'moment' },
    escaped(`${clockTime(ms, shown.run.origin)} · ${momentWords(stop.at)[sheet.language]}`),
  );
  const words = [
    section === undefined ? '' : tag('h3', {}, escaped(section.heading)),
    moment,
    answer,
    section === undefined ? '' : sectionHtml(sheet, section),
    tag('div', { class: 'timeline' }, timelinePicture(sheet, shown)),
  ];
  const seen = tag('section', { class: 'stop beside' }, tag('div', {}, ...words), momentFigure(sheet, shown));
  // Behind it, and not in it: a page holds either, but not always both.
  return stop.view.lineages === true ? seen + lineagesHtml(sheet) : seen;
}
