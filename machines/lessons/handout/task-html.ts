/** The task on paper: its goals to be ticked, and what may be changed. */
import { controlName } from '../control-name.ts';
import type { Control } from '../lesson.ts';
import { controlOptions, isStart } from '../task.ts';
import { box, escaped, tag } from './html.ts';
import { sectionHtml } from './section-html.ts';
import type { Sheet } from './sheet.ts';

export function taskHtml(sheet: Sheet): string {
  const { lesson, text, language, tr } = sheet;
  const { goals, controls, changes } = lesson.task;
  const allowed =
    changes === 1 ? tr('One value may be changed.') : tr('Up to {n} values may be changed.', { n: changes });
  const head = [tr('What may be changed'), tr('To what'), tr('Your choice')].map(words =>
    tag('th', { scope: 'col' }, escaped(words)),
  );
  return tag(
    'section',
    { class: 'task' },
    tag('h2', {}, escaped(tr('Task: {heading}', { heading: text.task.heading }))),
    sectionHtml(sheet, text.task),
    tag('ul', { class: 'choices' }, ...goals.map(goal => tag('li', {}, box(), escaped(goal.text[language])))),
    tag('p', {}, escaped(allowed)),
    tag(
      'table',
      {},
      tag('thead', {}, tag('tr', {}, ...head)),
      tag('tbody', {}, ...controls.map(control => row(sheet, control))),
    ),
  );
}

/** A control: its values, with the one that the scenario has in bold. */
function row({ lesson, tr }: Sheet, control: Control): string {
  const { task } = lesson;
  const values = controlOptions(task, control).map(value => {
    const words = escaped(value === null ? tr('not set') : String(value));
    return isStart(task.scenario, control.path, value)
      ? `${tag('b', {}, words)} ${escaped(tr('(now)'))}`
      : words;
  });
  return tag(
    'tr',
    {},
    tag('th', { scope: 'row' }, tag('code', {}, escaped(controlName(control.path, tr)))),
    tag('td', {}, values.join(' · ')),
    tag('td', { class: 'blank' }, ''),
  );
}
