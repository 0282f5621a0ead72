/** The shapes of a row of the table of the lineages, for the page and for paper. */
import type { RowPart, RowSpan } from '../../recording/lineage-table.ts';
import type { Fold, TimeScale } from '../time-scale.ts';

/** What shares a lane: whether the door is open, and whether the guard turns people away behind it. */
export const LANES: readonly (readonly RowPart[])[] = [
  ['delay'],
  ['hooks'],
  ['listening', 'rejecting'],
  ['draining'],
  ['serverShutdown'],
];

/** Moments and the life of the process stand above the lanes. */
export const MOMENTS_Y = 6;
const LANES_TOP = 14;
const LANE_PITCH = 7.6;
const LANE_HEIGHT = 6;
/** What takes no time to speak of can still be seen, in pixels. */
const LEAST_PX = 2;
/** Half of what stands for a moment, and for the exit. */
export const MARK_R = 4;

export function chartHeight(lanes: number): number {
  return LANES_TOP + lanes * LANE_PITCH;
}

/** The upper edge of a lane; that of a part that stands in none. */
export function laneY(lanes: readonly (readonly RowPart[])[], part: RowPart): number {
  const lane = lanes.findIndex(parts => parts.includes(part));
  return lane < 0 ? MOMENTS_Y - LANE_HEIGHT / 2 : LANES_TOP + lane * LANE_PITCH;
}

/** A part of a row as a path; one that does not end goes to the edge. */
export function spanPath({ part, from, to }: RowSpan, scale: TimeScale, y: number): string {
  const left = scale.x(from);
  return partPath(part, left, to === null ? scale.width : Math.max(left + LEAST_PX, scale.x(to)), y);
}

/** Between the bars of the gate that stands for rejecting, in pixels. */
const GATE_PX = 5;

/** Each part has a shape of its own, so that it is known without its colour and without its lane. */
function partPath(part: RowPart, left: number, right: number, y: number): string {
  const middle = y + LANE_HEIGHT / 2;
  const bottom = y + LANE_HEIGHT;
  switch (part) {
    case 'delay':
      // It empties, as the ring of the map does.
      return `M${left} ${y}L${right} ${middle}L${left} ${bottom}z`;
    case 'hooks':
    case 'draining':
      return `M${left} ${y}H${right}V${bottom}H${left}z`;
    case 'unready':
    case 'listening':
      return `M${left} ${middle}H${right}`;
    case 'rejecting': {
      const bars = Math.max(0, Math.floor((right - left) / GATE_PX));
      const gate = Array.from(
        { length: bars },
        (_, n) => `M${left + (n + 0.5) * GATE_PX} ${y}v${LANE_HEIGHT}`,
      );
      return `M${left} ${y}H${right}M${left} ${bottom}H${right}${gate.join('')}`;
    }
    case 'serverShutdown':
      return `M${left} ${y}v${LANE_HEIGHT}M${left} ${middle}H${right}M${right} ${y}v${LANE_HEIGHT}`;
  }
}

/** Of the picture that explains a part. */
export const LEGEND_WIDTH = 26;
export const LEGEND_HEIGHT = 12;

/** A part as a legend shows it. */
export function legendPath(part: RowPart): string {
  return partPath(part, 1, LEGEND_WIDTH - 1, (LEGEND_HEIGHT - LANE_HEIGHT) / 2);
}

/** A moment for which a version has no name. */
export function tickPath(x: number, y = MOMENTS_Y): string {
  return `M${x} ${y - MARK_R}v${2 * MARK_R}`;
}

const SLANT_PX = 6;

/** A folded wait: the gap, and the strokes on either side of it. */
export function foldPaths(fold: Fold, scale: TimeScale, height: number): { gap: string; edges: string } {
  const x = scale.x(fold.from);
  const end = x + scale.foldPx;
  return {
    gap: `M${x + SLANT_PX} 0H${end}L${end - SLANT_PX} ${height}H${x}z`,
    edges: `M${x + SLANT_PX} 0L${x} ${height}M${end} 0L${end - SLANT_PX} ${height}`,
  };
}
