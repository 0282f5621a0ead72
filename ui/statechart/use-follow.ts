/** Brings the region that moved last into sight, unless somebody is reading there. */
import { type RefObject, useEffect, useRef } from 'react';

const MARGIN_PX = 8;

/** @param regions names of the regions that moved last, joined by commas. */
export function useFollow(box: RefObject<HTMLElement | null>, regions: string): void {
  const before = useRef('');
  useEffect(() => {
    if (before.current === regions) return;
    before.current = regions;
    const root = box.current;
    if (!root || root.matches(':hover') || root.contains(document.activeElement)) return;
    const scroller = [root, root.parentElement].find(it => it && isScrolled(it));
    const section = root.querySelector(`[data-section="${CSS.escape(regions.split(',')[0] ?? '')}"]`);
    if (!scroller || !section) return;
    const bar = root.firstElementChild?.clientHeight ?? 0;
    const [outer, inner] = [scroller.getBoundingClientRect(), section.getBoundingClientRect()];
    if (inner.top >= outer.top + bar && inner.bottom <= outer.bottom) return;
    scroller.scrollTop += inner.top - outer.top - bar - MARGIN_PX;
  }, [box, regions]);
}

function isScrolled(element: HTMLElement): boolean {
  return element.scrollHeight > element.clientHeight && getComputedStyle(element).overflowY === 'auto';
}
