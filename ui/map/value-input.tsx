/** The field in which a duration is typed, over the value that it changes. */
import { type KeyboardEvent, useEffect, useId, useLayoutEffect, useRef, useState } from 'react';
import { parseDuration } from '../../machines/scenario/duration.ts';
import type { EditableValue } from '../../machines/view/drawing/editable-value.ts';
import type { Anchor } from '../faults/menu-store.ts';
import { placeBeside } from '../faults/place.ts';
import { tr } from '../words/language.ts';
import { stepped } from './duration-steps.ts';

const NEVER = 'never';
const PADDING_PX = 12;

interface ValueInputProps {
  readonly edit: EditableValue;
  readonly anchor: Anchor;
  /** Which of its ends stands at the value's. */
  readonly align: 'start' | 'end';
  /** Resolves with what is wrong with the value, null when it was taken. */
  readonly onTake: (value: string) => Promise<string | null>;
  readonly onClose: () => void;
}

export function ValueInput({ edit, anchor, align, onTake, onClose }: ValueInputProps) {
  const [text, setText] = useState(edit.value);
  const [problem, setProblem] = useState<string | null>(null);
  const box = useRef<HTMLFormElement>(null);
  const id = useId();
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = { width: element.offsetWidth, height: element.offsetHeight };
    // Over the value itself, on the side of its words: the place is found as if it began above it.
    const left = align === 'start' ? anchor.left - PADDING_PX : anchor.right + PADDING_PX - size.width;
    const over = { left, right: left, top: anchor.top, bottom: anchor.top - PADDING_PX };
    const place = placeBeside(over, size, { width: window.innerWidth, height: window.innerHeight });
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
    element.querySelector('input')?.select();
  }, [anchor, align]);
  useEffect(() => {
    const leave = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) onClose();
    };
    document.addEventListener('pointerdown', leave);
    return () => document.removeEventListener('pointerdown', leave);
  }, [onClose]);
  const take = async (): Promise<void> => {
    const value = text.trim();
    const wrong = problemOf(value, edit);
    if (wrong !== null) {
      setProblem(wrong);
      return;
    }
    const refused = value === edit.value ? null : await onTake(value);
    if (refused === null) onClose();
    else setProblem(refused);
  };
  const onKey = (event: KeyboardEvent): void => {
    event.stopPropagation();
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setText(stepped(text.trim(), step));
    }
    if (event.key === 'Escape') onClose();
  };
  return (
    <form
      ref={box}
      className="value-input"
      aria-label={edit.name}
      onKeyDown={onKey}
      onSubmit={event => {
        event.preventDefault();
        void take();
      }}
    >
      <label htmlFor={id}>{edit.name}</label>
      <input
        id={id}
        value={text}
        spellCheck={false}
        autoCapitalize="none"
        autoComplete="off"
        aria-invalid={problem !== null}
        aria-describedby={`${id}-says`}
        onChange={event => {
          setText(event.target.value);
          setProblem(null);
        }}
      />
      <p
        id={`${id}-says`}
        className={problem === null ? '' : 'wrong'}
        role={problem === null ? undefined : 'alert'}
      >
        {problem ??
          (edit.kind === 'durationOrNever'
            ? tr('as Go writes it, or never; Enter runs the scenario again')
            : tr('as Go writes it; Enter runs the scenario again'))}
      </p>
    </form>
  );
}

function problemOf(value: string, edit: EditableValue): string | null {
  if (edit.kind === 'durationOrNever' && value === NEVER) return null;
  const parsed = parseDuration(value);
  return typeof parsed === 'number' ? null : parsed.say(tr);
}
