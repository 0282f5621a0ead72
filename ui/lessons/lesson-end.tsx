/** The end of a lesson: what came of it, and what is next. */
import { useEffect, useState } from 'react';
import type { LessonLanguage } from '../../machines/lessons/lesson.ts';
import { tr } from '../words/language.ts';
import type { LessonState } from './lesson-store.ts';
import { currentLesson, openNextLesson, sendToLesson } from './lessons.ts';
import { showLessons } from './list-store.ts';
import { Mark } from './mark.tsx';
import { Goals } from './task-panel.tsx';

interface LessonEndProps {
  readonly state: LessonState;
  readonly language: LessonLanguage;
}

export function LessonEnd({ state, language }: LessonEndProps) {
  const { lesson, answers, task } = state;
  const predicted = Object.values(answers);
  const right = predicted.filter(Boolean).length;
  const isSolved = task?.solved === true;
  const next = useNext(lesson.name, language);
  return (
    <section className="lesson-end">
      <h3 tabIndex={-1} data-lesson-focus>
        {isSolved ? tr('Solved: the lesson is finished') : tr('The task is left for later')}
      </h3>
      {predicted.length > 0 && (
        <p>{tr('{right} of {all} predictions were right.', { right, all: predicted.length })}</p>
      )}
      {isSolved && task && (
        <>
          <Goals state={task} language={language} />
          <p className="end-tries">
            <Mark kind="right" />
            {task.tries === 1 ? tr('Solved at the first try.') : tr('Solved at try {n}.', { n: task.tries })}
          </p>
        </>
      )}
      <div className="end-row">
        {!isSolved && (
          <button
            type="button"
            className="btn main"
            onClick={() => sendToLesson({ type: 'GO', stop: 'task' })}
          >
            {tr('To the task')}
          </button>
        )}
        {next !== null && (
          <button
            type="button"
            className={`btn next-lesson ${isSolved ? 'main' : ''}`}
            onClick={() => void openNextLesson()}
          >
            {tr('Next lesson: {title}', { title: next })}
          </button>
        )}
        <button type="button" className="btn" onClick={showLessons}>
          {tr('All lessons')}
        </button>
        <button type="button" className="btn" onClick={() => currentLesson()?.again()}>
          {tr('Once more')}
        </button>
      </div>
    </section>
  );
}

/** The title of the lesson that comes next; null: none does, or it is not known yet. */
function useNext(name: string, language: LessonLanguage): string | null {
  const [title, setTitle] = useState<string | null>(null);
  useEffect(() => {
    let isGone = false;
    void import('./course.ts').then(({ courseLesson, lessonAfter }) => {
      const after = lessonAfter(name);
      const next = after === null ? null : courseLesson(after);
      if (!isGone) setTitle(next?.texts[language].title ?? null);
    });
    return () => {
      isGone = true;
    };
  }, [name, language]);
  return title;
}
