/** What there is to say about files: how far one is read, what is wrong with it, and what can be done. */
import '../styles/files.css';
import { lazy, Suspense } from 'react';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import { dismissFileMessage, filesStore } from './files-store.ts';
import { logChoiceStore } from './log-choice-store.ts';
import { saveAsStore } from './save-as-store.ts';

const LogChoiceDialog = lazy(async () => ({
  default: (await import('./log-choice.tsx')).LogChoiceDialog,
}));

const SaveAsDialog = lazy(async () => ({ default: (await import('./save-as.tsx')).SaveAsDialog }));

export function FileStatus({ session }: { readonly session: Session }) {
  const { reading, message } = useStore(filesStore, value => value);
  const choice = useStore(logChoiceStore, value => value);
  const isSaving = useStore(saveAsStore, value => value);
  return (
    <>
      {reading && (
        <div className="reading" role="status">
          <span>{tr('Reading {name}', { name: reading.name })}</span>
          <progress aria-label={tr('Reading {name}', { name: reading.name })} value={reading.share} />
          <button type="button" className="btn" onClick={reading.cancel}>
            {tr('Cancel')}
          </button>
        </div>
      )}
      {message && (
        <div
          className={`problem ${message.tone === 'note' ? 'note' : ''}`}
          role={message.tone === 'danger' ? 'alert' : 'status'}
        >
          <span className="what">{message.says(tr)}</span>
          {message.steps.map(step => (
            <button key={step.label(tr)} type="button" className="btn" onClick={step.run}>
              {step.label(tr)}
            </button>
          ))}
          <button type="button" className="btn" onClick={dismissFileMessage}>
            {tr('Dismiss')}
          </button>
        </div>
      )}
      {isSaving && (
        <Suspense fallback={null}>
          <SaveAsDialog session={session} />
        </Suspense>
      )}
      {choice && (
        <Suspense fallback={null}>
          <LogChoiceDialog choice={choice} />
        </Suspense>
      )}
    </>
  );
}
