import { useStore } from '../session/store.ts';
import { LANGUAGE_NAMES, languageStore } from '../words/language.ts';

/** Both languages, each by its own name; the one in force in ink. */
export function LanguageNames() {
  const language = useStore(languageStore, value => value);
  return (
    <>
      <span className={language === 'en' ? 'chosen' : undefined}>{LANGUAGE_NAMES.en}</span> /{' '}
      <span className={language === 'zh-Hans' ? 'chosen' : undefined} lang="zh-Hans">
        {LANGUAGE_NAMES['zh-Hans']}
      </span>
    </>
  );
}
