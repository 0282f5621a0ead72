/** The list of the lineages: each with what was wrong with it; of the one that is looked at, how it terminated. */
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import './lineage-choice.css';
import { LINEAGE_FACTS } from '../../machines/lifecycle/lineage-facts.ts';
import { LINEAGES, type Lineage, lineageOf, minorsOf } from '../../machines/lineage.ts';
import { lineageText } from '../header/lineage.ts';
import { chosenScenario } from '../session/lineage-choice.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { closeLineages, showAllLineages } from './lineages-store.ts';

/** Who types on within this time goes on with the same version, in milliseconds. */
const TYPING_MS = 1_000;

export function LineageChoice({ session }: { readonly session: Session }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const list = useRef<HTMLDivElement>(null);
  const typed = useRef({ text: '', at: 0 });
  const [shown] = useState(() => lineageOf(lineageText(session.player.store.get().source)));
  const [active, setActive] = useState<Lineage>(shown ?? LINEAGES[0]);
  const own = chosenScenario(session.store.get())?.scenario.lineage ?? null;
  useEffect(() => {
    const box = dialog.current;
    const anchor = document.querySelector('.header .lineage')?.getBoundingClientRect();
    // Below what was pressed, where that is on the page; in its middle elsewhere.
    if (box && anchor && anchor.width > 0) {
      box.style.margin = '0';
      box.style.left = `${anchor.left}px`;
      box.style.top = `${anchor.bottom + 4}px`;
      box.style.maxHeight = `calc(100dvh - ${anchor.bottom + 20}px)`;
    }
    box?.showModal();
    list.current?.focus();
  }, []);
  useEffect(() => {
    list.current?.querySelector(`#${optionId(active)}`)?.scrollIntoView({ block: 'nearest' });
  }, [active]);
  const choose = (lineage: Lineage): void => {
    dialog.current?.close();
    if (lineage !== shown) void session.chooseLineage(lineage, modeFor(session));
  };
  const move = (by: number): void => {
    const index = Math.max(0, Math.min(LINEAGES.length - 1, LINEAGES.indexOf(active) + by));
    setActive(LINEAGES[index] ?? active);
  };
  const onKeyDown = (event: KeyboardEvent): void => {
    const acts: Readonly<Record<string, () => void>> = {
      ArrowDown: () => move(1),
      ArrowUp: () => move(-1),
      Home: () => move(-LINEAGES.length),
      End: () => move(LINEAGES.length),
      Enter: () => choose(active),
      ' ': () => choose(active),
    };
    const act = acts[event.key];
    const isTyped = /^[\d.]$/.test(event.key);
    if (!act && !isTyped) return;
    event.preventDefault();
    if (act) return act();
    const isGoingOn = event.timeStamp - typed.current.at < TYPING_MS;
    typed.current = { text: (isGoingOn ? typed.current.text : '') + event.key, at: event.timeStamp };
    const found = versionTyped(typed.current.text);
    if (found) setActive(found);
  };
  return (
    <dialog
      ref={dialog}
      className="sheet lineage-choice"
      aria-labelledby="lineage-choice-title"
      onClose={() => closeLineages('choice')}
      onKeyDown={event => event.stopPropagation()}
    >
      <h2 id="lineage-choice-title">{tr('Which version terminates')}</h2>
      <div
        ref={list}
        role="listbox"
        className="lineage-list"
        tabIndex={0}
        aria-labelledby="lineage-choice-title"
        aria-activedescendant={optionId(active)}
        aria-describedby="lineage-choice-how"
        onKeyDown={onKeyDown}
      >
        {LINEAGES.map(lineage => {
          const { versions, defect, terminates } = LINEAGE_FACTS[lineage];
          return (
            // biome-ignore lint/a11y/useKeyWithClickEvents: the listbox has the keys of all its options
            // biome-ignore lint/a11y/useFocusableInteractive: the listbox has the focus, and says which option is active
            <div
              key={lineage}
              id={optionId(lineage)}
              role="option"
              aria-selected={lineage === shown}
              className={`lineage-option ${lineage === active ? 'active' : ''}`}
              onPointerMove={() => setActive(lineage)}
              onClick={() => choose(lineage)}
            >
              <b>{versions}</b>
              <span className="what">
                {tr.text(defect ?? terminates)}
                {lineage === own && <span className="own"> {tr('The scenario names this one.')}</span>}
              </span>
            </div>
          );
        })}
      </div>
      <p id="lineage-choice-how" className="lineage-how">
        <b>{LINEAGE_FACTS[active].versions}</b> {tr.text(LINEAGE_FACTS[active].terminates)}
      </p>
      <div className="row">
        <button type="button" className="btn" onClick={showAllLineages}>
          {tr('All of them side by side')}
        </button>
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </div>
    </dialog>
  );
}

function optionId(lineage: Lineage): string {
  return `lineage-${lineage.replace('.', '-')}`;
}

/** The step of a version as far as it has been typed: `1.1` is the first one that begins so, `1.21` belongs to 1.20. */
function versionTyped(text: string): Lineage | null {
  const wanted = text.startsWith('1.') ? text : `1.${text}`;
  const exact = LINEAGES.find(lineage => {
    const minor = Number(wanted.slice(2));
    const { first, last } = minorsOf(lineage);
    return wanted.length > 2 && minor >= first && minor <= last;
  });
  return exact ?? LINEAGES.find(lineage => lineage.startsWith(wanted)) ?? null;
}

/** A recording is left for a simulation of its scenario. */
function modeFor(session: Session): 'simulate' | 'live' {
  return session.store.get().mode === 'live' ? 'live' : 'simulate';
}
