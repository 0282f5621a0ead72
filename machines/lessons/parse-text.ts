/** One of a lesson's Markdown files → its text, section by section. */
import type { Say } from '../scenario/values.ts';
import type { Translate } from '../words/translate.ts';
import type { LessonProblem } from './lesson.ts';
import type { LessonText, Section } from './lesson-text.ts';
import { type MarkdownPart, readMarkdown } from './markdown.ts';

/** The shape of a section, in which the languages must agree. */
export interface SectionShape {
  readonly id: string;
  readonly line: number;
  readonly codeBlocks: number;
  readonly hasNotes: boolean;
}

export interface ParsedText {
  /** Null where there are problems. */
  readonly text: LessonText | null;
  readonly shape: readonly SectionShape[];
  readonly problems: readonly LessonProblem[];
}

const MAX_CHARACTERS = 65_536;
const TASK = 'task';
const NOTES = 'notes';

/**
 * Reads the text of a lesson whose stops are known. Never throws.
 * @param stops their ids, in order; null where `lesson.yaml` could not be read: nothing is said of the sections then.
 */
export function parseText(
  source: string,
  file: LessonProblem['file'],
  stops: readonly string[] | null,
  tr: Translate,
): ParsedText {
  const problems: LessonProblem[] = [];
  const report = (say: Say, line: number): void => {
    problems.push({ file, line, column: 1, path: '', message: say(tr) });
  };
  if (source.length > MAX_CHARACTERS) {
    report(told => told('the text is longer than {limit} characters', { limit: MAX_CHARACTERS }), 1);
    return { text: null, shape: [], problems };
  }
  const sections = gather(readMarkdown(source, report), report);
  if (stops !== null) checkOrder(sections, [...stops, TASK], report);
  const [intro] = sections;
  const find = (id: string) => sections.find(section => section.id === id)?.section;
  const task = find(TASK);
  const text =
    problems.length > 0 || stops === null || intro === undefined || task === undefined
      ? null
      : {
          title: intro.section.heading,
          intro: intro.section,
          stops: Object.fromEntries(
            stops.flatMap(id => {
              const section = find(id);
              return section === undefined ? [] : [[id, section] as const];
            }),
          ),
          task,
        };
  const shape = sections.map(({ id, line, section }) => ({
    id: id ?? 'intro',
    line,
    codeBlocks: section.blocks.filter(({ kind }) => kind === 'code').length,
    hasNotes: section.notes.length > 0,
  }));
  return { text, shape, problems };
}

interface PlacedSection {
  /** Null: the introduction. */
  readonly id: string | null;
  readonly line: number;
  readonly section: Section;
}

type Report = (say: Say, line: number) => void;

/** The sections with their notes; the first one is the introduction. */
function gather(parts: readonly MarkdownPart[], report: Report): readonly PlacedSection[] {
  const sections: PlacedSection[] = [];
  parts.forEach((part, index) => {
    const { depth, heading, id, line, blocks } = part;
    if (index === 0 ? depth !== 1 : depth === 1)
      report(tr => tr('a text has one "# Title", and it comes first'), line);
    else if (depth > 2) takeNotes(part, sections, report);
    else {
      if (index > 0 && id === null)
        report(
          tr =>
            tr('a section carries the id of its stop, or task: {example}', {
              example: `## ${heading} {#stop-id}`,
            }),
          line,
        );
      if (heading === '') report(tr => tr('a heading must not be empty'), line);
      if (blocks.length === 0) report(tr => tr('the section "{heading}" has no text', { heading }), line);
      sections.push({ id: index === 0 ? null : (id ?? ''), line, section: { heading, blocks, notes: [] } });
    }
  });
  if (sections.length === 0) report(tr => tr('a text begins with "# Title"'), 1);
  return sections;
}

function takeNotes(
  { depth, id, line, blocks }: MarkdownPart,
  sections: PlacedSection[],
  report: Report,
): void {
  const last = sections.at(-1);
  if (depth === 3 && id === NOTES && last !== undefined && last.section.notes.length === 0) {
    sections[sections.length - 1] = { ...last, section: { ...last.section, notes: blocks } };
    return;
  }
  report(
    tr =>
      tr('within a section only its notes have a heading, once: {example}', {
        example: '### Notes {#notes}',
      }),
    line,
  );
}

/** Says what is missing, what is too much, and where the order is another one. */
function checkOrder(sections: readonly PlacedSection[], wanted: readonly string[], report: Report): void {
  const found = sections.slice(1);
  for (const { id, line } of found)
    if (id !== null && id !== '' && !wanted.includes(id))
      report(
        tr =>
          tr('there is no stop "{id}"; the stops are {known}', { id, known: wanted.slice(0, -1).join(', ') }),
        line,
      );
  for (const id of wanted) {
    const times = found.filter(section => section.id === id);
    if (times.length === 0)
      report(tr => tr('the section {example} is missing', { example: `## … {#${id}}` }), 1);
    if (times.length > 1)
      report(tr => tr('the section "{id}" stands here twice', { id }), times[1]?.line ?? 1);
  }
  const ids = found.map(({ id }) => id).filter(id => id !== null && wanted.includes(id));
  const misplaced = ids.findIndex((id, index) => id !== wanted[index]);
  if (misplaced === -1 || ids.length !== wanted.length) return;
  const line = found.find(({ id }) => id === ids[misplaced])?.line ?? 1;
  report(
    tr => tr('the sections come in the order of the stops: {known}', { known: wanted.join(', ') }),
    line,
  );
}
