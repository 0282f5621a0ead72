/** In which format the run is to be saved: a recording, or what other programs read. */
import { useEffect, useRef } from 'react';
import '../styles/log-choice.css';
import { EXPORT_FORMATS } from '../../machines/formats/formats.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { exportRun } from './export-run.ts';
import { saveRecording } from './files.ts';
import { saveAsStore } from './save-as-store.ts';

const close = (): void => saveAsStore.set(false);

export function SaveAsDialog({ session }: { readonly session: Session }) {
  const dialog = useRef<HTMLDialogElement>(null);
  useEffect(() => dialog.current?.showModal(), []);
  const leave = (act: () => void) => (): void => {
    close();
    act();
  };
  return (
    <dialog ref={dialog} className="sheet log-choice" aria-labelledby="save-as-title" onClose={close}>
      <h2 id="save-as-title">{tr('Save the run as')}</h2>
      <ul>
        <li>
          <button type="button" onClick={leave(() => void saveRecording(session))}>
            <b>.jsonl</b>
            <span>{tr('Recording: this page and every command read it again')}</span>
          </button>
        </li>
        {EXPORT_FORMATS.map(format => (
          <li key={format.name}>
            <button
              type="button"
              onClick={leave(() => {
                const { source } = session.player.store.get();
                if (source) void exportRun(source, session.store.get().scenario, format);
              })}
            >
              <b>{format.extension}</b>
              <span>{tr.text(format.title)}</span>
            </button>
          </li>
        ))}
      </ul>
      <button type="button" className="btn" onClick={() => dialog.current?.close()}>
        {tr('Cancel')}
      </button>
    </dialog>
  );
}
