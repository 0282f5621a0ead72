/** Where the editor stands: between header and transport, wherever they are. */
import { type RefObject, useEffect, useState, useSyncExternalStore } from 'react';

/** Below this width form and YAML share one place. */
const NARROW = '(max-width: 900px)';

export function useNarrow(): boolean {
  return useSyncExternalStore(
    listener => {
      const query = matchMedia(NARROW);
      query.addEventListener('change', listener);
      return () => query.removeEventListener('change', listener);
    },
    () => matchMedia(NARROW).matches,
  );
}

/** Puts the editor in its place, takes what it covers out of reach, and gives the focus back when it closes. */
export function usePlace(box: RefObject<HTMLElement | null>): void {
  const [before] = useState(() => document.activeElement);
  useEffect(() => {
    const editor = box.current;
    const app = editor?.closest('.app');
    if (!editor || !app) return undefined;
    const header = app.querySelector('.header');
    const transport = app.querySelector('.transport');
    const covered = [...app.children].filter(
      child =>
        child !== editor &&
        !child.contains(header) &&
        child !== transport &&
        child.matches('.say, .views, .time'),
    );
    for (const child of covered) child.setAttribute('inert', '');
    const scrolled = window.scrollY;
    window.scrollTo(0, 0);
    const place = (): void => {
      const top = header?.parentElement?.getBoundingClientRect().bottom ?? 0;
      const bottom = window.innerHeight - (transport?.getBoundingClientRect().top ?? window.innerHeight);
      editor.style.top = `${Math.max(0, top)}px`;
      editor.style.bottom = `${Math.max(0, bottom)}px`;
    };
    place();
    const observer = new ResizeObserver(place);
    for (const element of [app, header?.parentElement, transport]) if (element) observer.observe(element);
    window.addEventListener('resize', place);
    editor.focus();
    return () => {
      observer.disconnect();
      window.removeEventListener('resize', place);
      for (const child of covered) child.removeAttribute('inert');
      window.scrollTo(0, scrolled);
      if (before instanceof HTMLElement && before.isConnected) before.focus();
    };
  }, [box, before]);
}
