/** Opens the editor; says so when something has been written there that has not been run. */
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { tr } from '../words/language.ts';
import '../styles/edit-button.css';
import { draftKey, editorStore, toggleEditor } from './editor-store.ts';

export function EditButton({ session }: { readonly session: Session }) {
  const key = useStore(session.store, draftKey);
  const { open, drafts } = useStore(editorStore, state => state);
  const isKept = drafts.has(key);
  return (
    <button
      type="button"
      className={`quiet edit ${isKept ? 'kept' : ''}`}
      aria-label={isKept ? tr('Draft: edit') : tr('Edit')}
      aria-expanded={open}
      title={isKept ? tr('A draft is kept: it has not been run.') : undefined}
      onClick={toggleEditor}
    >
      <span>{isKept ? tr('Draft') : tr('Edit')}</span>
      <svg viewBox="0 0 16 16" aria-hidden="true">
        <path d="M2 14l.8-3.4L11 2.4l2.6 2.6-8.2 8.2z" />
      </svg>
    </button>
  );
}
