/** The audit lane: a tick for each event that was written, higher where there are many; what was lost, and the end. */
import type { AuditTrack } from '../../machines/view/audit-track.ts';
import { firstAtOrAfter, type LanePlace } from '../../machines/view/drawing/lane-shapes.ts';
import type { Pen } from '../../machines/view/drawing/pen.ts';
import type { TimeScale } from '../../machines/view/time-scale.ts';

/** Events of one column are one tick. */
const COLUMN_PX = 2;
/** A single event has a tick of this part of the lane's height; the column with the most has all of it. */
const ONE = 0.34;
const LOST_CROSS_PX = 3.5;

/** How many events lie in each column of a view; kept from frame to frame, for events only come to it. */
export class AuditDensity {
  private scale: TimeScale | null = null;
  private forgotten = 0;
  private counted = 0;
  private counts = new Uint32Array(0);
  private most = 0;

  draw(pen: Pen, audit: AuditTrack, place: LanePlace): void {
    const { top, height, scale } = place;
    this.count(audit, scale);
    const room = height - 4;
    this.counts.forEach((count, column) => {
      if (count === 0) return;
      const part = this.most <= 1 ? ONE : ONE + ((1 - ONE) * (count - 1)) / (this.most - 1);
      pen.box('logged', column * COLUMN_PX, top + 2 + room * (1 - part), COLUMN_PX - 0.75, room * part);
    });
    for (let index = firstAtOrAfter(audit.lost, scale.start); index < audit.lost.length; index++) {
      const t = audit.lost[index] ?? 0;
      if (t > scale.end) break;
      const x = scale.x(t);
      pen.box('auditLost', x - 0.75, top + 2, 1.5, room);
      pen.cross('auditLost', x, top + height / 2, LOST_CROSS_PX);
    }
    if (audit.shutdown !== null && audit.shutdown >= scale.start && audit.shutdown <= scale.end)
      pen.box('auditShutdown', scale.x(audit.shutdown) - 1.5, top + 1, 3, height - 2);
  }

  private count(audit: AuditTrack, scale: TimeScale): void {
    const columns = Math.max(0, Math.ceil(scale.width / COLUMN_PX));
    if (scale !== this.scale || audit.forgotten !== this.forgotten || audit.logged.length < this.counted) {
      this.scale = scale;
      this.forgotten = audit.forgotten;
      this.counts = new Uint32Array(columns);
      this.most = 0;
      this.counted = firstAtOrAfter(audit.logged, scale.start);
    }
    for (; this.counted < audit.logged.length; this.counted++) {
      const column = Math.floor(scale.x(audit.logged[this.counted] ?? 0) / COLUMN_PX);
      if (column >= columns) break;
      const count = (this.counts[column] ?? 0) + 1;
      this.counts[column] = count;
      this.most = Math.max(this.most, count);
    }
  }
}
