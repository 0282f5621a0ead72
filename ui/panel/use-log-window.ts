/** Which part of the log is in sight. It follows the playhead until somebody scrolls the playhead's line away. */
import { type RefObject, useLayoutEffect, useRef, useState } from 'react';

/** Height of a line in rem, and in pixels where it is pressed with a finger. */
const ROW_REM = 1.25;
const ROW_TOUCH_PX = 44;
const PHONE = '(max-width: 720px)';

export interface LogWindow {
  /** Pixels. */
  readonly top: number;
  readonly height: number;
  readonly row: number;
}

function rowHeight(): number {
  if (window.matchMedia(PHONE).matches) return ROW_TOUCH_PX;
  return Math.round(ROW_REM * Number.parseFloat(getComputedStyle(document.documentElement).fontSize));
}

/** @param current the line at the playhead; −1: none. */
export function useLogWindow(
  box: RefObject<HTMLDivElement | null>,
  current: number,
  length: number,
): LogWindow {
  const [seen, setSeen] = useState<LogWindow>(() => ({ top: 0, height: 600, row: rowHeight() }));
  const follows = useRef(true);
  const line = useRef(current);
  line.current = current;
  const { row } = seen;
  const isEmpty = length === 0;
  // biome-ignore lint/correctness/useExhaustiveDependencies: the box comes and goes with the first line
  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller) return;
    const look = (): void => {
      const next = { top: scroller.scrollTop, height: scroller.clientHeight, row: rowHeight() };
      const at = Math.max(0, line.current) * next.row;
      follows.current = at + next.row >= next.top && at <= next.top + next.height;
      setSeen(before =>
        before.top === next.top && before.height === next.height && before.row === next.row ? before : next,
      );
    };
    look();
    follows.current = true;
    scroller.addEventListener('scroll', look, { passive: true });
    const observer = new ResizeObserver(look);
    observer.observe(scroller);
    return () => {
      scroller.removeEventListener('scroll', look);
      observer.disconnect();
    };
  }, [box, isEmpty]);
  useLayoutEffect(() => {
    const scroller = box.current;
    if (!scroller || !follows.current || isEmpty) return;
    const at = Math.max(0, current) * row;
    const { scrollTop, clientHeight } = scroller;
    if (at >= scrollTop && at + row <= scrollTop + clientHeight) return;
    // One line below it shows that more is to come.
    scroller.scrollTop = at + 2 * row - clientHeight;
  }, [box, current, row, isEmpty]);
  return seen;
}
