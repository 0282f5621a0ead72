/** Other people's machines while they run: who is attached, one machine drawn, what has happened to all of them. */
import { useState } from 'react';
import type { WatchedActor } from '../../machines/inspect/watched.ts';
import { LanguageNames } from '../header/language-names.tsx';
import { switchTheme } from '../header/theme.ts';
import { useStore } from '../session/store.ts';
import { languageStore, switchLanguage, tr } from '../words/language.ts';
import { ActorTree } from './actor-tree.tsx';
import { AttachForm } from './attach-form.tsx';
import { Consent } from './consent.tsx';
import { EventLog } from './event-log.tsx';
import { EventTimeline } from './event-timeline.tsx';
import { HowTo } from './how-to.tsx';
import type { Inspector, InspectorState } from './inspector.ts';
import { MachineView } from './machine-view.tsx';
import './inspect.css';

export function InspectPage({ inspector }: { readonly inspector: Inspector }) {
  // Drawn anew in the other language.
  useStore(languageStore, value => value);
  const state = useStore(inspector.store, value => value);
  const [picked, pick] = useState<string | null>(null);
  const [event, choose] = useState<number | null>(null);
  const { actors, events, apps, asking } = state;
  const actor = actors.find(({ key }) => key === picked) ?? unpicked(state);
  const chosen = events.find(({ seq }) => seq === event) ?? null;
  return (
    <div className="inspect">
      <header>
        <h1>{tr('Lastcall inspector')}</h1>
        <AttachForm inspector={inspector} />
        <span className="inspect-tools">
          <button type="button" className="btn" onClick={() => inspector.clear()}>
            {tr('Forget what has stopped')}
          </button>
          <button type="button" className="btn" onClick={() => void switchLanguage()}>
            <LanguageNames />
          </button>
          <button type="button" className="btn" onClick={switchTheme}>
            {tr('Theme')}
          </button>
        </span>
      </header>
      {asking.map(one => (
        <Consent key={one.app} asking={one} onAnswer={allow => inspector.answer(one.app, allow)} />
      ))}
      {actor ? (
        <main>
          <ActorTree apps={apps} actors={actors} picked={actor.key} onPick={pick} />
          <MachineView key={actor.key} actor={actor} />
          <EventLog state={state} actor={actor} chosen={chosen} onChoose={choose} />
          <EventTimeline actors={actors} events={events} chosen={chosen} onChoose={choose} onPick={pick} />
        </main>
      ) : (
        <HowTo />
      )}
    </div>
  );
}

/** The one to look at while nobody has picked any: of an application that is here, else of the one that left last. */
function unpicked({ actors, apps }: InspectorState): WatchedActor | undefined {
  const drawn = actors.filter(({ chart }) => chart);
  const here = new Set(apps.filter(({ isHere }) => isHere).map(({ name }) => name));
  const last = apps.at(-1)?.name;
  return (
    drawn.find(({ app }) => here.has(app)) ?? drawn.find(({ app }) => app === last) ?? drawn[0] ?? actors[0]
  );
}
