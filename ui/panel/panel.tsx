/** The side panel: why, the chain, the rules, the log, and the statecharts. */
import { type KeyboardEvent, lazy, Suspense, useEffect, useRef } from 'react';
import type { SignalName } from '../../machines/signals.ts';
import { thingKey } from '../faults/thing-key.ts';
import { lessonStore } from '../lessons/lesson-store.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { changePanel, LESSON_TAB, panelStore, TABS, type Tab } from './panel-store.ts';
import { Why } from './why.tsx';

const LessonTab = lazy(async () => ({ default: (await import('../lessons/lesson-tab.tsx')).LessonTab }));
const ChainTab = lazy(async () => ({ default: (await import('../chain/chain-tab.tsx')).ChainTab }));
const RulesTab = lazy(async () => ({ default: (await import('./rules.tsx')).RulesTab }));
const Log = lazy(async () => ({ default: (await import('./log.tsx')).Log }));
const ThingWhy = lazy(async () => ({ default: (await import('./thing-why.tsx')).ThingWhy }));
/** Drawing statecharts needs a layout engine: fetched when somebody looks at one. */
const StatechartTab = lazy(async () => ({
  default: (await import('../statechart/statechart-tab.tsx')).StatechartTab,
}));

/** What scrolls a part of itself, and not as a whole. */
const OWN_SCROLL: Readonly<Partial<Record<Tab, string>>> = { Log: 'log-tab', Lesson: 'lesson-tab' };

export function Panel({ player, signal }: { readonly player: Player; readonly signal: SignalName }) {
  const tab = useStore(panelStore, state => state.tab);
  const hasLesson = useStore(lessonStore, state => state !== null);
  const tabs: readonly Tab[] = hasLesson ? [LESSON_TAB, ...TABS] : TABS;
  useThing(player);
  const move = (event: KeyboardEvent): void => {
    const to = { ArrowRight: 1, ArrowLeft: -1 }[event.key];
    const ends = { Home: 0, End: tabs.length - 1 }[event.key];
    if (to === undefined && ends === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const at = ends ?? (tabs.indexOf(tab) + (to ?? 0) + tabs.length) % tabs.length;
    const next = tabs[at] ?? tab;
    changePanel({ tab: next });
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className="panel" aria-label={tr('Details')}>
      <div className="tabs" role="tablist" aria-label={tr('Details')}>
        {tabs.map(name => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={tab === name}
            aria-controls="tab-body"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => changePanel({ tab: name })}
            onKeyDown={move}
          >
            {tr(name)}
          </button>
        ))}
      </div>
      <div
        key={tab}
        id="tab-body"
        className={`tab-body ${OWN_SCROLL[tab] ?? ''}`}
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
        // A panel that scrolls must be reached by those who have only keys; the log's own list is.
        tabIndex={OWN_SCROLL[tab] ? undefined : 0}
      >
        <Suspense fallback={<p>{tr('This is being fetched.')}</p>}>
          <Body tab={tab} player={player} signal={signal} />
        </Suspense>
      </div>
    </section>
  );
}

interface BodyProps {
  readonly tab: Tab;
  readonly player: Player;
  readonly signal: SignalName;
}

function Body({ tab, player, signal }: BodyProps) {
  const thing = useStore(player.store, state => state.thing);
  switch (tab) {
    case 'Lesson':
      return <LessonTab />;
    case 'Why':
      return thing ? (
        <ThingWhy key={thingKey(thing)} player={player} thing={thing} signal={signal} />
      ) : (
        <Why player={player} signal={signal} />
      );
    case 'Chain':
      return <ChainTab player={player} />;
    case 'Rules':
      return <RulesTab player={player} />;
    case 'Log':
      return <Log player={player} />;
    case 'Statechart':
      return <StatechartTab player={player} />;
  }
}

/** Who points at a thing wants to know why; whoever looks at statecharts sees the thing's own. */
function useThing(player: Player): void {
  const thing = useStore(player.store, state => state.thing);
  const before = useRef(thing);
  useEffect(() => {
    if (before.current === thing) return;
    before.current = thing;
    if (!thing) return;
    const { tab } = panelStore.get();
    // Its way through the chain is as good an answer.
    if (tab === 'Chain' && thing.kind === 'request') return;
    if (tab !== 'Statechart') changePanel({ tab: 'Why' });
    else void import('../statechart/chart-of-thing.ts').then(({ showChartOf }) => showChartOf(player, thing));
  }, [player, thing]);
}
