/** The lesson that the room is in, by its name: fetched once, whoever has it on. */
import { useEffect, useState } from 'react';
import type { Lesson } from '../../machines/lessons/lesson.ts';
import type { Session } from '../session/session.ts';

/** Null while it is fetched, and where there is none. */
export function useLesson(session: Session, name: string | null): Lesson | null {
  const [lesson, setLesson] = useState<Lesson | null>(null);
  useEffect(() => {
    let isWanted = name !== null;
    const fetchIt = async (): Promise<void> => {
      if (name === null) return;
      const { findLesson } = await import('../lessons/course.ts');
      const found = await findLesson(session, name);
      if (isWanted && 'lesson' in found) setLesson(found.lesson);
    };
    void fetchIt();
    return () => {
      isWanted = false;
    };
  }, [session, name]);
  return lesson?.name === name ? lesson : null;
}
