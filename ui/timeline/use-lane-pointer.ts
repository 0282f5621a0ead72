/**
 * Fingers and mouse on the lanes. A press on a bar that does not move points at its thing; everything else moves the
 * playhead. Two fingers zoom and pan. Up and down the page scrolls, as it does everywhere.
 */
import { type PointerEvent, useRef } from 'react';
import { timelineView } from './timeline-view.ts';

/** A press that moves further than this is a drag. */
const STILL_PX = 4;
const STILL_FINGER_PX = 8;
/** How far beside a bar a press may be. */
const SLACK_PX = 2;
const SLACK_FINGER_PX = 14;

interface Place {
  readonly x: number;
  readonly y: number;
}

interface LanePointer<T> {
  /** Moves the playhead to a place of the lanes. */
  readonly seek: (x: number) => void;
  /** What lies at a place; null: nothing that can be pointed at. */
  readonly find: (place: Place, slack: number) => T | null;
  readonly open: (found: T, place: Place) => void;
}

type Press<T> =
  | { readonly kind: 'press'; readonly from: Place; readonly found: T | null; readonly still: number }
  | { readonly kind: 'drag' }
  | { readonly kind: 'pinch' };

export function useLanePointer<T>({ seek, find, open }: LanePointer<T>) {
  const fingers = useRef(new Map<number, Place>());
  const press = useRef<Press<T> | null>(null);
  const placeOf = (event: PointerEvent<HTMLElement>): Place => {
    const box = event.currentTarget.getBoundingClientRect();
    return { x: event.clientX - box.left, y: event.clientY - box.top };
  };
  const release = (event: PointerEvent<HTMLElement>): void => {
    fingers.current.delete(event.pointerId);
    if (fingers.current.size === 0) press.current = null;
  };
  return {
    onPointerDown: (event: PointerEvent<HTMLElement>): void => {
      if (event.button !== 0) return;
      event.currentTarget.setPointerCapture(event.pointerId);
      const place = placeOf(event);
      const isFinger = event.pointerType === 'touch';
      fingers.current.set(event.pointerId, place);
      if (fingers.current.size > 1) {
        press.current = { kind: 'pinch' };
        return;
      }
      const found = find(place, isFinger ? SLACK_FINGER_PX : SLACK_PX);
      press.current = { kind: 'press', from: place, found, still: isFinger ? STILL_FINGER_PX : STILL_PX };
      // A mouse that presses beside all bars means the playhead; a finger may begin to scroll or to pinch.
      if (found === null && !isFinger) {
        press.current = { kind: 'drag' };
        seek(place.x);
      }
    },
    onPointerMove: (event: PointerEvent<HTMLElement>): void => {
      const place = placeOf(event);
      const before = fingers.current.get(event.pointerId);
      if (!before) {
        event.currentTarget.style.cursor =
          event.pointerType === 'mouse' && find(place, SLACK_PX) !== null ? 'pointer' : '';
        return;
      }
      fingers.current.set(event.pointerId, place);
      const { current } = press;
      if (current?.kind === 'pinch') {
        pinch([...fingers.current.entries()], event.pointerId, before);
        return;
      }
      if (current?.kind === 'press') {
        const aside = Math.abs(place.x - current.from.x);
        if (aside <= current.still || aside < Math.abs(place.y - current.from.y)) return;
        press.current = { kind: 'drag' };
      }
      if (press.current?.kind === 'drag') seek(place.x);
    },
    onPointerUp: (event: PointerEvent<HTMLElement>): void => {
      const { current } = press;
      const place = placeOf(event);
      release(event);
      if (current?.kind !== 'press') return;
      const [dx, dy] = [place.x - current.from.x, place.y - current.from.y];
      if (Math.hypot(dx, dy) > current.still) return;
      if (current.found !== null) open(current.found, current.from);
      else seek(place.x);
    },
    onPointerCancel: release,
  };
}

/** The times under both fingers follow them. */
function pinch(fingers: readonly (readonly [number, Place])[], moved: number, before: Place): void {
  const [first, second] = fingers;
  if (!first || !second) return;
  const other = first[0] === moved ? second[1] : first[1];
  const now = first[0] === moved ? first[1] : second[1];
  const apart = Math.max(1, Math.abs(now.x - other.x));
  const wasApart = Math.max(1, Math.abs(before.x - other.x));
  const middle = (now.x + other.x) / 2;
  const wasMiddle = (before.x + other.x) / 2;
  // Fingers above each other say nothing about the time between them.
  const factor = Math.min(apart, wasApart) < 24 ? 1 : apart / wasApart;
  timelineView.pinch(factor, wasMiddle, middle - wasMiddle);
}
