/** The tab of the chain: the handlers, the servers behind them, and how both came to be. */
import { useRef, useState } from 'react';
import type { Phrase } from '../../machines/words/zh/catalog.ts';
import { CHAIN_VIEWS, type ChainViewName, changePanel, panelStore } from '../panel/panel-store.ts';
import type { Player } from '../session/player.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { EnlargedChain } from './enlarged-chain.tsx';
import { HandlersView } from './handlers.tsx';
import { ServersView } from './servers.tsx';
import { StartView } from './start.tsx';
import './chain.css';

const NAMES = {
  handlers: 'Handlers',
  servers: 'Servers',
  start: 'Start',
} as const satisfies Record<ChainViewName, Phrase>;

export function ChainTab({ player }: { readonly player: Player }) {
  const shown = useStore(panelStore, state => state.chain);
  const [isLarge, setLarge] = useState(false);
  const enlarge = useRef<HTMLButtonElement>(null);
  return (
    <div className="chain-tab">
      <div className="chain-bar">
        {/* biome-ignore lint/a11y/useSemanticElements: a fieldset is for what is filled in */}
        <div className="chain-views" role="group" aria-label={tr('What is shown of the chain')}>
          {CHAIN_VIEWS.map(view => (
            <button
              key={view}
              type="button"
              aria-pressed={shown === view}
              data-view={view}
              onClick={() => changePanel({ chain: view })}
            >
              {tr(NAMES[view])}
            </button>
          ))}
        </div>
        <button ref={enlarge} type="button" className="btn" onClick={() => setLarge(true)}>
          {tr('Enlarge')}
        </button>
      </div>
      {shown === 'handlers' && <HandlersView player={player} />}
      {shown === 'servers' && <ServersView player={player} kind="panel" />}
      {shown === 'start' && <StartView player={player} />}
      {isLarge && (
        <EnlargedChain
          player={player}
          onClose={() => {
            setLarge(false);
            enlarge.current?.focus();
          }}
        />
      )}
    </div>
  );
}
