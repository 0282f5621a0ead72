/** Runs what has been written; it is then no draft any more. */
import type { Session } from '../session/session.ts';
import { closeEditor, keepDraft } from './editor-store.ts';
import type { Draft } from './use-draft.ts';

export function applyDraft(session: Session, { key, text }: Draft): void {
  keepDraft(key, null);
  closeEditor();
  void session.runScenario(text);
}
