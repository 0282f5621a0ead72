/** The lanes of requests, on one canvas. */
import { useEffect, useRef } from 'react';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { useBarColours } from './bar-colours.ts';
import type { ClientLane } from './lane-list.ts';
import { LanePainter } from './lane-painter.ts';

interface RequestLanesProps {
  readonly lanes: readonly ClientLane[];
  readonly scale: TimeScale;
  readonly t: number;
  readonly present: number;
  readonly laneHeight: number;
}

export function RequestLanes({ lanes, scale, t, present, laneHeight }: RequestLanesProps) {
  const canvas = useRef<HTMLCanvasElement>(null);
  const painter = useRef<LanePainter>(null);
  const colours = useBarColours();
  useEffect(() => {
    painter.current ??= new LanePainter();
    if (!canvas.current) return;
    const size = { lane: laneHeight, pixelRatio: window.devicePixelRatio || 1 };
    painter.current.paint(canvas.current, lanes, scale, { t, present }, size, colours);
  });
  return <canvas ref={canvas} style={{ width: scale.width, height: lanes.length * laneHeight }} />;
}
