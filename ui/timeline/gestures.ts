/** Wheel, pinch and drag: what hands do to the timeline besides the playhead. */
import { type PointerEvent, type RefObject, useEffect, useRef } from 'react';
import { timelineView } from './timeline-view.ts';

/** A notch of a wheel is about 100 pixels, and magnifies by a fifth. */
const WHEEL_PX = 550;
const LINE_PX = 16;

/** Ctrl or ⌘ and the wheel, or a pinch on a trackpad, zoom; Shift and the wheel, or a swipe to the side, pan. */
export function useWheel(element: RefObject<HTMLElement | null>): void {
  useEffect(() => {
    const target = element.current;
    if (!target) return;
    const listen = (event: WheelEvent): void => {
      const unit = event.deltaMode === WheelEvent.DOM_DELTA_PIXEL ? 1 : LINE_PX;
      if (event.ctrlKey || event.metaKey) {
        event.preventDefault();
        const x = event.clientX - target.getBoundingClientRect().left;
        timelineView.zoom(2 ** ((-event.deltaY * unit) / (WHEEL_PX / 2)), x);
      } else if (event.shiftKey || Math.abs(event.deltaX) > Math.abs(event.deltaY)) {
        event.preventDefault();
        timelineView.pan((event.deltaX || event.deltaY) * unit);
      }
    };
    // React listens passively, and then the page would be zoomed as well.
    target.addEventListener('wheel', listen, { passive: false });
    return () => target.removeEventListener('wheel', listen);
  }, [element]);
}

/** Dragging the axis pans. */
export function useDragToPan() {
  const last = useRef<number | null>(null);
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      event.currentTarget.setPointerCapture(event.pointerId);
      last.current = event.clientX;
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      if (last.current === null || !event.currentTarget.hasPointerCapture(event.pointerId)) return;
      timelineView.pan(last.current - event.clientX);
      last.current = event.clientX;
    },
    onPointerUp: (): void => {
      last.current = null;
    },
  };
}
