/** One step of a way that is walked from top to bottom: a sign on a line, a name, a note, and more behind a press. */
import { type ReactNode, useId } from 'react';
import { breakable } from '../panel/breakable.tsx';
import './way.css';

/** How a stretch of the line is drawn: what came, what is being waited for, what may come. */
export type Stretch = 'past' | 'now' | 'next' | 'none';

export interface StepRowProps {
  /** What tests and styles know it by. */
  readonly name: string;
  readonly state: string;
  /** What it is called, for those who look. */
  readonly title: string;
  /** What became of it, in a word or two, at the end of the row. */
  readonly note: string;
  /** Said to those who do not see the sign. */
  readonly spoken: string;
  readonly sign: ReactNode;
  /** The line above the sign, and below it. */
  readonly into: Stretch;
  readonly onward: Stretch;
  readonly isOpen: boolean;
  readonly onToggle: () => void;
  /** Stands beside the name where there is room; else only when the row is open. */
  readonly sentence: string;
  /** Stands under the name whether the row is open or not. */
  readonly always?: ReactNode;
  /** Stands there when it is open. */
  readonly children: ReactNode;
}

export function StepRow(props: StepRowProps) {
  const { name, state, title, note, spoken, sign, into, onward, isOpen, onToggle, always, children } = props;
  const id = useId();
  return (
    <li className="step" data-step={name} data-state={state} data-into={into} data-onward={onward}>
      <button
        type="button"
        aria-expanded={isOpen}
        aria-controls={isOpen ? id : undefined}
        className="step-head"
        onClick={onToggle}
      >
        <svg viewBox="0 0 18 18" aria-hidden="true">
          {sign}
        </svg>
        <b>{breakable(title)}</b>
        <span className="visually-hidden">{`, ${spoken}`}</span>
        <span className="step-note">{note}</span>
      </button>
      <p className="step-line" aria-hidden={isOpen}>
        {props.sentence}
      </p>
      {always}
      {isOpen && (
        <div className="step-more" id={id}>
          {children}
        </div>
      )}
    </li>
  );
}
