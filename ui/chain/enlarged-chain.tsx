/** The whole API server over the whole page: handlers, servers and start beside each other, for a projector. */
import { useEffect, useRef } from 'react';
import type { Player } from '../session/player.ts';
import { Playhead } from '../statechart/playhead.tsx';
import { tr } from '../words/language.ts';
import { HandlersView } from './handlers.tsx';
import { ServersView } from './servers.tsx';
import { StartView } from './start.tsx';
import '../styles/enlarged.css';
import './enlarged-chain.css';

interface EnlargedProps {
  readonly player: Player;
  readonly onClose: () => void;
}

export function EnlargedChain({ player, onClose }: EnlargedProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog
      ref={dialog}
      className="enlarged chain-dialog"
      aria-label={tr('The whole API server')}
      onClose={onClose}
    >
      <header>
        <b>{tr('The whole API server')}</b>
        <Playhead player={player} />
        <button type="button" className="btn main" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </header>
      <div className="chain-columns">
        <section aria-label={tr('Handlers')}>
          <HandlersView player={player} />
        </section>
        <section aria-label={tr('Servers')}>
          <ServersView player={player} kind="large" />
        </section>
        <section aria-label={tr('Start')}>
          <StartView player={player} />
        </section>
      </div>
    </dialog>
  );
}
