/** What the header has no room for on a small page, as a part of the help. */
import { chooseFile, saveRecording } from '../files/files.ts';
import { saveAsStore } from '../files/save-as-store.ts';
import { showLessons } from '../lessons/list-store.ts';
import type { Session } from '../session/session.ts';
import { switchLanguage, tr } from '../words/language.ts';
import { LanguageNames } from './language-names.tsx';
import { LineagePick } from './lineage-pick.tsx';
import { ModePick } from './mode-pick.tsx';
import { switchTheme } from './theme.ts';

interface HeaderRestProps {
  readonly session: Session;
  readonly onCopyLink: () => void;
  /** Closes the help, so that what was asked for can be seen. */
  readonly onLeave: () => void;
}

/** The classes say which header it stands in for: `opt` is gone from a phone's, `roomy` from a tablet's as well. */
export function HeaderRest({ session, onCopyLink, onLeave }: HeaderRestProps) {
  const after = (act: () => void) => (): void => {
    onLeave();
    act();
  };
  return (
    <div className="header-rest">
      <button type="button" className="btn main opt" aria-haspopup="dialog" onClick={after(showLessons)}>
        {tr('Lessons')}
      </button>
      <LineagePick session={session} button="btn" onLeave={onLeave} />
      <ModePick session={session} className="opt" />
      <button type="button" className="btn opt" onClick={after(() => chooseFile(session))}>
        {tr('Open…')}
      </button>
      <button type="button" className="btn opt" onClick={after(() => void saveRecording(session))}>
        {tr('Save recording')}
      </button>
      <button type="button" className="btn opt" onClick={after(() => saveAsStore.set(true))}>
        {tr('Save as…')}
      </button>
      <button type="button" className="btn roomy" onClick={after(onCopyLink)}>
        {tr('Copy link')}
      </button>
      <button type="button" className="btn roomy" onClick={switchTheme}>
        {tr('Theme')}
      </button>
      <button type="button" className="btn opt" aria-label="EN / 中文" onClick={() => void switchLanguage()}>
        <LanguageNames />
      </button>
    </div>
  );
}
