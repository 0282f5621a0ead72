/** What the page says about files: one that is being read, and what there is to say about the last one. */
import type { Translate } from '../../machines/words/translate.ts';
import { createStore } from '../session/store.ts';

/** What a person can do about a message, besides putting it away. */
export interface NextStep {
  readonly label: (tr: Translate) => string;
  readonly run: () => void;
}

/** Something to say, in whichever language is in force when it is drawn. */
export interface FileMessage {
  /** `danger`: the file is not shown. `note`: it is, and there is something to know about it. */
  readonly tone: 'danger' | 'note';
  readonly says: (tr: Translate) => string;
  readonly steps: readonly NextStep[];
}

export interface FilesState {
  /** A large file that is being read: how much of it, from 0 to 1. */
  readonly reading: { readonly name: string; readonly share: number; readonly cancel: () => void } | null;
  readonly message: FileMessage | null;
}

export const filesStore = createStore<FilesState>({ reading: null, message: null });

export function changeFiles(part: Partial<FilesState>): void {
  filesStore.set({ ...filesStore.get(), ...part });
}

export function dismissFileMessage(): void {
  changeFiles({ message: null });
}
