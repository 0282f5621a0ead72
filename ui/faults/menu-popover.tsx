/** The box of a menu beside a thing: in sight whole, left by Escape or a press elsewhere, gone through with the arrow keys. */
import { type KeyboardEvent, type ReactNode, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { closeThingMenu, type ThingMenuState, thingMenuStore } from './menu-store.ts';
import { placeBeside } from './place.ts';
import '../styles/thing-menu.css';

interface PopoverProps {
  readonly state: ThingMenuState;
  readonly labelledBy: string;
  readonly children: ReactNode;
}

export function MenuPopover({ state, labelledBy, children }: PopoverProps) {
  const box = useRef<HTMLDivElement>(null);
  const { anchor, opener } = state;
  const [before] = useState(() => opener ?? document.activeElement);
  useLayoutEffect(() => {
    const element = box.current;
    if (!element) return;
    const size = { width: element.offsetWidth, height: element.scrollHeight + 2 };
    const place = placeBeside(anchor, size, { width: window.innerWidth, height: window.innerHeight });
    element.style.left = `${place.left}px`;
    element.style.top = `${place.top}px`;
    element.style.maxHeight = `${place.maxHeight}px`;
    (items(element)[0] ?? element).focus({ preventScroll: true });
  }, [anchor]);
  useEffect(() => {
    const leave = (event: PointerEvent): void => {
      if (event.target instanceof Node && !box.current?.contains(event.target)) closeThingMenu();
    };
    document.addEventListener('pointerdown', leave);
    window.addEventListener('scroll', closeThingMenu, { passive: true });
    window.addEventListener('resize', closeThingMenu);
    return () => {
      document.removeEventListener('pointerdown', leave);
      window.removeEventListener('scroll', closeThingMenu);
      window.removeEventListener('resize', closeThingMenu);
    };
  }, []);
  useEffect(() => {
    const element = box.current;
    return () => {
      // Another thing has been chosen from a list: its menu has the focus now, and gives it back to where it was.
      if (thingMenuStore.get() !== null) return;
      const held = document.activeElement;
      if (held !== null && held !== document.body && !element?.contains(held)) return;
      const back = before?.isConnected ? before : document.querySelector('.transport .play');
      if (back instanceof HTMLElement || back instanceof SVGElement) back.focus({ preventScroll: true });
    };
  }, [before]);
  return (
    <div
      ref={box}
      className="thing-menu"
      role="menu"
      tabIndex={-1}
      aria-labelledby={labelledBy}
      onKeyDown={event => moveFocus(event, box.current)}
    >
      {children}
    </div>
  );
}

function items(menu: HTMLElement): HTMLElement[] {
  return [...menu.querySelectorAll<HTMLElement>('[role="menuitem"]')];
}

function moveFocus(event: KeyboardEvent, menu: HTMLElement | null): void {
  // Keys of the page do not reach through an open menu.
  event.stopPropagation();
  if (!menu) return;
  if (event.key === 'Escape' || event.key === 'Tab') {
    event.preventDefault();
    closeThingMenu();
    return;
  }
  const all = items(menu);
  const at = all.indexOf(document.activeElement as HTMLElement);
  const to = { ArrowDown: at + 1, ArrowUp: at < 0 ? -1 : at - 1, Home: 0, End: -1 }[event.key];
  if (to === undefined) return;
  event.preventDefault();
  all.at(to % Math.max(1, all.length))?.focus();
}
