/** The list of lessons: the course in its order, somebody's own, and how far one has come. */
import { useEffect, useRef, useState } from 'react';
import type { LessonLanguage, LessonProblem } from '../../machines/lessons/lesson.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { languageStore, tr } from '../words/language.ts';
import { allLessons, type Lessons, type ListedLesson } from './course.ts';
import { Inlines } from './lesson-blocks.tsx';
import { lessonLanguage } from './lesson-language.ts';
import { openLesson } from './lessons.ts';
import { hideLessons } from './list-store.ts';
import { ProgressMark, progressOf } from './progress-mark.tsx';
import { ProgressRow } from './progress-row.tsx';
import { progressStore } from './progress-store.ts';
import { searchLessons } from './search-lessons.ts';
import './lesson-list.css';

export function LessonList({ session }: { readonly session: Session }) {
  const dialog = useRef<HTMLDialogElement>(null);
  const [lessons, setLessons] = useState<Lessons | null>(null);
  const [text, search] = useState('');
  const [problem, setProblem] = useState<string | null>(null);
  const language = lessonLanguage(useStore(languageStore, value => value));
  useEffect(() => {
    dialog.current?.showModal();
    // Its beginning, not its first button.
    dialog.current?.focus();
    let isGone = false;
    void allLessons(session).then(all => {
      if (!isGone) setLessons(all);
    });
    return () => {
      isGone = true;
    };
  }, [session]);
  const open = (name: string): void => {
    dialog.current?.close();
    void openLesson(session, name).then(said => {
      if (said !== null) session.say(said);
    });
  };
  const course = lessons && searchLessons(lessons.course, text);
  const own = lessons && searchLessons(lessons.own, text);
  const found = (course?.length ?? 0) + (own?.length ?? 0);
  return (
    <dialog
      ref={dialog}
      className="sheet lessons"
      tabIndex={-1}
      aria-labelledby="lessons-title"
      onClose={hideLessons}
    >
      <header className="lessons-top">
        <h2 id="lessons-title">{tr('Lessons')}</h2>
        <input
          type="search"
          value={text}
          placeholder={tr('Find a lesson')}
          aria-label={tr('Find a lesson')}
          onChange={({ target }) => search(target.value)}
        />
        <button type="button" className="quiet" onClick={() => dialog.current?.close()}>
          {tr('Close')}
        </button>
      </header>
      {lessons && <NextLesson lessons={lessons} language={language} onOpen={open} />}
      {lessons && (
        <p className="lessons-found" role="status">
          {text.trim() === ''
            ? ''
            : found === 0
              ? tr('No lesson has that in it.')
              : found === 1
                ? tr('One lesson is found.')
                : tr('{n} lessons are found.', { n: found })}
        </p>
      )}
      {lessons === null && <p>{tr('This is being fetched.')}</p>}
      {course && (
        <ol className="lessons-list">
          {course.map(lesson => (
            <Row
              key={lesson.name}
              listed={lesson}
              number={(lessons?.course.indexOf(lesson) ?? 0) + 1}
              language={language}
              onOpen={open}
            />
          ))}
        </ol>
      )}
      {own && own.length > 0 && (
        <>
          <h3>{tr('Your lessons')}</h3>
          <ol className="lessons-list">
            {own.map(lesson => (
              <Row key={lesson.name} listed={lesson} number={null} language={language} onOpen={open} />
            ))}
          </ol>
        </>
      )}
      {lessons?.problem && <p className="refusal">{lessons.problem}</p>}
      {problem !== null && (
        <p className="refusal" role="alert">
          {problem}
        </p>
      )}
      <ProgressRow onProblem={setProblem} />
    </dialog>
  );
}

interface RowProps {
  readonly listed: ListedLesson;
  /** null: it is no lesson of the course. */
  readonly number: number | null;
  readonly language: LessonLanguage;
  readonly onOpen: (name: string) => void;
}

function Row({ listed, number, language, onOpen }: RowProps) {
  const { name, result } = listed;
  const kept = useStore(progressStore.store, () => progressStore.of(name));
  if (!result.ok) return <BrokenRow name={name} problems={result.problems} />;
  const { lesson } = result;
  const { title, intro } = lesson.texts[language];
  const [first] = intro.blocks;
  return (
    <li>
      <button type="button" onClick={() => onOpen(name)}>
        <span className="number">{number}</span>
        <b>{title}</b>
        <span className="minutes">{tr('{minutes} minutes', { minutes: lesson.minutes })}</span>
        {first?.kind === 'paragraph' && (
          <span className="about">
            <Plain inlines={first.inlines} />
          </span>
        )}
        <ProgressMark progress={progressOf(lesson, kept)} />
      </button>
    </li>
  );
}

/** Without its links: a button holds none. */
function Plain({ inlines }: Parameters<typeof Inlines>[0]) {
  const plain = inlines.flatMap(inline => (inline.kind === 'link' ? inline.inlines : [inline]));
  return <Inlines inlines={plain} />;
}

function BrokenRow({
  name,
  problems,
}: {
  readonly name: string;
  readonly problems: readonly LessonProblem[];
}) {
  return (
    <li className="broken">
      <b>{name}</b>
      <span>{tr('cannot be used:')}</span>
      <ul>
        {problems.map(({ file, line, path, message }) => (
          <li key={`${file} ${line} ${path} ${message}`}>
            <code>{`${file}:${line}`}</code> {path === '' ? message : `${path}: ${message}`}
          </li>
        ))}
      </ul>
    </li>
  );
}

interface NextLessonProps {
  readonly lessons: Lessons;
  readonly language: LessonLanguage;
  readonly onOpen: (name: string) => void;
}

/** The first lesson of the course that is not finished. */
function NextLesson({ lessons, language, onOpen }: NextLessonProps) {
  const progress = useStore(progressStore.store, value => value);
  const next = lessons.course.find(({ name, result }) => result.ok && !progressStore.of(name)?.finished);
  if (!next?.result.ok || progress === null) return null;
  const isBegun = progressStore.of(next.name) !== null;
  const title = next.result.lesson.texts[language].title;
  return (
    <button type="button" className="btn main next-lesson" onClick={() => onOpen(next.name)}>
      {isBegun ? tr('Go on with: {title}', { title }) : tr('Begin with: {title}', { title })}
    </button>
  );
}
