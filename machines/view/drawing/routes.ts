/** The ways of a signal map as paths: down and across with round corners, and a gap where one passes under another. */
import type { EdgePlan, LampName, MapPlan } from '../maps/map-plan.ts';
import { columnX, EXIT_SQUARE, lampAt, type MapLayout, type Point, rowY } from './geometry.ts';

/** How far from a lamp's centre its edges end: a ring needs more room than a lamp. */
export type Reach = (name: LampName) => number;

/** Half the gap of a way that passes under another, and how far from a corner one is a crossing. */
const GAP = 5;
/** Half the bar at the end of a way that nobody waits for. */
const DEAD_END = 7;

/** The path of every way of a map, by its name. */
export function routes(layout: MapLayout, plan: MapPlan, reach: Reach): Readonly<Record<string, string>> {
  const ways = plan.edges.map(edge => ({ edge, points: pointsOf(layout, plan, edge, reach) }));
  const paths = ways.map(({ edge, points }) => {
    const others = ways.filter(other => other.edge !== edge).map(other => other.points);
    const path = drawn(points, cornersOf(layout, edge, points), others);
    return [edge.name, edge.to === 'nobody' ? path + deadEnd(points) : path] as const;
  });
  return Object.fromEntries(paths);
}

/** Where a way begins, turns and ends. */
function pointsOf(layout: MapLayout, plan: MapPlan, edge: EdgePlan, reach: Reach): readonly Point[] {
  const lamp = (name: LampName): Point => {
    const found = plan.lamps.find(other => other.name === name);
    return found ? lampAt(layout, found) : { x: layout.xC, y: layout.top };
  };
  const { from, to } = edge;
  const input = (plan.gate?.indexOf(from as LampName) ?? 0) === 0 ? -1 : 1;
  const start: Point =
    from === 'stop'
      ? { x: layout.xC, y: layout.top + layout.square + 1 }
      : from === 'gate'
        ? { x: layout.xC, y: layout.gate + 10 + layout.halfGate }
        : lamp(from);
  const end: Point =
    to === 'exit'
      ? { x: layout.xC, y: layout.exit - EXIT_SQUARE }
      : to === 'gate'
        ? { x: layout.xC + (input * layout.halfGate) / 2, y: layout.gate }
        : to === 'nobody'
          ? { x: start.x, y: rowY(layout, 'between') }
          : lamp(to);
  const out = from === 'stop' || from === 'gate' ? 0 : reach(from);
  const into = to === 'exit' || to === 'gate' || to === 'nobody' ? 0 : reach(to);
  // Between lamps of one row a way runs across.
  if (start.y === end.y) {
    const side = Math.sign(end.x - start.x);
    return [
      { x: start.x + side * out, y: start.y },
      { x: end.x - side * into, y: end.y },
    ];
  }
  const points: Point[] = [{ x: start.x, y: start.y + out }];
  let { x } = start;
  for (const [row, column] of edge.turns) {
    const y = rowY(layout, row);
    points.push({ x, y });
    x = column === 'input' ? end.x : columnX(layout, column);
    points.push({ x, y });
  }
  points.push({ x: end.x, y: end.y - into });
  return points;
}

/** The radius of each corner: as large as there is room, and smaller at an input of the gate. */
function cornersOf({ corner }: MapLayout, { to }: EdgePlan, points: readonly Point[]): readonly number[] {
  return points.map((point, index) => {
    const before = points[index - 1];
    const next = points[index + 1];
    if (!before || !next) return 0;
    // What runs across has a corner at either end.
    const across = Math.abs(before.y === point.y ? before.x - point.x : next.x - point.x);
    const r = Math.min(corner, across / 2);
    if (index < points.length - 2) return r;
    return to === 'gate' ? 0.7 * r : Math.min(r, next.y - point.y);
  });
}

function drawn(
  points: readonly Point[],
  corners: readonly number[],
  others: readonly (readonly Point[])[],
): string {
  const [start] = points;
  if (!start) return '';
  let path = `M${start.x} ${start.y}`;
  let at = start;
  for (let index = 1; index < points.length; index++) {
    const point = points[index] as Point;
    const next = points[index + 1];
    const r = corners[index] ?? 0;
    if (point.x === at.x) {
      const down = next ? point.y - r : point.y;
      path += `${gaps(at, down, others)}V${down}`;
    } else {
      path += `H${next ? point.x - Math.sign(point.x - at.x) * r : point.x}`;
    }
    if (next) {
      const isDown = point.x === at.x;
      const side = isDown ? Math.sign(next.x - point.x) : 0;
      path += isDown
        ? `Q${point.x} ${point.y} ${point.x + side * r} ${point.y}`
        : `Q${point.x} ${point.y} ${point.x} ${point.y + r}`;
    }
    at = point;
  }
  return path;
}

/** Where a way runs down through one that runs across, and neither begins, ends or turns there. */
function gaps(from: Point, to: number, others: readonly (readonly Point[])[]): string {
  const crossed = others.flatMap(points =>
    points.flatMap((a, index) => {
      const b = points[index + 1];
      if (!b || a.y !== b.y) return [];
      const isBetween = Math.min(a.x, b.x) + GAP < from.x && from.x < Math.max(a.x, b.x) - GAP;
      return isBetween && a.y - GAP > from.y && a.y + GAP < to ? [a.y] : [];
    }),
  );
  return [...new Set(crossed)]
    .sort((a, b) => a - b)
    .map(y => `V${y - GAP}M${from.x} ${y + GAP}`)
    .join('');
}

function deadEnd(points: readonly Point[]): string {
  const end = points.at(-1);
  return end ? `M${end.x - DEAD_END} ${end.y}h${2 * DEAD_END}` : '';
}
