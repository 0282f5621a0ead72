/** The question to the room, where a seat of the audience has it: in the lesson, or above the page where that is narrow. */
import { useSyncExternalStore } from 'react';
import type { Shown } from '../../machines/workshop/messages.ts';
import { panelStore } from '../panel/panel-store.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import type { Follower } from './follower.ts';
import type { Room } from './room.ts';
import { RoomQuestion } from './room-question.tsx';
import { useLesson } from './use-lesson.ts';

interface AskedProps {
  readonly session: Session;
  readonly room: Room;
  readonly shown: Shown;
}

/** Whether one follows or not: the room waits for everybody. */
export function Asked({ session, room, shown }: AskedProps) {
  const { question, place } = shown;
  const lesson = useLesson(session, place?.lesson ?? null);
  const ask = lesson?.stops.find(({ id }) => id === place?.stop)?.ask;
  if (!question || !ask) return null;
  return <RoomQuestion key={question.id} room={room} shown={question} question={ask} />;
}

/** Stands in the lesson. */
export function AskedInLesson({ session, room }: { readonly session: Session; readonly room: Room }) {
  const shown = useStore(room.store, ({ heard }) => heard?.shown ?? null);
  const isWide = useWide();
  return shown && isWide ? <Asked session={session} room={room} shown={shown} /> : null;
}

/** Whether the lesson stands beside the run, with room for the question, and is what the page shows. */
export function useAskedInLesson(follower: Follower): boolean {
  const isFollowing = useStore(follower.store, ({ mode }) => mode === 'following');
  const isOnLesson = useStore(panelStore, ({ tab }) => tab === 'Lesson');
  return useWide() && isFollowing && isOnLesson;
}

const WIDE = '(min-width: 1241px)';

function useWide(): boolean {
  return useSyncExternalStore(
    onChange => {
      const query = matchMedia(WIDE);
      query.addEventListener('change', onChange);
      return () => query.removeEventListener('change', onChange);
    },
    () => matchMedia(WIDE).matches,
  );
}
