/** The requests of one client as bars in three rows, kept as columns of numbers so that a hundred thousand are cheap. */
import type { EndedFate } from '../recording/fate.ts';

/** Rows of bars in a lane. */
export const LANE_ROWS = 3;

/** Finished requests that a lane keeps before the oldest quarter is let go. */
export const BARS_KEPT = 100_000;

/** Fates in the order of their codes in {@link RequestLane.fates}. */
export const FATES: readonly EndedFate[] = ['answered', 'turnedAway', 'dropped', 'cut', 'lost'];

/** A finished request. */
export interface Bar {
  readonly start: number;
  readonly end: number;
  readonly row: number;
  readonly fate: EndedFate;
}

/** A request in flight: where its bar begins, and in which row it is. */
export interface OpenBar {
  readonly start: number;
  readonly row: number;
  readonly watch: boolean;
}

export class RequestLane {
  readonly client: string;
  /** Finished requests, in the order of their ends. */
  readonly starts: number[] = [];
  readonly ends: number[] = [];
  readonly rows: number[] = [];
  readonly fates: number[] = [];
  readonly watches: boolean[] = [];
  readonly ids: string[] = [];
  /** Finished requests that were let go. */
  forgotten = 0;
  /** Requests in flight at the end of what is known. */
  readonly open = new Map<string, OpenBar>();
  /** When the number of open connections left 0 and came back to it, in turns. */
  readonly connected: number[] = [];
  /** When each connection was opened, told to go away, and closed: the marks on the line of the connections. */
  readonly openings: number[] = [];
  readonly goaways: number[] = [];
  readonly closings: number[] = [];
  /** Connections that were ever opened, and the identity of the last one. */
  opened = 0;
  lastConnection: string | null = null;
  private openConnections = 0;
  private readonly taken: (string | null)[] = Array.from({ length: LANE_ROWS }, () => null);
  private crowd = 0;

  constructor(client: string) {
    this.client = client;
  }

  connect(connection: string, t: number): void {
    this.opened++;
    this.lastConnection = connection;
    mark(this.openings, t);
    if (this.openConnections++ === 0) this.connected.push(t);
  }

  goAway(t: number): void {
    mark(this.goaways, t);
  }

  disconnect(t: number): void {
    mark(this.closings, t);
    if (--this.openConnections > 0) return;
    this.connected.push(t);
    if (this.connected.length > BARS_KEPT) this.connected.splice(0, BARS_KEPT / 2);
  }

  /** A request begins; the row it gets stays its own until it ends. */
  begin(id: string, t: number, watch: boolean): number {
    const free = this.taken.indexOf(null);
    if (free >= 0) this.taken[free] = id;
    const row = free >= 0 ? free : this.crowd++ % LANE_ROWS;
    this.open.set(id, { start: t, row, watch });
    return row;
  }

  end(id: string, bar: Bar): void {
    const place = this.taken.indexOf(id);
    if (place >= 0) this.taken[place] = null;
    this.watches.push(this.open.get(id)?.watch ?? false);
    this.open.delete(id);
    this.starts.push(bar.start);
    this.ends.push(bar.end);
    this.rows.push(bar.row);
    this.fates.push(FATES.indexOf(bar.fate));
    this.ids.push(id);
    if (this.starts.length <= BARS_KEPT) return;
    const surplus = BARS_KEPT / 4;
    for (const column of [this.starts, this.ends, this.rows, this.fates]) column.splice(0, surplus);
    this.watches.splice(0, surplus);
    this.ids.splice(0, surplus);
    this.forgotten += surplus;
  }
}

/** Adds a time to a bounded list. */
function mark(times: number[], t: number): void {
  times.push(t);
  if (times.length > BARS_KEPT) times.splice(0, BARS_KEPT / 4);
}
