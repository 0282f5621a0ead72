import { handoutHtml } from '../../../machines/lessons/handout/handout.ts';
import { LESSON_LANGUAGES, type LessonLanguage } from '../../../machines/lessons/lesson.ts';
import { runLesson } from '../../../machines/lessons/run-lesson.ts';
import { english, type Translate, translation } from '../../../machines/words/translate.ts';
import type { Environment } from '../environment.ts';
import { checkedLesson } from '../lesson-argument.ts';
import { writeWhole } from '../output-file.ts';

export interface ExportLessonOptions {
  readonly lang: LessonLanguage | 'both';
  /** With the presenter's notes. */
  readonly presenter: boolean;
  /** A path, or `-` for standard output. */
  readonly out: string;
}

/** `lastcall export LESSON --format html`: a lesson as a page for paper, made from its run. */
export async function exportLesson(
  environment: Environment,
  argument: string,
  { lang, presenter, out }: ExportLessonOptions,
): Promise<void> {
  const { lesson, findings } = await checkedLesson(environment, argument);
  const wanted = lang === 'both' ? LESSON_LANGUAGES : [lang];
  const languages = await Promise.all(
    wanted.map(async language => ({ language, tr: await translationInto(language) })),
  );
  const html = handoutHtml({ lesson, run: runLesson(lesson), findings }, { languages, presenter });
  await writeWhole(html, out, environment.stdout);
}

/** The Chinese catalog is read by those who print it. */
export async function translationInto(language: LessonLanguage): Promise<Translate> {
  if (language === 'en') return english;
  return translation((await import('../../../machines/words/zh/catalog.ts')).CATALOG);
}
