/** The side panel: why, and the log. */
import { type KeyboardEvent, useState } from 'react';
import type { SignalName } from '../../machines/signals.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { Log } from './log.tsx';
import { Why } from './why.tsx';

const TABS = ['Why', 'Log'] as const;
type Tab = (typeof TABS)[number];

export function Panel({ player, signal }: { readonly player: Player; readonly signal: SignalName }) {
  const [tab, setTab] = useState<Tab>('Why');
  const state = useStore(player.store, value => value);
  const move = (event: KeyboardEvent): void => {
    if (event.key !== 'ArrowLeft' && event.key !== 'ArrowRight') return;
    event.preventDefault();
    event.stopPropagation();
    const next = tab === 'Why' ? 'Log' : 'Why';
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
        {tab === 'Why' ? (
          <Why state={state} signal={signal} />
        ) : (
          <Log index={state.source?.index ?? null} count={state.count} origin={state.origin} />
        )}
      </div>
    </section>
  );
}
