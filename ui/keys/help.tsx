/** Help: the keys, from the registry, and on small pages what the header had no room for. */
import { useEffect, useRef } from 'react';
import { MODES } from '../header/header.tsx';
import { Pick } from '../header/pick.tsx';
import { switchTheme } from '../header/theme.ts';
import type { Mode } from '../session/run-source.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import type { Command } from './commands.ts';

interface HelpProps {
  readonly session: Session;
  readonly commands: readonly Command[];
  readonly onCopyLink: () => void;
  readonly onClose: () => void;
}

export function Help({ session, commands, onCopyLink, onClose }: HelpProps) {
  const dialog = useRef<HTMLDialogElement>(null);
  const { mode, liveAvailable } = useStore(session.store, state => state);
  const lineage = useStore(session.player.store, state => state.source?.plan?.lineage ?? 'unknown');
  useEffect(() => {
    dialog.current?.showModal();
  }, []);
  return (
    <dialog ref={dialog} className="help" aria-labelledby="help-title" onClose={onClose}>
      <h2 id="help-title">Keys</h2>
      <dl>
        {commands.map(command => (
          <div key={command.shown} style={{ display: 'contents' }}>
            <dt>
              <kbd>{command.shown}</kbd>
            </dt>
            <dd>{command.what}</dd>
          </div>
        ))}
      </dl>
      <p>
        A signal of the map can be chosen to see what it waits for. The playhead can be dragged over the
        timeline.
      </p>
      <div className="row only-phone">
        <span className="pick">
          <span>Lineage</span>
          <b>{lineage}</b>
        </span>
        <Pick
          label={<span>Mode</span>}
          name="Mode"
          value={mode}
          options={MODES}
          disabled={!liveAvailable}
          onPick={value => session.chooseMode(value as Mode)}
        />
        <button type="button" className="btn" onClick={switchTheme}>
          Theme
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => {
            dialog.current?.close();
            onCopyLink();
          }}
        >
          Copy link
        </button>
      </div>
      <div className="row">
        <button type="button" className="btn" onClick={() => dialog.current?.close()}>
          Close
        </button>
      </div>
    </dialog>
  );
}
