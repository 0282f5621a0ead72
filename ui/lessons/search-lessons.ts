/** Finding lessons by what stands in them, in either language. */
import type { Block, Inline, LessonText, Section } from '../../machines/lessons/lesson-text.ts';
import type { ListedLesson } from './course.ts';

/** The lessons that have every word of the search in them; all of them for none. */
export function searchLessons(lessons: readonly ListedLesson[], search: string): readonly ListedLesson[] {
  const words = search.toLowerCase().split(/\s+/).filter(Boolean);
  if (words.length === 0) return lessons;
  return lessons.filter(lesson => {
    const text = textOf(lesson);
    return words.every(word => text.includes(word));
  });
}

const texts = new WeakMap<ListedLesson, string>();

/** Everything that a lesson says, in small letters; kept as long as the lesson is. */
function textOf(lesson: ListedLesson): string {
  const known = texts.get(lesson);
  if (known !== undefined) return known;
  const { name, result } = lesson;
  const text = [
    name,
    ...(result.ok ? Object.values(result.lesson.texts).flatMap(partsOf) : []),
    ...(result.ok ? result.lesson.stops.flatMap(({ ask }) => (ask ? Object.values(ask.text) : [])) : []),
  ]
    .join('\n')
    .toLowerCase();
  texts.set(lesson, text);
  return text;
}

function partsOf({ title, intro, stops, task }: LessonText): readonly string[] {
  return [title, ...[intro, ...Object.values(stops), task].flatMap(sectionText)];
}

function sectionText({ heading, blocks }: Section): readonly string[] {
  return [heading, ...blocks.map(blockText)];
}

function blockText(block: Block): string {
  switch (block.kind) {
    case 'paragraph':
      return block.inlines.map(inlineText).join('');
    case 'code':
      return block.text;
    case 'list':
      return block.items.map(item => item.map(inlineText).join('')).join('\n');
  }
}

function inlineText(inline: Inline): string {
  return 'text' in inline ? inline.text : inline.inlines.map(inlineText).join('');
}
