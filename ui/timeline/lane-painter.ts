/**
 * Paints request bars on a canvas. Finished bars are painted once, onto a sheet that is kept; a frame copies the sheet
 * and adds what is in flight. So a hundred thousand requests cost no more than a few.
 */
import { FATES, LANE_ROWS, type RequestLane } from '../../machines/view/request-lane.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import type { ClientLane } from './lane-list.ts';

/** Resolved colours of the tokens that bars need. */
export interface BarColours {
  readonly edge: string;
  readonly ink: string;
  readonly ink2: string;
  readonly danger: string;
  readonly paper: string;
}

export interface PaintSize {
  /** Height of a lane in pixels. */
  readonly lane: number;
  readonly pixelRatio: number;
}

const ROPE_WAVE_PX = 12;
/** Bars further than this beyond an edge are not painted. */
const BEYOND_PX = 8;
/** Ropes that a lane has room for; further ones lie on these. */
const ROPES = 2;

export class LanePainter {
  private readonly sheet = document.createElement('canvas');
  private key = '';
  private painted = new Map<RequestLane, number>();

  /** Paints the lanes as they are known now; requests in flight at `t` are in ink, those of the present as well. */
  paint(
    canvas: HTMLCanvasElement,
    lanes: readonly ClientLane[],
    scale: TimeScale,
    at: { readonly t: number; readonly present: number },
    size: PaintSize,
    colours: BarColours,
  ): void {
    const width = Math.round(scale.width * size.pixelRatio);
    const height = Math.round(lanes.length * size.lane * size.pixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    this.paintSheet(lanes, scale, size, colours, width, height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.drawImage(this.sheet, 0, 0);
    context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0);
    lanes.forEach((lane, index) => {
      for (const requests of lane.lanes)
        paintInFlight(context, requests, index * size.lane, scale, at, size, colours);
    });
  }

  private paintSheet(
    lanes: readonly ClientLane[],
    scale: TimeScale,
    size: PaintSize,
    colours: BarColours,
    width: number,
    height: number,
  ): void {
    const all = lanes.flatMap(lane => lane.lanes);
    const key = JSON.stringify([
      scale.start,
      scale.end,
      scale.folds,
      width,
      height,
      size,
      colours,
      lanes.map(lane => lane.name),
      all.map(lane => lane.forgotten),
    ]);
    const context = this.sheet.getContext('2d');
    if (!context) return;
    if (
      key !== this.key ||
      all.some(lane => (this.painted.get(lane) ?? 0) > lane.starts.length) ||
      [...this.painted.keys()].some(lane => !all.includes(lane))
    ) {
      this.key = key;
      this.painted = new Map();
      this.sheet.width = width;
      this.sheet.height = height;
    }
    context.setTransform(size.pixelRatio, 0, 0, size.pixelRatio, 0, 0);
    lanes.forEach((lane, index) => {
      for (const requests of lane.lanes) {
        const from = this.painted.get(requests) ?? 0;
        for (let bar = from; bar < requests.starts.length; bar++)
          paintBar(context, requests, bar, index * size.lane, scale, size, colours);
        this.painted.set(requests, requests.starts.length);
      }
    });
  }
}

/** Where the bars of a row lie in their lane. */
function rowBox(row: number, lane: number): { readonly y: number; readonly height: number } {
  const pitch = (lane - 4) / LANE_ROWS;
  return { y: 2 + row * pitch, height: Math.round(pitch - 1) };
}

function paintBar(
  context: CanvasRenderingContext2D,
  lane: RequestLane,
  bar: number,
  top: number,
  scale: TimeScale,
  size: PaintSize,
  colours: BarColours,
): void {
  const [from, to] = [lane.starts[bar] ?? 0, lane.ends[bar] ?? 0];
  // A little beyond the edges: the narrowest bar and the cross of a dropped one are wider than their times.
  const beyond = BEYOND_PX / scale.density;
  if (from > scale.end + beyond || to < scale.start - beyond) return;
  const x = scale.x(from);
  const end = scale.x(to);
  const box = rowBox(lane.rows[bar] ?? 0, size.lane);
  const y = top + box.y;
  const fate = FATES[lane.fates[bar] ?? 0] ?? 'answered';
  if (lane.watches[bar] && (fate === 'answered' || fate === 'cut')) {
    const rope = scale.span(from, to);
    paintRope(context, rope.left, rope.left + rope.width, lane.rows[bar] ?? 0, top, size, colours.ink2);
    if (fate === 'cut') fill(context, colours.ink, end - 1.5, top + 2, 3, size.lane - 4);
    return;
  }
  const width = Math.max(2, end - x);
  switch (fate) {
    case 'answered':
    case 'cut':
      fill(context, colours.edge, x, y, width, box.height);
      return;
    case 'turnedAway':
    case 'lost': {
      // Hollow, and wide enough to be seen as such.
      context.strokeStyle = fate === 'lost' ? colours.edge : colours.ink;
      context.lineWidth = 1;
      context.strokeRect(x + 0.5, y + 0.5, Math.max(4, width - 1), box.height - 1);
      return;
    }
    case 'dropped': {
      fill(context, colours.danger, x, y, width, box.height);
      const middle = y + box.height / 2;
      context.strokeStyle = colours.danger;
      context.lineWidth = 1.6;
      context.beginPath();
      for (const [dx, dy] of [
        [3.5, 3.5],
        [3.5, -3.5],
      ] as const) {
        context.moveTo(end - dx, middle - dy);
        context.lineTo(end + dx, middle + dy);
      }
      context.stroke();
    }
  }
}

function paintInFlight(
  context: CanvasRenderingContext2D,
  lane: RequestLane,
  top: number,
  scale: TimeScale,
  at: { readonly t: number; readonly present: number },
  size: PaintSize,
  colours: BarColours,
): void {
  paintConnections(context, lane, top, scale, at.present, size, colours.edge);
  const end = Math.min(scale.x(at.present), scale.width + BEYOND_PX);
  // Of many watches that lie on each other only the longest can be seen.
  const ropes = new Map<number, number>();
  for (const bar of lane.open.values()) {
    const x = Math.max(-BEYOND_PX, scale.x(bar.start));
    if (x > end) continue;
    if (bar.watch) {
      ropes.set(bar.row % ROPES, Math.min(x, ropes.get(bar.row % ROPES) ?? x));
      continue;
    }
    const box = rowBox(bar.row, size.lane);
    fill(context, colours.ink, x, top + box.y, Math.max(2, end - x), box.height);
  }
  for (const [row, x] of ropes) paintRope(context, x, end, row, top, size, colours.ink2);
  if (at.t >= at.present) return;
  // Looking back: what was in flight then had no colour yet but ink.
  for (let bar = lane.starts.length - 1; bar >= 0; bar--) {
    const start = lane.starts[bar] ?? 0;
    if (start > at.t || (lane.ends[bar] ?? 0) <= at.t || lane.watches[bar]) continue;
    const box = rowBox(lane.rows[bar] ?? 0, size.lane);
    fill(
      context,
      colours.ink,
      scale.x(start),
      top + box.y,
      Math.max(2, scale.x(at.t) - scale.x(start)),
      box.height,
    );
  }
}

/** A hairline as long as any connection of the client is open. */
function paintConnections(
  context: CanvasRenderingContext2D,
  lane: RequestLane,
  top: number,
  scale: TimeScale,
  present: number,
  size: PaintSize,
  colour: string,
): void {
  for (let index = 0; index < lane.connected.length; index += 2) {
    const { left, width } = scale.span(lane.connected[index] ?? 0, lane.connected[index + 1] ?? present);
    fill(context, colour, left, top + size.lane - 3, Math.max(1, width), 1);
  }
}

/** A rope: a wave without a fill. */
function paintRope(
  context: CanvasRenderingContext2D,
  x: number,
  end: number,
  row: number,
  top: number,
  size: PaintSize,
  colour: string,
): void {
  const y = top + size.lane * (row % ROPES === 0 ? 0.27 : 0.68);
  const quarter = ROPE_WAVE_PX / 2;
  context.save();
  context.beginPath();
  context.rect(x, top, end - x, size.lane);
  context.clip();
  context.strokeStyle = colour;
  context.lineWidth = 1.4;
  context.beginPath();
  // Waves are counted from the left edge, so that a rope that grows does not seem to move.
  const first = Math.floor(x / ROPE_WAVE_PX) * ROPE_WAVE_PX;
  context.moveTo(first, y);
  for (let at = first; at < end; at += ROPE_WAVE_PX) {
    context.quadraticCurveTo(at + quarter / 2, y - 4.5, at + quarter, y);
    context.quadraticCurveTo(at + quarter * 1.5, y + 4.5, at + ROPE_WAVE_PX, y);
  }
  context.stroke();
  context.restore();
}

function fill(
  context: CanvasRenderingContext2D,
  colour: string,
  x: number,
  y: number,
  width: number,
  height: number,
): void {
  context.fillStyle = colour;
  context.fillRect(x, y, width, height);
}
