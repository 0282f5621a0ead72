/** Zoom and pan of a drawing: wheel, drag, buttons and keys move the same view. */
import { type KeyboardEvent, type RefObject, useEffect, useLayoutEffect, useRef, useState } from 'react';
import { type Rect, type Room, type Zoom, zoomBy, zoomTo } from './zoom.ts';

const STEP = 1.25;
const PAN_PX = 60;
/** A small drawing is not blown up beyond these scales. */
const FIT_MOST = 2;
const SHOW_MOST = 1.6;
/** How far a press may move and still be a click. */
const CLICK_PX = 4;
const WHEEL_STEP = 1.0015;

/** The size of an element, kept up to date. */
export function useRoom(element: RefObject<HTMLElement | null>): Room {
  const [room, setRoom] = useState<Room>({ width: 0, height: 0 });
  useLayoutEffect(() => {
    const box = element.current;
    if (!box) return;
    const measure = (): void => setRoom({ width: box.clientWidth, height: box.clientHeight });
    measure();
    const observer = new ResizeObserver(measure);
    observer.observe(box);
    return () => observer.disconnect();
  }, [element]);
  return room;
}

export interface ZoomControl {
  readonly zoom: Zoom;
  readonly zoomIn: () => void;
  readonly zoomOut: () => void;
  /** Shows the whole drawing, also when the room changes. */
  readonly showAll: () => void;
  readonly show: (part: Rect) => void;
  /** `+`, `-`, `0`, and the arrows with Shift. */
  readonly press: (event: KeyboardEvent) => void;
}

export function useZoom(canvas: RefObject<HTMLElement | null>, room: Room, whole: Room): ZoomControl {
  /** Null: as it fits. */
  const [chosen, choose] = useState<Zoom | null>(null);
  const fitted = zoomTo({ x: 0, y: 0, ...whole }, room, FIT_MOST);
  const by = (factor: number, px = room.width / 2, py = room.height / 2): void =>
    choose(before => zoomBy(before ?? fitted, factor, px, py));
  const pan = (dx: number, dy: number): void =>
    choose(before => {
      const from = before ?? fitted;
      return { ...from, x: from.x + dx / from.scale, y: from.y + dy / from.scale };
    });
  useWheelAndDrag(canvas, { by, pan });
  const zoomIn = (): void => by(STEP);
  const zoomOut = (): void => by(1 / STEP);
  const showAll = (): void => choose(null);
  const keys: Readonly<Record<string, () => void>> = { '+': zoomIn, '=': zoomIn, '-': zoomOut, '0': showAll };
  const withShift: Readonly<Record<string, () => void>> = {
    ...keys,
    ArrowLeft: () => pan(-PAN_PX, 0),
    ArrowRight: () => pan(PAN_PX, 0),
    ArrowUp: () => pan(0, -PAN_PX),
    ArrowDown: () => pan(0, PAN_PX),
  };
  return {
    zoom: chosen ?? fitted,
    zoomIn,
    zoomOut,
    showAll,
    show: part => choose(zoomTo(part, room, SHOW_MOST)),
    press: event => {
      if (event.ctrlKey || event.metaKey || event.altKey) return;
      const act = (event.shiftKey ? withShift : keys)[event.key];
      if (!act) return;
      // Without it the page would take the key for one of its own.
      event.preventDefault();
      act();
    },
  };
}

interface Moves {
  readonly by: (factor: number, px: number, py: number) => void;
  readonly pan: (dx: number, dy: number) => void;
}

function useWheelAndDrag(canvas: RefObject<HTMLElement | null>, moves: Moves): void {
  // A drag outlives the drawings that it causes: its listeners ask for the newest view.
  const latest = useRef(moves);
  useLayoutEffect(() => {
    latest.current = moves;
  });
  useEffect(() => {
    const element = canvas.current;
    if (!element) return;
    const gone = new AbortController();
    const wheel = (event: WheelEvent): void => {
      event.preventDefault();
      const box = element.getBoundingClientRect();
      latest.current.by(WHEEL_STEP ** -event.deltaY, event.clientX - box.left, event.clientY - box.top);
    };
    // React's wheel listeners cannot keep the page from scrolling.
    element.addEventListener('wheel', wheel, { passive: false, signal: gone.signal });
    element.addEventListener('pointerdown', press => drag(element, press, latest), { signal: gone.signal });
    return () => gone.abort();
  }, [canvas]);
}

function drag(element: HTMLElement, press: PointerEvent, latest: RefObject<Moves>): void {
  if (press.button !== 0) return;
  let [x, y, isDrag] = [press.clientX, press.clientY, false];
  const ended = new AbortController();
  const { signal } = ended;
  const move = (event: PointerEvent): void => {
    const [dx, dy] = [event.clientX - x, event.clientY - y];
    if (!isDrag && Math.abs(dx) + Math.abs(dy) < CLICK_PX) return;
    if (!isDrag) element.setPointerCapture(press.pointerId);
    [x, y, isDrag] = [event.clientX, event.clientY, true];
    latest.current.pan(-dx, -dy);
  };
  element.addEventListener('pointermove', move, { signal });
  for (const end of ['pointerup', 'pointercancel', 'pointerleave'] as const)
    element.addEventListener(end, () => ended.abort(), { signal });
}
