/**
 * A lesson as one page for paper: questions to be answered with a pen, the task, and behind them what the run shows, with
 * pictures of its key moments. It is whole in itself: no script runs in it, and nothing is fetched.
 */
import type { Translate } from '../../words/translate.ts';
import type { LessonLanguage } from '../lesson.ts';
import { answersHtml } from './answers.ts';
import { escaped, tag } from './html.ts';
import { type HandoutSource, sheetOf } from './sheet.ts';
import { HANDOUT_STYLE } from './style.ts';
import { worksheetHtml } from './worksheet.ts';

export interface HandoutOptions {
  /** One after the other, each on pages of its own; one at least. */
  readonly languages: readonly { readonly language: LessonLanguage; readonly tr: Translate }[];
  /** Whether the presenter's notes are in it. */
  readonly presenter: boolean;
}

/** As `lang` attributes name them. */
const TAGS: Readonly<Record<LessonLanguage, string>> = { en: 'en', zh: 'zh-Hans' };

/** Nothing may be fetched or run, whatever a lesson says. */
const POLICY = "default-src 'none'; style-src 'unsafe-inline'; base-uri 'none'; form-action 'none'";

/** The page as the text of a file. */
export function handoutHtml(source: HandoutSource, { languages, presenter }: HandoutOptions): string {
  const { lesson } = source;
  const first = languages[0]?.language ?? 'en';
  const bodies = languages.map(each => {
    const sheet = sheetOf(source, each, presenter);
    return tag('main', { lang: TAGS[each.language] }, worksheetHtml(sheet), answersHtml(sheet));
  });
  const title = languages.map(({ language }) => lesson.texts[language].title).join(' · ');
  return `<!doctype html>
<html lang="${TAGS[first]}">
<head>
<meta charset="utf-8">
<meta http-equiv="Content-Security-Policy" content="${escaped(POLICY)}">
<meta name="viewport" content="width=device-width, initial-scale=1">
<title>${escaped(`${title} · Lastcall`)}</title>
<style>${HANDOUT_STYLE}</style>
</head>
<body>
${bodies.join('\n')}
</body>
</html>
`;
}
