/** A question before the run shows its answer, and what came of it. */
import { type FormEvent, type KeyboardEvent, useEffect, useId } from 'react';
import type { LessonLanguage, Question } from '../../machines/lessons/lesson.ts';
import { measuredBeside } from '../../machines/lessons/measured-text.ts';
import { tr } from '../words/language.ts';
import { FlagText } from './flag-text.tsx';
import { Mark } from './mark.tsx';
import './prediction.css';

interface PredictionProps {
  readonly question: Question;
  readonly language: LessonLanguage;
  /** The index of the choice that is marked, before it is confirmed. */
  readonly chosen: number | null;
  readonly onChoose: (choice: number) => void;
  /** Takes the index of a choice. */
  readonly onPredict: (choice: number) => void;
  /** Goes on without an answer; left out where one cannot. */
  readonly onSkip?: () => void;
}

/** The question as a form: radio buttons under its sentence, keys 1 to 5, Enter. */
export function Prediction({ question, language, chosen, onChoose, onPredict, onSkip }: PredictionProps) {
  const name = useId();
  // A key of the page has marked it: from there on, the keys are those of the form.
  useEffect(() => {
    if (chosen !== null && document.activeElement === document.body)
      document.getElementById(`${name}-${chosen}`)?.focus();
  }, [chosen, name]);
  const submit = (event: FormEvent): void => {
    event.preventDefault();
    if (chosen !== null) onPredict(chosen);
  };
  const press = (event: KeyboardEvent): void => {
    const index = Number(event.key) - 1;
    if (event.ctrlKey || event.metaKey || event.altKey || !question.choices[index]) return;
    event.preventDefault();
    event.stopPropagation();
    onChoose(index);
    document.getElementById(`${name}-${index}`)?.focus();
  };
  return (
    <form className="prediction" onSubmit={submit} onKeyDown={press}>
      <fieldset tabIndex={-1} data-lesson-focus>
        <legend>
          <FlagText text={question.text[language]} />
        </legend>
        {question.choices.map((choice, index) => (
          <label key={choice.text.en} className="choice">
            <input
              id={`${name}-${index}`}
              type="radio"
              name={name}
              value={index}
              checked={chosen === index}
              onChange={() => onChoose(index)}
            />
            <span className="key-hint" aria-hidden="true">
              {index + 1}
            </span>
            <span>{choice.text[language]}</span>
          </label>
        ))}
      </fieldset>
      <div className="prediction-row">
        <button type="submit" className="btn main" disabled={chosen === null}>
          {tr('Predict')}
        </button>
        {onSkip && (
          <button type="button" className="quiet" onClick={onSkip}>
            {tr('Just show me')}
          </button>
        )}
      </div>
    </form>
  );
}

interface AnsweredProps {
  readonly question: Question;
  readonly language: LessonLanguage;
  /** null: nothing was predicted. */
  readonly chosen: number | null;
  /** null: the run has not shown it yet. */
  readonly right: number | null;
  readonly measured: string | number | null;
}

/** The question with what was predicted, and, when the run has shown it, what is right. */
export function Answered({ question, language, chosen, right, measured }: AnsweredProps) {
  const beside = measured === null ? null : measuredBeside(question, right, measured, language);
  return (
    <div className="prediction answered">
      <p className="question">
        <FlagText text={question.text[language]} />
      </p>
      <ul>
        {question.choices.map((choice, index) => {
          // The others have said what they had to say before it was predicted.
          if (index !== right && index !== chosen) return null;
          const isRight = index === right;
          const kind = isRight ? 'right' : right === null ? 'chosen' : 'wrong';
          return (
            <li key={choice.text.en} className={`choice ${kind}`}>
              <Mark kind={kind} />
              <span>{choice.text[language]}</span>
              <small>{markText(isRight, index === chosen)}</small>
            </li>
          );
        })}
      </ul>
      {beside !== null && (
        <p className="measured">{tr('Measured in this run: {value}', { value: beside })}</p>
      )}
    </div>
  );
}

function markText(isRight: boolean, isChosen: boolean): string {
  if (!isRight) return tr('your prediction');
  return isChosen ? tr('right, as you predicted') : tr('right');
}

/** The verdict in a sentence; empty where nothing was predicted or the run has not shown it. */
export function verdictText(
  { question, chosen, right }: Pick<AnsweredProps, 'question' | 'chosen' | 'right'>,
  language: LessonLanguage,
): string {
  if (right === null) return '';
  const answer = question.choices[right]?.text[language] ?? '';
  if (chosen === null) return tr('The run shows: {answer}', { answer });
  if (chosen === right) return tr('You were right.');
  return tr('{sentence} {next}', {
    sentence: tr('Not this time.'),
    next: tr('The run shows: {answer}', { answer }),
  });
}
