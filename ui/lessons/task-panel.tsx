/** The task of a lesson: what the run must be, what may be changed, and what the last try came to. */
import { useId } from 'react';
import { controlName } from '../../machines/lessons/control-name.ts';
import type { Control, LessonLanguage, Task } from '../../machines/lessons/lesson.ts';
import { measuredText } from '../../machines/lessons/measured-text.ts';
import { type ControlValue, controlOptions, startValue } from '../../machines/lessons/task.ts';
import { tr } from '../words/language.ts';
import type { GoalState, TaskState } from './lesson-store.ts';
import { Mark } from './mark.tsx';
import './task-panel.css';

interface TaskPanelProps {
  readonly task: Task;
  readonly state: TaskState;
  readonly language: LessonLanguage;
  readonly onChoose: (path: string, value: ControlValue) => void;
  readonly onTry: () => void;
}

/** What carries it out stands where it is always in sight. */
const FORM = 'lesson-task';

export function TaskPanel({ task, state, language, onChoose, onTry }: TaskPanelProps) {
  const used = Object.keys(state.changes).length;
  return (
    <div className="task">
      <Goals state={state} language={language} />
      <Verdict task={task} state={state} />
      <form
        id={FORM}
        onSubmit={event => {
          event.preventDefault();
          onTry();
        }}
      >
        <fieldset>
          <legend>
            {task.changes === 1
              ? tr('Change one of these')
              : tr('Change at most {n} of these', { n: task.changes })}
          </legend>
          {task.controls.map(control => (
            <OneControl
              key={control.path}
              task={task}
              control={control}
              value={state.changes[control.path]}
              onChoose={value => onChoose(control.path, value)}
            />
          ))}
        </fieldset>
        {used > task.changes && (
          <p className="task-hint" role="status">
            {tr('{used} values are changed, and {most} may be.', { used, most: task.changes })}
          </p>
        )}
        {state.problem !== null && (
          <p className="refusal" role="alert">
            {state.problem}
          </p>
        )}
      </form>
    </div>
  );
}

interface TaskButtonsProps {
  readonly state: TaskState;
  /** Brings the run of the try to its end at once. */
  readonly onSkip: () => void;
}

/** Tries what is chosen in the task's panel. */
export function TaskButtons({ state, onSkip }: TaskButtonsProps) {
  return (
    <>
      {state.running && (
        <button type="button" className="btn" onClick={onSkip}>
          {tr('Skip to the end')}
        </button>
      )}
      <button type="submit" form={FORM} className="btn main">
        {state.tries > 0 || state.running ? tr('Try again') : tr('Try it')}
      </button>
    </>
  );
}

/** The goals, each with what is known of it. */
export function Goals({ state, language }: Pick<TaskPanelProps, 'state' | 'language'>) {
  return (
    <ul className="goals">
      {state.goals.map(goal => (
        <OneGoal key={goal.goal.text.en} state={goal} language={language} />
      ))}
    </ul>
  );
}

const GOAL_WORDS = { met: 'met', unmet: 'not met', unknown: 'not yet known' } as const;

function OneGoal({ state, language }: { readonly state: GoalState; readonly language: LessonLanguage }) {
  const { goal, met, measured } = state;
  const word = met === null ? 'unknown' : met ? 'met' : 'unmet';
  const mark = { met: 'right', unmet: 'wrong', unknown: 'unknown' } as const;
  return (
    <li className="goal" data-state={word}>
      <Mark kind={mark[word]} />
      <span>{goal.text[language]}</span>
      <small>
        {measured === null
          ? tr(GOAL_WORDS[word])
          : tr('{word}: {value}', {
              word: tr(GOAL_WORDS[word]),
              value: measuredText(goal.measure, measured, language),
            })}
      </small>
    </li>
  );
}

/** What the last try came to, in a sentence that is said aloud. */
function Verdict({ task, state }: { readonly task: Task; readonly state: TaskState }) {
  return (
    <p className="task-verdict" role="status">
      {sentenceOf(task, state)}
    </p>
  );
}

function sentenceOf(task: Task, state: TaskState): string {
  const { foreign, byHand, changesUsed, judgedBy, running, solved, goals } = state;
  if (running) return tr('The run decides: watch it to its end.');
  if (judgedBy === null) return '';
  if (judgedBy === 'unchanged') return tr('This is how the run is without a change.');
  if (solved) return tr('Solved.');
  if (byHand) return tr('Something was done to this run by hand, so it does not count.');
  if (foreign.length > 0)
    return tr('This run also changed {paths}, which the task does not offer.', { paths: foreign.join(', ') });
  if (changesUsed > task.changes)
    return tr('{used} values are changed, and {most} may be.', { used: changesUsed, most: task.changes });
  const unmet = goals.filter(goal => goal.met === false).length;
  return unmet === 1 ? tr('One goal is not met yet.') : tr('{n} goals are not met yet.', { n: unmet });
}

interface OneControlProps {
  readonly task: Task;
  readonly control: Control;
  /** What is chosen; undefined: as the scenario has it. */
  readonly value: ControlValue | undefined;
  readonly onChoose: (value: ControlValue) => void;
}

function OneControl({ task, control, value, onChoose }: OneControlProps) {
  const id = useId();
  const start = startValue(task.scenario, control.path);
  const offered = controlOptions(task, control);
  const shown = value ?? start;
  // What somebody chose elsewhere on the page may be none of what the task offers.
  const options = offered.some(option => option === shown) ? offered : [shown, ...offered];
  return (
    <div className={`control ${value === undefined ? '' : 'changed'}`}>
      <label htmlFor={id}>{controlName(control.path, tr)}</label>
      <select
        id={id}
        value={options.indexOf(shown)}
        onChange={({ target }) => onChoose(options[Number(target.value)] ?? null)}
      >
        {options.map((option, index) => (
          <option key={String(option)} value={index}>
            {option === start ? tr('{value} (as it is)', { value: written(option) }) : written(option)}
          </option>
        ))}
      </select>
    </div>
  );
}

function written(value: ControlValue): string {
  return value === null ? tr('not set') : String(value);
}
