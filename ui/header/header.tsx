/** The header: what is shown, on what evidence, and what can be done with the page itself. */
import { LIBRARY } from '../../machines/scenario/library.ts';
import { EditButton } from '../editor/edit-button.tsx';
import { FileDrop } from '../files/file-drop.tsx';
import { chooseFile, saveRecording } from '../files/files.ts';
import { saveAsStore } from '../files/save-as-store.ts';
import { showLessons } from '../lessons/list-store.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { switchLanguage, tr } from '../words/language.ts';
import { Evidence } from './evidence.tsx';
import { LanguageNames } from './language-names.tsx';
import { LineagePick } from './lineage-pick.tsx';
import { ModePick } from './mode-pick.tsx';
import { Pick } from './pick.tsx';
import { switchTheme } from './theme.ts';

interface HeaderProps {
  readonly session: Session;
  readonly onHelp: () => void;
  readonly onCopyLink: () => void;
}

/** What carries `opt` stands in the help where there is no room for it, what carries `roomy` a little earlier. */
export function Header({ session, onHelp, onCopyLink }: HeaderProps) {
  const scenario = useStore(session.store, state => state.scenario);
  const isKnown = LIBRARY.some(entry => entry.name === scenario);
  const options = [...LIBRARY.map(entry => entry.name), ...(isKnown ? [] : [scenario])];
  return (
    <header className="header">
      <h1>Lastcall</h1>
      <Pick
        className="scenario"
        label={<span className="opt">{tr('Scenario')}</span>}
        name={tr('Scenario')}
        value={scenario}
        options={options.map(name => ({ value: name, text: name }))}
        onPick={name => session.chooseScenario(name)}
      />
      <EditButton session={session} />
      <LineagePick session={session} button="quiet" />
      <ModePick session={session} className="opt" />
      <span className="grow" />
      <Evidence player={session.player} />
      <button type="button" className="quiet opt" aria-haspopup="dialog" onClick={showLessons}>
        {tr('Lessons')}
      </button>
      <button type="button" className="quiet opt" onClick={() => chooseFile(session)}>
        {tr('Open…')}
      </button>
      <button
        type="button"
        className="quiet opt"
        aria-label={tr('Save recording')}
        onClick={() => void saveRecording(session)}
      >
        {tr('Save')}
      </button>
      <button
        type="button"
        className="quiet opt save-as"
        aria-label={tr('Save as…')}
        title={tr('Save as…')}
        aria-haspopup="dialog"
        onClick={() => saveAsStore.set(true)}
      >
        ▾
      </button>
      <button type="button" className="quiet roomy" onClick={onCopyLink}>
        {tr('Copy link')}
      </button>
      <button
        type="button"
        className="quiet opt"
        aria-label="EN / 中文"
        onClick={() => void switchLanguage()}
      >
        <LanguageNames />
      </button>
      <button type="button" className="quiet roomy" onClick={switchTheme}>
        {tr('Theme')}
      </button>
      <button type="button" className="quiet" aria-label={tr('Keys and help')} onClick={onHelp}>
        ?
      </button>
      <FileDrop session={session} />
    </header>
  );
}
