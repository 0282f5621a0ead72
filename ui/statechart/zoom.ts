/** Which part of a drawing is seen, and how large. */

/** The drawing's point `x`, `y` stands in the room's upper left corner; `scale` pixels for each of the drawing's. */
export interface Zoom {
  readonly scale: number;
  readonly x: number;
  readonly y: number;
}

export interface Room {
  readonly width: number;
  readonly height: number;
}

export interface Rect extends Room {
  readonly x: number;
  readonly y: number;
}

const LEAST = 0.2;
const MOST = 4;
const MARGIN_PX = 16;

/** The view that shows a part of the drawing in the middle of the room, as large as it allows but at most at scale `most`. */
export function zoomTo(part: Rect, room: Room, most: number): Zoom {
  const wanted = Math.min(
    most,
    (room.width - 2 * MARGIN_PX) / Math.max(1, part.width),
    (room.height - 2 * MARGIN_PX) / Math.max(1, part.height),
  );
  const scale = Math.max(LEAST, wanted);
  return {
    scale,
    x: part.x - (room.width / scale - part.width) / 2,
    y: part.y - (room.height / scale - part.height) / 2,
  };
}

/** Zooms by a factor; what stands at the point `px`, `py` of the room stays there. */
export function zoomBy(zoom: Zoom, factor: number, px: number, py: number): Zoom {
  const scale = Math.min(MOST, Math.max(LEAST, zoom.scale * factor));
  return { scale, x: zoom.x + px / zoom.scale - px / scale, y: zoom.y + py / zoom.scale - py / scale };
}

/** The smallest rectangle around others; null around none. */
export function around(rects: readonly Rect[]): Rect | null {
  if (rects.length === 0) return null;
  const x = Math.min(...rects.map(rect => rect.x));
  const y = Math.min(...rects.map(rect => rect.y));
  return {
    x,
    y,
    width: Math.max(...rects.map(rect => rect.x + rect.width)) - x,
    height: Math.max(...rects.map(rect => rect.y + rect.height)) - y,
  };
}
