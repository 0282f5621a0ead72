/** The lanes of requests and of the audit log, on one canvas. */
import { useEffect, useRef } from 'react';
import { useBarColours } from './bar-colours.ts';
import { LanePainter, type LanePicture } from './lane-painter.ts';

/** What is painted on a canvas, for those who draw it again as vectors. */
export const pictures = new WeakMap<HTMLCanvasElement, LanePicture>();

export function RequestLanes(picture: LanePicture) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<LanePainter>(null);
  const colours = useBarColours();
  useEffect(() => {
    painter.current ??= new LanePainter();
    if (!canvas.current) return;
    painter.current.paint(canvas.current, picture, window.devicePixelRatio || 1, colours);
    pictures.set(canvas.current, picture);
  });
  const { scale, room, audit, laneHeight } = picture;
  return (
    <canvas ref={canvas} style={{ width: scale.width, height: (room + (audit ? 1 : 0)) * laneHeight }} />
  );
}
