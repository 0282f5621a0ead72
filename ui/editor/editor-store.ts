/** Whether the editor is open, and what has been written in it but not been run. It outlives the editor. */
import type { SessionState } from '../session/session.ts';
import { createStore } from '../session/store.ts';

export interface EditorState {
  readonly open: boolean;
  /** Drafts by the scenario that they were made from: see {@link draftKey}. */
  readonly drafts: ReadonlyMap<string, string>;
}

/** The oldest draft goes when there would be more. */
const MOST_DRAFTS = 20;

export const editorStore = createStore<EditorState>({ open: false, drafts: new Map() });

/** What a draft belongs to: the library's scenario by its name, another one by its text. */
export function draftKey({ own, scenario }: SessionState): string {
  return own?.text ?? scenario;
}

export function toggleEditor(): void {
  const state = editorStore.get();
  editorStore.set({ ...state, open: !state.open });
}

export function closeEditor(): void {
  editorStore.set({ ...editorStore.get(), open: false });
}

/** Keeps a draft; null: there is none any more. */
export function keepDraft(key: string, text: string | null): void {
  const state = editorStore.get();
  const drafts = new Map(state.drafts);
  drafts.delete(key);
  if (text !== null) drafts.set(key, text);
  const [oldest] = drafts.keys();
  if (drafts.size > MOST_DRAFTS && oldest !== undefined) drafts.delete(oldest);
  editorStore.set({ ...state, drafts });
}
