/** Where a small box stands beside what it belongs to, so that it is in sight whole. */
import type { Anchor } from './menu-store.ts';

export interface Size {
  readonly width: number;
  readonly height: number;
}

/** Between the box and what it belongs to, and between the box and the edge of the window; CSS pixels. */
const GAP = 6;
const MARGIN = 8;

export interface Place {
  readonly left: number;
  readonly top: number;
  /** No higher than this: the rest is scrolled to. */
  readonly maxHeight: number;
}

/** Below its anchor where there is room, else above it, else where there is more room. */
export function placeBeside(anchor: Anchor, box: Size, window: Size): Place {
  const left = Math.max(MARGIN, Math.min(anchor.left, window.width - box.width - MARGIN));
  const below = window.height - anchor.bottom - GAP - MARGIN;
  const above = anchor.top - GAP - MARGIN;
  const height = Math.min(box.height, window.height - 2 * MARGIN);
  if (height <= below || (height > above && below >= above)) {
    const top = Math.min(anchor.bottom + GAP, window.height - MARGIN - height);
    return { left, top: Math.max(MARGIN, top), maxHeight: window.height - 2 * MARGIN };
  }
  return { left, top: Math.max(MARGIN, anchor.top - GAP - height), maxHeight: window.height - 2 * MARGIN };
}
