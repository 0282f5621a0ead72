/** A value on the map that can be changed: pressed, it is typed; dragged sideways, it grows or shrinks in steps. */
import { type PointerEvent, useRef, useState } from 'react';
import { createPortal } from 'react-dom';
import type { EditableValue } from '../../machines/view/drawing/editable-value.ts';
import type { Session } from '../session/session.ts';
import { tr } from '../words/language.ts';
import { stepped } from './duration-steps.ts';
import { runWithValue } from './edit-scenario.ts';
import { ValueInput } from './value-input.tsx';
import '../styles/value.css';

/** Pixels to move for one step, and for a press to become a drag. */
const STEP_PX = 10;
const DRAG_PX = 5;

interface ValueButtonProps {
  readonly edit: EditableValue;
  readonly hit: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  /** The side on which its words begin. */
  readonly align: 'start' | 'end';
  readonly session: Session;
  /** Shows a value before it is taken; null: the scenario's. */
  readonly onPreview: (text: string | null) => void;
}

interface Drag {
  readonly from: number;
  text: string;
  moved: boolean;
}

export function ValueButton({ edit, hit, align, session, onPreview }: ValueButtonProps) {
  const button = useRef<SVGGElement>(null);
  const drag = useRef<Drag | null>(null);
  const [anchor, setAnchor] = useState<DOMRect | null>(null);
  const isSwitch = edit.kind === 'switch';
  const take = (value: string | boolean): Promise<string | null> => runWithValue(session, edit.path, value);
  const press = (): void => {
    if (isSwitch) void take(edit.value !== 'true');
    else setAnchor(button.current?.querySelector('rect')?.getBoundingClientRect() ?? null);
  };
  const move = ({ clientX }: PointerEvent): void => {
    const state = drag.current;
    if (!state) return;
    const by = clientX - state.from;
    if (Math.abs(by) > DRAG_PX) state.moved = true;
    if (!state.moved) return;
    state.text = stepped(edit.value, Math.round(by / STEP_PX));
    onPreview(state.text);
  };
  const drop = (isTaken: boolean): void => {
    const state = drag.current;
    drag.current = null;
    if (!state) return;
    if (isTaken && state.moved && state.text !== edit.value) {
      void take(state.text).finally(() => onPreview(null));
      return;
    }
    onPreview(null);
  };
  const wasDragged = useRef(false);
  return (
    <>
      {/* biome-ignore lint/a11y/noStaticElementInteractions: its role is that of a button or a switch */}
      <g
        ref={button}
        className={`thing value ${isSwitch ? '' : 'slides'}`}
        role={isSwitch ? 'switch' : 'button'}
        {...(isSwitch ? { 'aria-checked': edit.value === 'true' } : { 'aria-haspopup': 'dialog' })}
        tabIndex={0}
        aria-label={
          isSwitch ? edit.name : tr('{name}: {value}, change', { name: edit.name, value: edit.value })
        }
        data-value={edit.name}
        onPointerDown={event => {
          wasDragged.current = false;
          if (isSwitch || event.button !== 0) return;
          event.currentTarget.setPointerCapture(event.pointerId);
          drag.current = { from: event.clientX, text: edit.value, moved: false };
        }}
        onPointerMove={move}
        onPointerUp={() => {
          wasDragged.current = drag.current?.moved ?? false;
          drop(true);
        }}
        onPointerCancel={() => drop(false)}
        onClick={() => {
          if (!wasDragged.current) press();
        }}
        onKeyDown={event => {
          if (event.key !== 'Enter' && event.key !== ' ') return;
          event.preventDefault();
          event.stopPropagation();
          press();
        }}
      >
        <rect className="thing-hit" rx="4" {...hit} />
      </g>
      {anchor &&
        createPortal(
          <ValueInput
            edit={edit}
            anchor={anchor}
            align={align}
            onTake={take}
            onClose={() => {
              setAnchor(null);
              button.current?.focus({ preventScroll: true });
            }}
          />,
          document.body,
        )}
    </>
  );
}
