/** A part of a drawing that is a thing of the run: to be pressed, by hand or by key, for what can go wrong with it. */
import type { KeyboardEvent, MouseEvent, ReactNode, Ref } from 'react';
import type { Thing } from '../session/run-source.ts';
import { openThingList, openThingMenu, type ThingList } from './menu-store.ts';
import { thingKey } from './thing-key.ts';
import '../styles/thing.css';

interface ThingButtonProps {
  readonly of: { readonly thing: Thing } | { readonly list: ThingList };
  /** What it is, for those who do not see it. */
  readonly label: string;
  /** The place to press, in the drawing's units: larger than what is drawn. */
  readonly hit: { readonly x: number; readonly y: number; readonly width: number; readonly height: number };
  readonly isPicked?: boolean;
  readonly ref?: Ref<SVGGElement>;
  readonly children?: ReactNode;
}

export function ThingButton({ of, label, hit, isPicked = false, ref, children }: ThingButtonProps) {
  const open = (event: MouseEvent<Element> | KeyboardEvent<Element>): void => {
    const { currentTarget } = event;
    const anchor = (currentTarget.querySelector('.thing-hit') ?? currentTarget).getBoundingClientRect();
    if ('thing' in of) openThingMenu(of.thing, anchor, currentTarget);
    else openThingList(of.list, anchor, currentTarget);
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a button element cannot stand inside a drawing
    <g
      ref={ref}
      className={`thing ${isPicked ? 'picked' : ''}`}
      role="button"
      tabIndex={0}
      aria-haspopup="menu"
      aria-label={label}
      data-thing={'thing' in of ? thingKey(of.thing) : `list/${of.list.of}`}
      onClick={open}
      onKeyDown={event => {
        if (event.key !== 'Enter' && event.key !== ' ') return;
        event.preventDefault();
        event.stopPropagation();
        open(event);
      }}
    >
      {children}
      <rect className="thing-hit" rx="4" {...hit} />
    </g>
  );
}
