/** A lesson's sentences in the language of the page. */
import type { Lesson, Sentence } from '../../machines/lessons/lesson.ts';
import { lessonLanguage } from '../lessons/lesson-language.ts';
import { languageStore } from '../words/language.ts';

/** The two hyphens of a flag are parted at the end of a line neither from each other nor from its name. */
export function inLanguage(sentence: Sentence): string {
  return sentence[lessonLanguage(languageStore.get())].replaceAll('--', '-\u2060-\u2060');
}

export function lessonTitle({ texts }: Lesson): string {
  return texts[lessonLanguage(languageStore.get())].title;
}
