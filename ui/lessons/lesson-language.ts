/** Which of a lesson's texts are read on a page. */
import type { LessonLanguage } from '../../machines/lessons/lesson.ts';
import type { Language } from '../../machines/words/translate.ts';

/** The language of lessons for a language of the page. */
export function lessonLanguage(language: Language): LessonLanguage {
  return language === 'en' ? 'en' : 'zh';
}
