/** The header: what is shown, and on what evidence. */
import { LIBRARY } from '../../machines/scenario/library.ts';
import type { Mode } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { LANGUAGE_NAMES, languageStore, switchLanguage } from '../words/language.ts';
import { Pick } from './pick.tsx';
import { switchTheme } from './theme.ts';

export const MODES: readonly { readonly value: Mode; readonly text: string }[] = [
  { value: 'simulate', text: 'simulate' },
  { value: 'live', text: 'live server' },
];

interface HeaderProps {
  readonly session: Session;
  readonly onHelp: () => void;
  readonly onCopyLink: () => void;
}

export function Header({ session, onHelp, onCopyLink }: HeaderProps) {
  const { mode, scenario, liveAvailable } = useStore(session.store, state => state);
  const lineage = useStore(session.player.store, state => state.source?.plan?.lineage ?? null);
  const isKnown = LIBRARY.some(entry => entry.name === scenario);
  const options = [...LIBRARY.map(entry => entry.name), ...(isKnown ? [] : [scenario])];
  return (
    <header className="header">
      <h1>Lastcall</h1>
      <Pick
        label={<span className="opt">Scenario</span>}
        name="Scenario"
        value={scenario}
        options={options.map(name => ({ value: name, text: name }))}
        onPick={name => session.chooseScenario(name)}
      />
      <span className="pick opt">
        <span>Lineage</span>
        <b>{lineage ?? 'unknown'}</b>
      </span>
      <Pick
        className="opt"
        label={<span>Mode</span>}
        name="Mode"
        value={mode}
        options={MODES}
        disabled={!liveAvailable}
        onPick={value => session.chooseMode(value as Mode)}
      />
      <span className="grow" />
      <span className={`evidence ${mode === 'live' ? 'live' : 'simulated'}`} role="status">
        {mode === 'live' ? 'live server' : 'simulated'}
      </span>
      <button type="button" className="quiet opt" onClick={onCopyLink}>
        Copy link
      </button>
      <button
        type="button"
        className="quiet opt"
        aria-label="EN / 中文"
        onClick={() => void switchLanguage()}
      >
        <LanguageNames />
      </button>
      <button type="button" className="quiet opt" onClick={switchTheme}>
        Theme
      </button>
      <button type="button" className="quiet" aria-label="Keys and help" onClick={onHelp}>
        ?
      </button>
    </header>
  );
}

/** Both languages, each by its own name; the one in force in ink. */
function LanguageNames() {
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
