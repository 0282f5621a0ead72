/** What became of audit events: when they were written, and when one was lost because the backend was gone. */

/** Times that are kept of each kind before the oldest quarter is let go. */
const TIMES_KEPT = 200_000;

export class AuditTrack {
  /** In milliseconds, rising. */
  readonly logged: number[] = [];
  readonly lost: number[] = [];
  /** When the backend was shut down; null: it was not. */
  shutdown: number | null = null;
  /** Times of written events that were let go. */
  forgotten = 0;

  append(type: 'audit.logged' | 'audit.lost' | 'audit.shutdown', t: number): void {
    switch (type) {
      case 'audit.shutdown':
        this.shutdown ??= t;
        return;
      case 'audit.lost':
        this.lost.push(t);
        if (this.lost.length > TIMES_KEPT) this.lost.splice(0, TIMES_KEPT / 4);
        return;
      case 'audit.logged':
        this.logged.push(t);
        if (this.logged.length <= TIMES_KEPT) return;
        this.logged.splice(0, TIMES_KEPT / 4);
        this.forgotten += TIMES_KEPT / 4;
    }
  }
}
