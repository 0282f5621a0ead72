/**
 * The language of the page: the address's, the one that was chosen last, or the browser's. The Chinese catalog is fetched
 * by those who read it.
 */
import {
  english,
  following,
  LANGUAGES,
  type Language,
  type Translate,
  translation,
} from '../../machines/words/translate.ts';
import { createStore } from '../session/store.ts';

const KEY = 'lastcall.language';

/** The language in force. The page is drawn anew when it changes. */
export const languageStore = createStore<Language>('en');

let current: Translate = english;

/** Puts a phrase into the language in force. To be called while drawing, never once for all. */
export const tr: Translate = following(() => current);

/** Each language by its own name, as its readers look for it. */
export const LANGUAGE_NAMES: Readonly<Record<Language, string>> = { en: 'EN', 'zh-Hans': '中文' };

function stored(): Language | null {
  try {
    return LANGUAGES.find(language => language === localStorage.getItem(KEY)) ?? null;
  } catch {
    return null;
  }
}

/** The first language of the browser that the page speaks. */
function ofBrowser(): Language {
  for (const wanted of navigator.languages) {
    if (/^zh\b/i.test(wanted)) return 'zh-Hans';
    if (/^en\b/i.test(wanted)) return 'en';
  }
  return 'en';
}

/** Speaks a language; without its catalog, as offline may have it, the page stays as it is. */
async function speak(language: Language): Promise<boolean> {
  if (language === 'en') {
    current = english;
  } else {
    try {
      current = translation((await import('../../machines/words/zh/catalog.ts')).CATALOG);
    } catch {
      return false;
    }
  }
  document.documentElement.lang = language;
  languageStore.set(language);
  return true;
}

/** Before the page is drawn: the language that was asked for, chosen or preferred. */
export async function restoreLanguage(asked: Language | null): Promise<void> {
  await speak(asked ?? stored() ?? ofBrowser());
}

/** The other language than the one in force. */
export async function switchLanguage(): Promise<void> {
  const next = languageStore.get() === 'en' ? 'zh-Hans' : 'en';
  if (!(await speak(next))) return;
  try {
    localStorage.setItem(KEY, next);
  } catch {
    // Without storage the choice holds until the page is left.
  }
}
