/** The first part of a handout: what can be filled in before anything is given away. */
import type { Question } from '../lesson.ts';
import { box, escaped, tag } from './html.ts';
import { momentFigure, sectionHtml, stopHtml } from './section-html.ts';
import { letterOf, type Sheet, stopsOf } from './sheet.ts';
import { taskHtml } from './task-html.ts';

/** The run is shown so long before its stop: everything is still as it always is. */
const BEFORE_STOP_MS = 100;

export function worksheetHtml(sheet: Sheet): string {
  const { lesson, text, tr } = sheet;
  const stops = stopsOf(sheet);
  const firstAsked = stops.findIndex(({ asked }) => asked !== null);
  // Stops before the first question give no answer away; the others stand behind all questions.
  const open = firstAsked === -1 ? stops : stops.slice(0, firstAsked);
  const questions = stops.flatMap(({ asked }) =>
    asked === null ? [] : [questionHtml(sheet, asked.question, asked.number)],
  );
  const minutes = tr('{minutes} minutes', { minutes: lesson.minutes });
  const address = tag('code', {}, escaped(`?lesson=${lesson.name}`));
  return [
    tag(
      'header',
      {},
      tag('h1', {}, escaped(text.title)),
      tag('p', { class: 'quiet' }, escaped(`Lastcall · ${minutes} · `), address),
    ),
    tag(
      'section',
      { class: 'intro' },
      // The first stop has a picture of its own where it is open to all.
      open.length > 0 ? '' : startFigure(sheet),
      sectionHtml(sheet, text.intro),
      open.length > 0 ? '' : tag('p', { class: 'quiet' }, escaped(startWords(sheet))),
    ),
    ...open.map(place => stopHtml(sheet, place, '')),
    questions.length === 0
      ? ''
      : tag(
          'section',
          { class: 'questions' },
          tag('h2', {}, escaped(tr('Predict first'))),
          tag('p', { class: 'quiet' }, escaped(tr('Tick what you expect. The answers come after the task.'))),
          ...questions,
        ),
    taskHtml(sheet),
  ].join('\n');
}

/** The server before anything has happened to it. */
function startFigure(sheet: Sheet): string {
  const { facts } = sheet.run;
  const t = facts.stop === null ? 0 : Math.max(0, facts.stop.t - BEFORE_STOP_MS);
  return momentFigure(sheet, sheet.shownAt(t));
}

function startWords({ tr, run }: Sheet): string {
  const { stop } = run.facts;
  return stop === null
    ? tr('The picture shows the server at its start.')
    : tr('The picture shows the server just before {signal}.', { signal: stop.signal });
}

function questionHtml({ language, tr }: Sheet, { text, choices }: Question, number: number): string {
  const boxes = choices.map((choice, index) =>
    tag('li', {}, box(), tag('b', {}, letterOf(index)), ' ', escaped(choice.text[language])),
  );
  return tag(
    'div',
    { class: 'question' },
    tag('p', { class: 'asked' }, tag('b', {}, `${number}.`), ' ', escaped(text[language])),
    tag('ul', { class: 'choices' }, ...boxes),
    tag('p', { class: 'why' }, escaped(tr('Why?')), tag('i', {}, '')),
  );
}
