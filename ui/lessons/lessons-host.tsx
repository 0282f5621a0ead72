/** The place of the list of lessons on the page. It is fetched when it is opened. */
import { lazy, Suspense } from 'react';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { listStore } from './list-store.ts';

const LessonList = lazy(async () => ({ default: (await import('./lesson-list.tsx')).LessonList }));

export function LessonsHost({ session }: { readonly session: Session }) {
  const open = useStore(listStore, value => value);
  return open ? (
    <Suspense fallback={null}>
      <LessonList session={session} />
    </Suspense>
  ) : null;
}
