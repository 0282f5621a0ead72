/** Rings round lamps. A browser's arithmetic is exact enough for them; the model does without sines. */
import type { Point } from '../../machines/view/drawing/geometry.ts';

/**
 * A part of a ring that ends (`left`) or begins (`done`) at twelve o'clock, clockwise; null for nothing.
 * A full ring is drawn a hair short of it, for an arc that ends where it begins is none.
 */
export function ringArc(centre: Point, r: number, shows: 'left' | 'done', fraction: number): string | null {
  if (fraction <= 0) return null;
  const part = Math.min(fraction, 0.9999);
  const on = (turn: number): string => {
    const angle = turn * 2 * Math.PI;
    return `${(centre.x + r * Math.sin(angle)).toFixed(2)} ${(centre.y - r * Math.cos(angle)).toFixed(2)}`;
  };
  const [from, to] = shows === 'done' ? [0, part] : [1 - part, 1];
  return `M${on(from)}A${r} ${r} 0 ${part > 0.5 ? 1 : 0} 1 ${on(to)}`;
}
