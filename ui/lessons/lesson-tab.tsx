/** The lesson in the side panel: where one is, what is asked or seen there, and onward. */
import { type RefObject, useEffect, useRef } from 'react';
import type { LessonLanguage } from '../../machines/lessons/lesson.ts';
import type { Section } from '../../machines/lessons/lesson-text.ts';
import { showAllLineages } from '../lineages/lineages-store.ts';
import { changePanel } from '../panel/panel-store.ts';
import { useStore } from '../session/store.ts';
import { languageStore, tr } from '../words/language.ts';
import { LessonBlocks } from './lesson-blocks.tsx';
import { LessonEnd } from './lesson-end.tsx';
import { lessonLanguage } from './lesson-language.ts';
import { LessonStops } from './lesson-stops.tsx';
import { type LessonState, lessonStore, predictionStore, stopOf } from './lesson-store.ts';
import { currentLesson, leaveLesson, sendToLesson } from './lessons.ts';
import { Answered, Prediction, verdictText } from './prediction.tsx';
import { TaskButtons, TaskPanel } from './task-panel.tsx';
import './lesson.css';

export function LessonTab() {
  const state = useStore(lessonStore, value => value);
  const language = lessonLanguage(useStore(languageStore, value => value));
  return state ? <OneLesson state={state} language={language} /> : null;
}

interface LessonProps {
  readonly state: LessonState;
  readonly language: LessonLanguage;
}

function OneLesson({ state, language }: LessonProps) {
  const { lesson, place, question } = state;
  const box = useRef<HTMLDivElement>(null);
  // In a room the page goes on by itself, or by a presenter who looks at the room: nobody's focus is taken along.
  useFocus(box, lesson.name, `${place.stop} ${place.phase}`, state.use.question === undefined);
  return (
    <div ref={box} className="lesson">
      <header className="lesson-head">
        <h2 tabIndex={-1} data-lesson-focus={place.stop === 'intro' ? '' : undefined}>
          {lesson.texts[language].title}
        </h2>
        {state.use.drives && (
          <button type="button" className="quiet" onClick={leaveLesson}>
            {tr('Leave')}
          </button>
        )}
        <LessonStops state={state} language={language} />
      </header>
      <div className="visually-hidden" role="status">
        {question && place.phase === 'there' ? verdictText(question, language) : ''}
      </div>
      {/* What scrolls must be reached by those who have only keys. */}
      {/* biome-ignore lint/a11y/noNoninteractiveTabindex: see above */}
      <section key={place.stop} className="lesson-body" tabIndex={0} aria-label={tr('Lesson')}>
        <LeftNotice state={state} />
        <Here state={state} language={language} />
      </section>
      {state.use.drives && <Foot state={state} />}
    </div>
  );
}

function Here({ state, language }: LessonProps) {
  const { lesson, place, question } = state;
  const text = lesson.texts[language];
  const chosen = useStore(predictionStore, value => value);
  // Who is led goes on when the others do.
  if (place.stop === 'end' && !state.use.drives) return <p>{tr('The lesson is over')}</p>;
  if (place.stop === 'end') return <LessonEnd state={state} language={language} />;
  // Its heading is the lesson's title, which stands above.
  if (place.stop === 'intro')
    return (
      <section className="lesson-text">
        <LessonBlocks blocks={text.intro.blocks} />
      </section>
    );
  if (place.stop === 'task')
    return (
      <>
        <Text section={text.task} />
        {state.task && state.use.drives && (
          <TaskPanel
            task={lesson.task}
            state={state.task}
            language={language}
            onChoose={(path, value) => currentLesson()?.choose(path, value)}
            onTry={() => void currentLesson()?.tryTask()}
          />
        )}
      </>
    );
  const RoomQuestion = state.use.question;
  if (place.phase === 'asking' && question && RoomQuestion) return <RoomQuestion />;
  if (place.phase === 'asking' && question)
    return (
      <Prediction
        question={question.question}
        language={language}
        chosen={chosen}
        onChoose={choice => predictionStore.set(choice)}
        onPredict={choice => sendToLesson({ type: 'ANSWER', choice })}
        onSkip={() => sendToLesson({ type: 'NEXT' })}
      />
    );
  const section = text.stops[place.stop];
  const isThere = place.phase === 'there';
  return (
    <>
      {question && isThere && <Verdict question={question} />}
      {question && (RoomQuestion ? <RoomQuestion /> : <Answered {...question} language={language} />)}
      {!isThere && (
        <p className="lesson-watch" tabIndex={-1} data-lesson-focus>
          {tr('Watch the run.')}
        </p>
      )}
      {isThere && section && <Text section={section} />}
      {isThere && <Looks state={state} />}
    </>
  );
}

