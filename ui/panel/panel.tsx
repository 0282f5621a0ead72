/** The side panel: why, the log, and the statecharts. */
import { type KeyboardEvent, lazy, Suspense, useState } from 'react';
import type { SignalName } from '../../machines/signals.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { Log } from './log.tsx';
import { Why } from './why.tsx';

const TABS = ['Why', 'Log', 'Statechart'] as const;
type Tab = (typeof TABS)[number];

/** Drawing statecharts needs a layout engine: fetched when somebody looks at one. */
const StatechartTab = lazy(async () => ({
  default: (await import('../statechart/statechart-tab.tsx')).StatechartTab,
}));

export function Panel({ player, signal }: { readonly player: Player; readonly signal: SignalName }) {
  const [tab, setTab] = useState<Tab>('Why');
  const state = useStore(player.store, value => value);
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const by = event.key === 'ArrowRight' ? 1 : TABS.length - 1;
    const next = TABS[(TABS.indexOf(tab) + by) % TABS.length] ?? tab;
    setTab(next);
    document.getElementById(`tab-${next}`)?.focus();
  };
  return (
    <section className="panel" aria-label="Details">
      <div className="tabs" role="tablist">
        {TABS.map(name => (
          <button
            key={name}
            id={`tab-${name}`}
            type="button"
            role="tab"
            aria-selected={tab === name}
            aria-controls="tab-body"
            tabIndex={tab === name ? 0 : -1}
            onClick={() => setTab(name)}
            onKeyDown={move}
          >
            {name}
          </button>
        ))}
      </div>
      <div
        key={tab}
        id="tab-body"
        className={`tab-body ${tab === 'Log' ? 'log-tab' : ''}`}
        role="tabpanel"
        aria-labelledby={`tab-${tab}`}
      >
        {tab === 'Why' && <Why state={state} signal={signal} />}
        {tab === 'Log' && (
          <Log index={state.source?.index ?? null} count={state.count} origin={state.origin} />
        )}
        {tab === 'Statechart' && (
          <Suspense fallback={<p>The drawing is being fetched.</p>}>
            <StatechartTab player={player} />
          </Suspense>
        )}
      </div>
    </section>
  );
}
