/** The three files of a lesson → the lesson, or every problem with its file, line and column. */
import { type Locate, NOWHERE, readYaml } from '../scenario/read-yaml.ts';
import { english, type Translate } from '../words/translate.ts';
import type { LessonFiles, LessonProblem, LessonResult, LessonView } from './lesson.ts';
import type { WrittenLesson } from './lesson-schema.ts';
import { parseLessonYaml } from './parse-lesson-yaml.ts';
import { type ParsedText, parseText } from './parse-text.ts';

/** What links and the questions of a room can carry. */
const NAME = /^[^\s/]{1,100}$/;

/** Where the value at a path of `lesson.yaml` stands: for problems that only the run shows. */
export function lessonPlaces(files: Pick<LessonFiles, 'yaml'>): Locate {
  const yaml = readYaml(files.yaml, english);
  return yaml.ok ? yaml.locate : NOWHERE;
}

/**
 * Reads a lesson. Never throws: bad input is a result.
 * @param tr the language of the problems' messages.
 */
export function parseLesson(files: LessonFiles, tr: Translate = english): LessonResult {
  const problems: LessonProblem[] = [];
  if (!NAME.test(files.name)) {
    const message = tr(
      'a lesson has the name of its folder, which has no spaces and no slashes; found "{name}"',
      {
        name: files.name,
      },
    );
    problems.push({ file: 'lesson.yaml', line: 1, column: 1, path: '', message });
  }
  const yaml = parseLessonYaml(
    files.name,
    files.yaml,
    problem => problems.push({ file: 'lesson.yaml', ...problem }),
    tr,
  );
  const stops = yaml?.written.stops.map(({ id }) => id) ?? null;
  const read = (language: 'en' | 'zh'): ParsedText => readText(files, language, stops, tr);
  const [en, zh] = [read('en'), read('zh')];
  problems.push(...en.problems, ...zh.problems);
  if (problems.length === 0) problems.push(...differences(en, zh, tr));
  if (yaml === null || en.text === null || zh.text === null || problems.length > 0)
    return { ok: false, problems };
  const { written, run, taskScenario } = yaml;
  const { goals, controls, changes } = written.task;
  return {
    ok: true,
    lesson: {
      name: files.name,
      minutes: written.minutes,
      run,
      stops: written.stops.map(({ id, at, ask, view }) => ({ id, at, ask: ask ?? null, view: viewOf(view) })),
      task: { goals, controls, changes, scenario: taskScenario },
      texts: { en: en.text, zh: zh.text },
    },
  };
}

function readText(
  files: LessonFiles,
  language: 'en' | 'zh',
  stops: readonly string[] | null,
  tr: Translate,
): ParsedText {
  const file = `${language}.md` as const;
  const source = files.texts[language];
  if (source !== null) return parseText(source, file, stops, tr);
  const message = tr('the file is missing: a lesson has its text in both languages');
  return { text: null, shape: [], problems: [{ file, line: 1, column: 1, path: '', message }] };
}

/** Where the two languages do not have the same shape: somebody has forgotten to translate a part. */
function differences(en: ParsedText, zh: ParsedText, tr: Translate): readonly LessonProblem[] {
  return en.shape.flatMap((section, index): readonly LessonProblem[] => {
    const other = zh.shape[index];
    if (other === undefined) return [];
    const problem = (message: string): LessonProblem => {
      return { file: 'zh.md', line: other.line, column: 1, path: '', message };
    };
    const { id } = section;
    return [
      ...(section.codeBlocks === other.codeBlocks
        ? []
        : [
            problem(
              tr('the section "{id}" has {zh} blocks of code here, and {en} in en.md', {
                id,
                zh: other.codeBlocks,
                en: section.codeBlocks,
              }),
            ),
          ]),
      ...(section.hasNotes === other.hasNotes
        ? []
        : [problem(tr('the section "{id}" has notes in one language only', { id }))]),
    ];
  });
}

function viewOf({ tab, signal, lineages }: WrittenLesson['stops'][number]['view']): LessonView {
  return {
    ...(tab === undefined ? {} : { tab }),
    ...(signal === undefined ? {} : { signal }),
    ...(lineages === undefined ? {} : { lineages }),
  };
}