function Text({ section }: { readonly section: Section }) {
  return (
    <section className="lesson-text">
      <h3 tabIndex={-1} data-lesson-focus>
        {section.heading}
      </h3>
      <LessonBlocks blocks={section.blocks} />
    </section>
  );
}

function Verdict({ question }: Pick<LessonState, 'question'>) {
  if (!question || question.chosen === null || question.right === null) return null;
  const isRight = question.chosen === question.right;
  return (
    <p className={`verdict ${isRight ? 'right' : 'wrong'}`} aria-hidden="true">
      {isRight ? tr('You were right.') : tr('Not this time.')}
    </p>
  );
}

/** What else of the page shows what the stop is about; offered, and opened for nobody. */
function Looks({ state: { lesson, place } }: { readonly state: LessonState }) {
  const view = stopOf(lesson, place)?.view;
  const { tab, lineages } = view ?? {};
  if (!tab && !lineages) return null;
  return (
    <p className="lesson-looks">
      {tab && (
        <button type="button" className="btn" onClick={() => changePanel({ tab })}>
          {tr('Look at {tab}', { tab: tr(tab) })}
        </button>
      )}
      {lineages && (
        <button type="button" className="btn" onClick={showAllLineages}>
          {tr('All versions')}
        </button>
      )}
    </p>
  );
}

/** Somebody has taken the playhead or another run: that is said, and a way back is offered. */
function LeftNotice({ state: { run, place } }: { readonly state: LessonState }) {
  if (run === 'here') return null;
  if (run === 'loading') return <p className="lesson-left">{tr('This is being fetched.')}</p>;
  const says =
    run === 'other'
      ? tr("You have left the lesson's run.")
      : place.phase === 'playing'
        ? tr('The run stands.')
        : tr('The playhead is somewhere else.');
  return (
    <p className="lesson-left">
      <span>{says}</span>
      <button type="button" className="btn" onClick={() => void currentLesson()?.comeBack()}>
        {run === 'elsewhere' && place.phase === 'playing' ? tr('Play on') : tr('Back to it')}
      </button>
    </p>
  );
}

function Foot({ state: { place, task } }: { readonly state: LessonState }) {
  const isTask = place.stop === 'task' && task !== null && !task.solved;
  const next = nextOf(place.stop, place.phase, task?.solved === true);
  return (
    <footer className="lesson-foot">
      {place.stop !== 'intro' && (
        <button type="button" className="btn" onClick={() => sendToLesson({ type: 'BACK' })}>
          {tr('Back')}
        </button>
      )}
      <span className="grow" />
      {next !== null && (
        <button
          type="button"
          className={isTask ? 'quiet' : `btn ${place.phase === 'there' ? 'main' : ''}`}
          onClick={() => sendToLesson({ type: 'NEXT' })}
        >
          {tr(next)}
        </button>
      )}
      {isTask && <TaskButtons state={task} onSkip={() => currentLesson()?.skipToEnd()} />}
    </footer>
  );
}

/** What the button onward says; null where there is none, or where the question has its own. */
function nextOf(stop: string, phase: LessonState['place']['phase'], isSolved: boolean) {
  if (stop === 'end') return null;
  if (stop === 'intro') return 'Begin' as const;
  if (stop === 'task') return isSolved ? ('Next' as const) : ('Later' as const);
  if (phase === 'asking') return null;
  return phase === 'playing' ? ('Jump there' as const) : ('Next' as const);
}

/** The lesson and place that the reader was taken to last: drawn anew, it takes nobody there again. */
let seen: { readonly lesson: string; readonly place: string } | null = null;

/**
 * Who goes on by keyboard, or listens, is taken along: the focus goes to what is new, unless it is somewhere else on
 * the page by now. What was marked of an earlier question is forgotten.
 */
function useFocus(
  box: RefObject<HTMLDivElement | null>,
  lesson: string,
  place: string,
  takesAlong: boolean,
): void {
  useEffect(() => {
    if (seen?.lesson === lesson && seen.place === place) return;
    const isNew = seen?.lesson !== lesson;
    seen = { lesson, place };
    predictionStore.set(null);
    if (!takesAlong) return;
    const { activeElement } = document;
    const isHere = activeElement === document.body || box.current?.contains(activeElement);
    if (isNew || isHere) box.current?.querySelector<HTMLElement>('[data-lesson-focus]')?.focus();
  }, [box, lesson, place, takesAlong]);
  useEffect(
    () => () => {
      if (lessonStore.get() === null) seen = null;
    },
    [],
  );
}
