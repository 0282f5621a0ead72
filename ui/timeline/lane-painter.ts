/**
 * Paints the lanes of requests, and that of the audit log, on a canvas. Finished bars are painted once, onto a sheet
 * that is kept; a frame copies the sheet and adds what is in flight. So a hundred thousand requests cost no more than a
 * few.
 */
import type { AuditTrack } from '../../machines/view/audit-track.ts';
import type { ClientLane } from '../../machines/view/drawing/lane-list.ts';
import { type DrawnAt, drawFinished, drawInFlight } from '../../machines/view/drawing/lane-shapes.ts';
import type { Pen } from '../../machines/view/drawing/pen.ts';
import type { RequestLane } from '../../machines/view/request-lane.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';
import { AuditDensity } from './audit-shapes.ts';
import { type BarColours, canvasPen } from './canvas-pen.ts';

/** What is painted: lanes one below the other, and the audit lane after room for so many. */
export interface LanePicture {
  readonly lanes: readonly ClientLane[];
  readonly room: number;
  readonly audit: AuditTrack | null;
  readonly scale: TimeScale;
  readonly at: DrawnAt;
  /** Height of a lane in pixels. */
  readonly laneHeight: number;
}

/** All of a picture with one pen, for those who draw it once. */
export function drawPicture(pen: Pen, picture: LanePicture): void {
  const { lanes, room, audit, scale, at, laneHeight } = picture;
  const each = (draw: (lane: RequestLane, top: number) => void): void =>
    lanes.forEach((lane, index) => {
      for (const requests of lane.lanes) draw(requests, index * laneHeight);
    });
  each((lane, top) => drawFinished(pen, lane, 0, { top, height: laneHeight, scale }));
  each((lane, top) => drawInFlight(pen, lane, { top, height: laneHeight, scale }, at));
  if (audit) new AuditDensity().draw(pen, audit, { top: room * laneHeight, height: laneHeight, scale });
}

export class LanePainter {
  private readonly sheet = document.createElement('canvas');
  private readonly density = new AuditDensity();
  private scale: TimeScale | null = null;
  private colours: BarColours | null = null;
  private key = '';
  private painted = new Map<RequestLane, number>();

  /** Paints the lanes as they are known now; requests in flight at `t` are in ink, those of the present as well. */
  paint(canvas: HTMLCanvasElement, picture: LanePicture, pixelRatio: number, colours: BarColours): void {
    const { lanes, room, audit, scale, at, laneHeight } = picture;
    const width = Math.round(scale.width * pixelRatio);
    const height = Math.round((room + (audit ? 1 : 0)) * laneHeight * pixelRatio);
    if (canvas.width !== width || canvas.height !== height) {
      canvas.width = width;
      canvas.height = height;
    }
    const context = canvas.getContext('2d');
    if (!context || width === 0 || height === 0) return;
    this.paintSheet(picture, pixelRatio, colours, width, height);
    context.setTransform(1, 0, 0, 1, 0, 0);
    context.clearRect(0, 0, width, height);
    context.drawImage(this.sheet, 0, 0);
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    const pen = canvasPen(context, colours);
    lanes.forEach((lane, index) => {
      const place = { top: index * laneHeight, height: laneHeight, scale };
      for (const requests of lane.lanes) drawInFlight(pen, requests, place, at);
    });
    if (audit) this.density.draw(pen, audit, { top: room * laneHeight, height: laneHeight, scale });
  }

  private paintSheet(
    { lanes, scale, laneHeight }: LanePicture,
    pixelRatio: number,
    colours: BarColours,
    width: number,
    height: number,
  ): void {
    const context = this.sheet.getContext('2d');
    if (!context) return;
    const all = lanes.flatMap(lane => lane.lanes);
    const key = `${width} ${height} ${laneHeight} ${pixelRatio} ${lanes.map(lane => lane.lanes.length)} ${all.map(lane => lane.forgotten)}`;
    if (
      key !== this.key ||
      scale !== this.scale ||
      colours !== this.colours ||
      all.length !== this.painted.size ||
      all.some(lane => (this.painted.get(lane) ?? Number.POSITIVE_INFINITY) > lane.starts.length)
    ) {
      this.key = key;
      this.scale = scale;
      this.colours = colours;
      this.painted = new Map(all.map(lane => [lane, 0]));
      this.sheet.width = width;
      this.sheet.height = height;
    }
    context.setTransform(pixelRatio, 0, 0, pixelRatio, 0, 0);
    const pen = canvasPen(context, colours);
    lanes.forEach((lane, index) => {
      for (const requests of lane.lanes) {
        const place = { top: index * laneHeight, height: laneHeight, scale };
        drawFinished(pen, requests, this.painted.get(requests) ?? 0, place);
        this.painted.set(requests, requests.starts.length);
      }
    });
  }
}
