import { describe, expect, test } from 'vitest';
import { hasRetryAfter, LINEAGES } from '../../machines/lineage.ts';
import { LAYOUTS, lampAt, type Point } from '../../machines/view/drawing/geometry.ts';
import { routes } from '../../machines/view/drawing/routes.ts';
import { mapOfLineage } from '../../machines/view/maps/older.ts';

const DRAWINGS = LINEAGES.flatMap(lineage =>
  (hasRetryAfter(lineage) ? [false, true] : [false]).flatMap(sendRetryAfter =>
    Object.values(LAYOUTS).map(layout => ({
      name: `${lineage}${sendRetryAfter ? ' with retry-after' : ''}, ${layout.name}`,
      layout,
      map: mapOfLineage(lineage)(sendRetryAfter),
    })),
  ),
);

/** The straight parts of a path, and the ends of its corners. */
function segmentsOf(path: string): [Point, Point][] {
  const segments: [Point, Point][] = [];
  let at: Point = { x: 0, y: 0 };
  const to = (next: Point, isDrawn: boolean): void => {
    if (isDrawn) segments.push([at, next]);
    at = next;
  };
  for (const [, command, rest = ''] of path.matchAll(/([MVHQh])([^MVHQh]*)/g)) {
    const numbers = rest.trim().split(/\s+/).map(Number);
    const [a = Number.NaN, b = Number.NaN, c = Number.NaN, d = Number.NaN] = numbers;
    if (command === 'M') to({ x: a, y: b }, false);
    else if (command === 'V') to({ x: at.x, y: a }, true);
    else if (command === 'H') to({ x: a, y: at.y }, true);
    else if (command === 'h') to({ x: at.x + a, y: at.y }, true);
    else to({ x: c, y: d }, true);
  }
  return segments;
}

describe.each(DRAWINGS)('$name', ({ layout, map }) => {
  const paths = routes(layout, map, () => layout.lampR);
  const places = map.lamps.map(lamp => ({ name: lamp.name, at: lampAt(layout, lamp) }));

  test('every lamp lies inside the drawing, and no two on each other', () => {
    expect(new Set(places.map(({ at }) => `${at.x} ${at.y}`)).size).toBe(places.length);
    for (const { at } of places) {
      expect(at.x).toBeGreaterThan(layout.ringR);
      expect(at.x).toBeLessThan(layout.width - layout.ringR);
      expect(at.y).toBeLessThan(layout.height);
    }
  });

  test('no way runs through a lamp, or back up', () => {
    for (const [name, path] of Object.entries(paths)) {
      for (const [a, b] of segmentsOf(path)) {
        expect(b.y, name).toBeGreaterThanOrEqual(a.y);
        for (const { name: lamp, at } of places) {
          const isNear =
            Math.min(a.x, b.x) < at.x + layout.lampR - 0.01 &&
            Math.max(a.x, b.x) > at.x - layout.lampR + 0.01 &&
            Math.min(a.y, b.y) < at.y + layout.lampR - 0.01 &&
            Math.max(a.y, b.y) > at.y - layout.lampR + 0.01;
          expect(isNear, `${name} through ${lamp}`).toBe(false);
        }
      }
    }
  });

  test('where two ways cross, one of them has a gap', () => {
    const all = Object.values(paths).map(segmentsOf);
    for (const [index, ours] of all.entries()) {
      for (const [a, b] of ours.filter(([from, to]) => from.x === to.x)) {
        const others = all.filter((_, other) => other !== index).flat();
        const crossing = others.filter(
          ([c, d]) =>
            c.y === d.y &&
            Math.min(c.x, d.x) + 1 < a.x &&
            a.x < Math.max(c.x, d.x) - 1 &&
            a.y + 1 < c.y &&
            c.y < b.y - 1,
        );
        expect(crossing).toEqual([]);
      }
    }
  });
});
