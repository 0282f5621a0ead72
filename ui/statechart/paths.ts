/** Outlines of arrows. */
import type { Point } from './layout.ts';

const CORNER_PX = 6;

/** A line through points with round corners. It ends before its last point by `short` pixels. */
export function roundedPath(points: readonly Point[], short = 0): string {
  const last = points.at(-1);
  const first = points[0];
  if (!first || !last) return '';
  const bends = points.slice(1, -1).map((at, index) => {
    const before = points[index] ?? at;
    const after = points[index + 2] ?? at;
    const corner = Math.min(CORNER_PX, distance(before, at) / 2, distance(at, after) / 2);
    return `L${spot(towards(at, before, corner))}Q${spot(at)} ${spot(towards(at, after, corner))}`;
  });
  const end = towards(last, points.at(-2) ?? last, short);
  return `M${spot(first)}${bends.join('')}L${spot(end)}`;
}

/** A filled head at the end of a line. */
export function arrowHead(points: readonly Point[], length: number): string {
  const tip = points.at(-1);
  const before = points.at(-2);
  if (!tip || !before) return '';
  const base = towards(tip, before, length);
  const half = length * 0.45;
  const across = { x: ((tip.y - base.y) / length) * half, y: ((base.x - tip.x) / length) * half };
  return `M${spot(tip)}L${spot({ x: base.x + across.x, y: base.y + across.y })}L${spot({ x: base.x - across.x, y: base.y - across.y })}Z`;
}

function distance(a: Point, b: Point): number {
  return Math.hypot(a.x - b.x, a.y - b.y);
}

/** The point `by` pixels from `from` on the way to `to`. */
function towards(from: Point, to: Point, by: number): Point {
  const whole = distance(from, to);
  if (whole === 0) return from;
  return { x: from.x + ((to.x - from.x) * by) / whole, y: from.y + ((to.y - from.y) * by) / whole };
}

function spot({ x, y }: Point): string {
  return `${round(x)} ${round(y)}`;
}

function round(value: number): number {
  return Math.round(value * 100) / 100;
}
