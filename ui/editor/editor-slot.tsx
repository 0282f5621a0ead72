/** The place of the editor on the page. The editor itself is fetched when it is opened for the first time. */
import { lazy, Suspense } from 'react';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { editorStore } from './editor-store.ts';

const Editor = lazy(() => import('./editor.tsx'));

export function EditorSlot({ session }: { readonly session: Session }) {
  const open = useStore(editorStore, state => state.open);
  return open ? (
    <Suspense fallback={null}>
      <Editor session={session} />
    </Suspense>
  ) : null;
}
