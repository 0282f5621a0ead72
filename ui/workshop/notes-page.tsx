/** The presenter's second window: what to say here, what comes, what is right, and what the room has answered. */
import { useEffect, useMemo, useState } from 'react';
import type { Lesson } from '../../machines/lessons/lesson.ts';
import { measure } from '../../machines/lessons/measure-run.ts';
import { measuredText } from '../../machines/lessons/measured-text.ts';
import { rightChoice } from '../../machines/lessons/question.ts';
import { runLesson } from '../../machines/lessons/run-lesson.ts';
import { LessonBlocks } from '../lessons/lesson-blocks.tsx';
import { lessonLanguage } from '../lessons/lesson-language.ts';
import type { Session } from '../session/session.ts';
import { useStore } from '../session/store.ts';
import { languageStore, tr } from '../words/language.ts';
import { AnswerRows } from './answer-rows.tsx';
import { followersText } from './followers-text.ts';
import { timerAt } from './following.ts';
import { placeWords } from './next-words.ts';
import { listenForPresenter } from './presenter-keys.ts';
import { placeAfter, questionId } from './presenting.ts';
import { refusalText } from './refusal-text.ts';
import type { Room } from './room.ts';
import { countsOf } from './room-state.ts';
import { inLanguage, lessonTitle } from './sentence.ts';
import { Timer, timerText } from './timer.tsx';
import { useLesson } from './use-lesson.ts';
import { useReturn } from './use-return.ts';
import './presenter.css';

export function NotesPage({ session, room }: { readonly session: Session; readonly room: Room }) {
  const language = useStore(languageStore, value => value);
  const link = useStore(room.connection.store, value => value);
  const place = useStore(room.store, ({ heard }) => heard?.shown.place ?? null);
  const lesson = useLesson(session, place?.lesson ?? null);
  useReturn(room);
  useEffect(() => listenForPresenter(command => room.send({ type: 'command', command })), [room]);
  if (link === 'refused')
    return (
      <p className="ws-locked" role="alert">
        {refusalText('wrong-secret')}
      </p>
    );
  return (
    <div key={language} className="ws-notes">
      <NotesHead room={room} />
      <main>
        {lesson && place ? (
          <>
            <h1 className="ws-notes-title">
              {lessonTitle(lesson)} <small>{placeWords(lesson, place.stop)}</small>
            </h1>
            <Said lesson={lesson} stop={place.stop} />
            <Answer key={place.stop} room={room} lesson={lesson} stop={place.stop} />
            <Coming lesson={lesson} stop={place.stop} />
          </>
        ) : (
          <p>{tr('No lesson is on. Choose one on the presented page.')}</p>
        )}
      </main>
      <footer className="ws-notes-foot">
        <button type="button" className="btn" onClick={() => room.send({ type: 'command', command: 'back' })}>
          {tr('Back')}
        </button>
        <button
          type="button"
          className="btn main"
          onClick={() => room.send({ type: 'command', command: 'next' })}
        >
          {tr('Next')}
        </button>
        <button
          type="button"
          className="btn"
          onClick={() => room.send({ type: 'command', command: 'blank' })}
        >
          {tr('Dark')} <kbd>b</kbd>
        </button>
      </footer>
    </div>
  );
}

function NotesHead({ room }: { readonly room: Room }) {
  const link = useStore(room.connection.store, value => value);
  const heard = useStore(room.store, value => value.heard);
  const { presenter, followers } = useStore(room.store, value => value);
  return (
    <header className="ws-notes-head">
      <b>{tr('Notes')}</b>
      <Elapsed />
      {heard?.shown.timer && <Timer leftAt={clock => timerAt(heard, clock)} />}
      <span className="grow" />
      <span aria-live="polite">
        {link === 'open'
          ? presenter
            ? followersText(followers)
            : tr('The presented page is not open.')
          : tr('The connection is lost, trying again. What was shown stays.')}
      </span>
    </header>
  );
}

/** Since these notes were opened: how long one has been talking. */
function Elapsed() {
  const [since] = useState(() => performance.now());
  const [now, setNow] = useState(since);
  useEffect(() => {
    const beat = window.setInterval(() => setNow(performance.now()), 1_000);
    return () => window.clearInterval(beat);
  }, []);
  return <span className="ws-elapsed">{timerText(Math.floor((now - since) / 1_000) * 1_000)}</span>;
}

interface HereProps {
  readonly lesson: Lesson;
  readonly stop: string;
}

function textOf(lesson: Lesson, stop: string) {
  const { intro, stops, task } = lesson.texts[lessonLanguage(languageStore.get())];
  if (stop === 'intro') return intro;
  return stop === 'task' ? task : (stops[stop] ?? null);
}

/** What is for the presenter only; where there is nothing, what everybody reads. */
function Said({ lesson, stop }: HereProps) {
  const text = textOf(lesson, stop);
  if (!text) return null;
  return (
    <section className="ws-said">
      <h2>{text.heading}</h2>
      <LessonBlocks blocks={text.notes.length > 0 ? text.notes : text.blocks} />
    </section>
  );
}

/** The question of the place, and the one that comes next: what the run will show. */
function Answer({ room, lesson, stop }: HereProps & { readonly room: Room }) {
  const ask = lesson.stops.find(({ id }) => id === stop)?.ask;
  const counts = useStore(room.store, state => countsOf(state, questionId(lesson.name, stop)));
  const known = useMemo(() => {
    if (!ask) return null;
    const run = runLesson(lesson);
    return { right: rightChoice(run, ask), measured: measure(run, ask.measure) };
  }, [lesson, ask]);
  if (!ask || !known) return null;
  const measured = measuredText(ask.measure, known.measured, lessonLanguage(languageStore.get()));
  return (
    <section className="ws-question">
      <h2>{inLanguage(ask.text)}</h2>
      <AnswerRows
        choices={ask.choices.map(({ text }) => inLanguage(text))}
        counts={counts}
        own={null}
        right={known.right}
      />
      <p className="ws-quiet">{tr('Measured in the run: {value}', { value: measured })}</p>
    </section>
  );
}

function Coming({ lesson, stop }: HereProps) {
  const next = placeAfter(lesson.stops, stop);
  const heading = next && textOf(lesson, next)?.heading;
  if (!heading) return null;
  return (
    <p className="ws-coming">
      {tr('Next:')} <b>{heading}</b>
    </p>
  );
}
