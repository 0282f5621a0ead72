/** How far one is: a row of small stops, those that were reached can be gone to. */
import type { LessonLanguage } from '../../machines/lessons/lesson.ts';
import { tr } from '../words/language.ts';
import type { LessonState } from './lesson-store.ts';
import { sendToLesson } from './lessons.ts';

interface LessonStopsProps {
  readonly state: LessonState;
  readonly language: LessonLanguage;
}

export function LessonStops({ state, language }: LessonStopsProps) {
  const { lesson, place } = state;
  const at = lesson.stops.findIndex(({ id }) => id === place.stop);
  const says =
    at >= 0
      ? tr('{n} of {all}', { n: at + 1, all: lesson.stops.length })
      : place.stop === 'intro'
        ? tr('{minutes} minutes', { minutes: lesson.minutes })
        : place.stop === 'task'
          ? tr('Task')
          : tr('Finished');
  const { stops: texts, task } = lesson.texts[language];
  return (
    <nav className="lesson-stops" aria-label={tr('Stops of the lesson')}>
      <ol>
        {lesson.stops.map(({ id }, index) => (
          <OneStop
            key={id}
            id={id}
            number={index + 1}
            heading={texts[id]?.heading ?? id}
            state={state}
            wasRight={state.answers[id] ?? null}
          />
        ))}
        <OneStop
          id="task"
          number={null}
          heading={task.heading}
          state={state}
          wasRight={state.task?.solved ? true : null}
        />
      </ol>
      <span>{says}</span>
    </nav>
  );
}

interface OneStopProps {
  readonly id: string;
  /** null: the task. */
  readonly number: number | null;
  readonly heading: string;
  readonly state: LessonState;
  /** null: not answered, or there is nothing to answer. */
  readonly wasRight: boolean | null;
}

function OneStop({ id, number, heading, state, wasRight }: OneStopProps) {
  const isReached = state.reached.includes(id);
  const isHere = state.place.stop === id;
  const what = number === null ? tr('Task') : tr('Stop {n}', { n: number });
  const word = !isReached
    ? tr('not reached')
    : wasRight === null
      ? tr('reached')
      : number === null
        ? tr('solved')
        : wasRight
          ? tr('predicted right')
          : tr('predicted wrong');
  // What comes is not told before: its heading may be the answer.
  const name = isReached ? `${what}: ${heading}, ${word}` : `${what}, ${word}`;
  const kind = !isReached ? 'ahead' : wasRight === null ? 'reached' : wasRight ? 'right' : 'wrong';
  return (
    <li>
      <button
        type="button"
        className={`stop-mark ${kind} ${number === null ? 'of-task' : ''}`}
        aria-label={name}
        title={name}
        aria-current={isHere ? 'step' : undefined}
        disabled={!isReached || !state.use.drives}
        onClick={() => sendToLesson({ type: 'GO', stop: id, phase: 'there' })}
      >
        <svg viewBox="0 0 24 24" aria-hidden="true">
          {number === null ? (
            <rect x="5" y="5" width="14" height="14" rx="2" />
          ) : (
            <circle cx="12" cy="12" r="8" />
          )}
          {kind === 'right' && <path d="M8 12.5 11 15.5 16 9" />}
          {kind === 'wrong' && <path d="M8.5 12h7" />}
        </svg>
      </button>
    </li>
  );
}
